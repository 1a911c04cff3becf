using System.Net;
using Salon.Tests.Pages;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>Nothing of what runs the program answers to anybody but its operator.</summary>
public sealed class ExposureTests
{
    private static readonly string[] Internal =
    [
        "/hangfire", "/jobs", "/metrics", "/health", "/health/detail", "/health/metrics",
        "/swagger", "/swagger/index.html", "/swagger/v1/swagger.json", "/docs", "/docs/index.html", "/openapi",
        "/_framework/debug", "/_framework/debug/ws-proxy", "/_framework/opaque-redirect?url=https%3A%2F%2Fevil.example", "/.git/config", "/.env", "/.well-known/openid-configuration", "/appsettings.json", "/appsettings.Production.json",
        "/web.config", "/Salon.Web.dll", "/Salon.Web.pdb", "/data/salon.db", "/salon.db", "/keys/master.key", "/sandbox", "/sandbox/inbox", "/sandbox/faults", "/sandbox/kit", "/trace.axd", "/elmah.axd", "/debug/pprof", "/media/..%2fkeys%2fmaster.key", "/css/..%2f..%2fappsettings.json",
    ];

    [Fact, Trait("Proves", "S-23")]
    public async Task No_door_of_operation_is_open_to_visitors_customers_or_owners()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite, [("Salon:Limits:Auth:PerAddress", "1000")]);
        var shop = await Shop.OpenAsync(world);
        await shop.SignInAsync("+966500000001", Role.Owner);
        var (stranger, customer, owner) = (new Browser(world), new Browser(world), new Browser(world));
        await customer.SignInAsync("0500000010", world);
        await owner.SignInAsync("0500000001", world);

        var open = new List<string>();
        foreach (var (who, browser) in new[] { ("stranger", stranger), ("customer", customer), ("owner", owner) })
        {
            foreach (var path in Internal)
            {
                using var answer = await browser.GetAsync(path);
                if (answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)) open.Add($"{who} {path}: {(int)answer.StatusCode}");
            }

            foreach (var path in (string[])["/platform", "/platform/work", "/platform/new", "/platform/jobs", "/platform/jobs/recurring"])
            {
                using var answer = await browser.GetAsync(path);
                if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Redirect)) open.Add($"{who} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(open);
    }

    [Fact, Trait("Proves", "S-30")]
    public async Task Pages_that_hold_a_secret_are_not_compressed_and_those_of_everybody_are()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);
        await her.SignInAsync("0500000010", world);
        var compressed = new List<string>();
        foreach (var path in (string[])["/lamsa", "/b/anything", "/b/anything/pay", "/my/bookings", "/my/devices", "/sign-in", "/admin/lamsa/payments", "/desk/lamsa", "/api/v1/salons"])
        {
            using var client = world.Client();
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept-Encoding", "br, gzip, deflate");
            using var answer = await client.SendAsync(request);
            if (answer.Content.Headers.ContentEncoding.Count > 0) compressed.Add(path);
        }

        Assert.Equal(["/lamsa"], compressed);
    }

    [Fact, Trait("Proves", "S-30")]
    public async Task Nothing_is_compressed_for_whoever_is_signed_in_holds_a_time_or_waits_for_a_code()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var (stranger, signedIn, holding, asking) = (new Browser(world), new Browser(world), new Browser(world), new Browser(world));
        await signedIn.SignInAsync("0500000010", world);
        await BookingPagesTests.ToTimesAsync(holding);
        await holding.SendAsync("hold", ("Start", BookingPagesTests.Times(holding)[0]));
        await asking.OpenAsync("/sign-in");
        await asking.SendAsync("phone", ("Phone.Number", "0500000011"), ("Phone.Channel", "sms"));
        await stranger.OpenAsync("/lamsa/book"); // brings the cookie of a form from now on
        await stranger.OpenAsync("/lamsa?culture=en");

        var compressed = new List<string>();
        foreach (var (who, browser) in new[] { ("stranger", stranger), ("signed in", signedIn), ("holding", holding), ("asking", asking) })
        {
            foreach (var path in (string[])["/lamsa", "/lamsa/book", "/lamsa/book/phone", "/lamsa/book/confirm"])
            {
                using var answer = await browser.GetAsync(path, ("Accept-Encoding", "br, gzip, deflate"));
                if (answer.Content.Headers.ContentEncoding.Count > 0) compressed.Add($"{who} {path}");
            }
        }

        Assert.Contains("stranger /lamsa", compressed);
        Assert.All(compressed, page => Assert.StartsWith("stranger ", page, StringComparison.Ordinal));
    }
}
