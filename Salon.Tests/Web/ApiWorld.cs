using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>The site with a small salon in it, and people who call its API with tokens of their own.</summary>
internal sealed class ApiWorld : IAsyncDisposable
{
    private ApiWorld(WebWorld site, Shop shop, HttpClient client) => (Site, Shop, Client) = (site, shop, client);

    public WebWorld Site { get; }

    public Shop Shop { get; }

    /// <summary>Speaks English, so that tests can read.</summary>
    public HttpClient Client { get; }

    /// <param name="people">Who works there; with one, every hour exists once.</param>
    /// <param name="overHttp">Behind Kestrel instead of in memory.</param>
    public static async Task<ApiWorld> StartAsync(
        Db db, int people = 2, bool overHttp = false, (string Key, string Value)[]? settings = null, Action<IServiceCollection>? change = null)
    {
        (string, string)[] all = [("Salon:SignIn:AccessLifetime", "7:00:00:00"), .. settings ?? []]; // tests jump through days
        var site = overHttp ? await WebWorld.ServeAsync(db, all, change) : await WebWorld.StartAsync(db, all, change);
        var shop = await Shop.OpenAsync(site, people: people);
        var client = site.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        return new(site, shop, client);
    }

    /// <summary>An access token of somebody who signed in with this phone.</summary>
    public Task<string> TokenAsync(string phone, string name = "") => TokenAsync(PhoneNumber.FromStored(phone), name);

    public async Task<string> TokenAsync(PhoneNumber phone, string name = "")
    {
        var user = await Shop.RegisterAsync(phone, name);
        var session = Session.Start(user, "test", Site.Clock.Now, Site.Get<SignInOptions>());
        await using (var db = await Site.Database.OpenForWriteAcrossAsync(default))
        {
            db.Sessions.Add(session);
            Assert.Null(await db.CommitAsync(default));
        }

        return (await Site.Get<BearerTokens>().IssueAsync(session.Id, default)).TryGet(out var pair, out _) ? pair.AccessToken : throw new Xunit.Sdk.XunitException("No token.");
    }

    /// <summary>An access token of somebody who works at a salon.</summary>
    public async Task<string> StaffTokenAsync(Shop shop, string phone, Role role, StaffId? staff = null)
    {
        var token = await TokenAsync(phone, role.ToString());
        var user = await shop.RegisterAsync(PhoneNumber.FromStored(phone), "");
        await using var db = await Site.Database.OpenForWriteAsync(shop.Id, default);
        db.Memberships.Add(Membership.Of(shop.Id, user, role, Site.Clock.Now, staff));
        Assert.Null(await db.CommitAsync(default));
        return token;
    }

    /// <summary>The body of a booking of a haircut.</summary>
    public object Request(Instant start, StaffId? staff = null, Shop? at = null, bool? hold = null, string? note = null) => new
    {
        salon = at is null ? "shop" : "other", branch = (at ?? Shop).Branch.Value, start = Time(start),
        lines = new[] { new { service = (at ?? Shop).Haircut.Value, staff = staff?.Value } }, hold, note,
    };

    /// <summary>A time as the branch's clock shows it.</summary>
    public static string Time(Instant instant) => instant.InZone(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]).ToString("uuuu-MM-dd'T'HH:mm:sso<G>", System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Site.DisposeAsync();
    }
}
