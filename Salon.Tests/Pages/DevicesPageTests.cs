using System.Net;
using Salon.Tests.Web;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

public sealed class DevicesPageTests
{
    private const string Phone = "+966500000099";

    [Theory, BothDatabases]
    [Trait("Proves", "S-19")]
    public async Task A_person_sees_her_devices_and_signs_them_out_one_by_one_or_together(Db db)
    {
        await using var world = await WebWorld.StartAsync(db, [("Salon:SignIn:ResendDelays:0", "0:00:00:00")]);
        var (phone, lost, tablet) = (new Browser(world), new Browser(world), new Browser(world));
        foreach (var browser in new[] { phone, lost, tablet }) await browser.SignInAsync(Phone, world);

        await phone.OpenAsync("/my/devices");
        Assert.Equal(3, phone.Page.QuerySelectorAll("[data-testid=device]").Length);
        Assert.Single(phone.Page.QuerySelectorAll("[data-testid=device] .tag")); // this one is marked
        var first = phone.Page.QuerySelector("[data-testid=device] form input[name=_handler]")!.GetAttribute("value")!;
        await phone.SendAsync(first);
        Assert.Equal(2, phone.Page.QuerySelectorAll("[data-testid=device]").Length);

        await phone.SendAsync("others");
        Assert.Single(phone.Page.QuerySelectorAll("[data-testid=device]"));
        foreach (var browser in new[] { lost, tablet })
        {
            await browser.OpenAsync("/my/bookings");
            Assert.Equal("/sign-in", browser.Path);
        }

        await phone.SendAsync("all");
        await phone.OpenAsync("/my/devices");
        Assert.Equal("/sign-in", phone.Path);
    }

    [Theory, BothDatabases]
    public async Task An_app_lists_the_devices_and_ends_others_or_all(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var (one, other, stranger) = (await world.TokenAsync(Phone), await world.TokenAsync(Phone), await world.TokenAsync("+966500000098"));

        var list = (await world.Client.ReadAsync("/api/v1/sessions", one)).Json.EnumerateArray().ToList();
        Assert.Equal(2, list.Count);
        Assert.Single(list, device => device.GetProperty("current").GetBoolean());
        var foreign = (await world.Client.ReadAsync("/api/v1/sessions", stranger)).Json.EnumerateArray().Single().GetProperty("id").GetGuid();

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(world, $"/api/v1/sessions/{foreign}", one)); // not hers: nothing happens
        Assert.Equal(HttpStatusCode.OK, (await world.Client.ReadAsync("/api/v1/sessions", stranger)).Status);
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(world, "/api/v1/sessions?others=true", one));
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.Client.ReadAsync("/api/v1/sessions", other)).Status);
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(world, "/api/v1/sessions", one));
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.Client.ReadAsync("/api/v1/sessions", one)).Status);
    }

    private static async Task<HttpStatusCode> DeleteAsync(ApiWorld world, string address, string token) =>
        (await world.Client.SendAsync(HttpMethod.Delete, address, token: token)).Status;
}
