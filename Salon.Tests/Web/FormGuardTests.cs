using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Salon.Tests.Pages;
using Salon.Tests.World;

namespace Salon.Tests.Web;

public sealed class FormGuardTests
{
    [Theory, BothDatabases]
    public async Task A_form_with_a_character_nobody_types_is_refused_with_a_page(Db db)
    {
        await using var world = await PublicPagesTests.WorldAsync(db);
        var her = new Browser(world);
        await BookingPagesTests.ToTimesAsync(her);
        await her.SendAsync("hold", ("Start", BookingPagesTests.Times(her)[^1]));
        await her.SendAsync("phone", ("Phone.Number", "0500007701"), ("Phone.Channel", "sms"));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));
        var confirm = her.Address.PathAndQuery;

        await her.SendAsync("confirm", ("Input.Name", "Hind\0"), ("Input.Note", ""));
        Assert.Equal(HttpStatusCode.BadRequest, her.Status);
        Assert.NotNull(her.Page.QuerySelector("h1"));

        await her.OpenAsync(confirm); // nothing was lost
        await her.SendAsync("confirm", ("Input.Name", "Hind"), ("Input.Note", "long\nhair"));
        Assert.StartsWith("/b/", her.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data", "x")] // no boundary
    [InlineData("multipart/form-data; boundary=a", "--a\r\nno header")]
    [InlineData("multipart/form-data; boundary=a", "no part of a form")]
    [InlineData("application/x-www-form-urlencoded", "Phone.Number=%00")]
    [InlineData("application/x-www-form-urlencoded", "%00=1")]
    [InlineData("text/plain", "Phone.Number=1")]
    public async Task What_is_no_form_is_the_sender_s_mistake(string type, string body)
    {
        await using var site = await WebWorld.ServeAsync(Db.Sqlite);
        using var client = site.Client();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answer = await client.PostAsync("/sign-in", content);

        Assert.InRange((int)answer.StatusCode, 400, 415);
    }

    [Theory, BothDatabases]
    public async Task Bodies_and_addresses_of_the_api_name_the_field(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var huda = await world.TokenAsync("+966500000011");

        var body = await world.Client.WriteAsync("/api/v1/bookings", world.Request(Shop.At(10), note: "a\0b"), huda);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), body.Refusal);
        Assert.Equal(["note"], body.Fields);
        Assert.Equal((HttpStatusCode.BadRequest, "bad_request"), (await world.Client.ReadAsync("/api/v1/salons?query=a%00b")).Refusal);
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Client.WriteAsync("/api/v1/bookings", world.Request(Shop.At(10)), huda, ("Idempotency-Key", "a b"))).Status);
    }
}
