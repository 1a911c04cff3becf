using System.Net;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>What belongs to somebody else: another salon's people, other sites.</summary>
public sealed class ForeignThingsTests
{
    [Theory, BothDatabases]
    public async Task Another_salons_person_does_not_work_here_and_is_not_merely_busy(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var other = await Shop.OpenAsync(world.Site, "other");
        var huda = await world.TokenAsync("+966500000011", "Huda");

        foreach (var hold in (bool[])[false, true])
        {
            var refused = await world.Client.WriteAsync("/api/v1/bookings", world.Request(Shop.At(10), other.Mona, hold: hold), huda);
            Assert.Equal((HttpStatusCode.NotFound, "unknown_staff"), refused.Refusal);
        }
    }

    [Theory]
    [InlineData("https://evil.example/back", false)]
    [InlineData("https://localhost.evil.example/back", false)]
    [InlineData("http://localhost@evil.example/back", false)]
    [InlineData("http://somebody@localhost/back", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("http://localhost/back", true)]
    [InlineData("https://lamsa.example.sa/paid?x=1", true)]
    [InlineData("https://LAMSA.example.sa/paid", true)]
    public async Task Whoever_paid_is_led_back_to_a_site_that_the_operator_knows(string address, bool allowed)
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite, settings: [("Salon:ReturnHosts:0", "lamsa.example.sa")]);
        var huda = await world.TokenAsync("+966500000011", "Huda");

        var answer = await world.Client.WriteAsync($"/api/v1/bookings/{Guid.NewGuid()}/payments", new { returnUrl = address }, huda);

        Assert.Equal(allowed ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest, answer.Status); // there is no such booking
        if (!allowed) Assert.Equal(["returnUrl"], answer.Fields);
    }
}
