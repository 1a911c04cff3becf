using System.Net;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>Each client is held to its own allowance; nobody can borrow another one's by claiming to be somebody else.</summary>
public sealed class LimitsTests
{
    private const string Salons = "/api/v1/salons";
    private const string Forwarded = "X-Forwarded-For";
    private const string Here = "203.0.113.7";

    [Fact, Trait("Proves", "S-17")]
    public async Task Beyond_the_allowance_a_client_is_told_when_to_come_back_and_the_others_notice_nothing()
    {
        await using var site = await ServeAsync(reads: 3);
        using var client = site.Client();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync(Salons, headers: (Forwarded, Here))).Status);

        var refused = await client.ReadAsync(Salons, headers: [(Forwarded, Here), ("Accept-Language", "en")]);
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), refused.Refusal);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var page = await client.ReadAsync("/", headers: (Forwarded, Here));
        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html"), (page.Status, page.Type?.MediaType));
        Assert.NotNull(page.Headers.RetryAfter);

        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync(Salons, headers: (Forwarded, "203.0.113.8"))).Status);
    }

    [Fact]
    public async Task Signing_in_writing_and_reading_are_counted_apart_and_health_not_at_all()
    {
        await using var site = await ServeAsync(reads: 1, ("Salon:Limits:Writes:PerAddress", "1"), ("Salon:Limits:Auth:PerAddress", "2"));
        using var client = site.Client();

        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync(Salons)).Status);
        Assert.Equal("rate_limited", (await client.ReadAsync(Salons)).Code);
        Assert.Equal("session_over", (await client.WriteAsync("/api/v1/bookings", new { })).Code);
        Assert.Equal("rate_limited", (await client.WriteAsync("/api/v1/bookings", new { })).Code);
        for (var i = 0; i < 2; i++) Assert.Equal("invalid_phone", (await client.WriteAsync("/api/v1/auth/otp", new { phone = "1" })).Code);
        Assert.Equal("rate_limited", (await client.WriteAsync("/api/v1/auth/otp", new { phone = "1" })).Code);
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/health/live")).Status);
    }

    [Theory, Trait("Proves", "S-22")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)] // one household
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("198.51.100.1, 203.0.113.7", "198.51.100.2, 203.0.113.7", true)] // what the client itself wrote stands before
    [InlineData("203.0.113.7, 127.0.0.1", "203.0.113.8, 127.0.0.1", false)] // a second proxy of ours
    [InlineData("203.0.113.7:4711", "203.0.113.7:4712", true)]
    public async Task A_client_is_whoever_the_known_proxy_saw(string first, string second, bool same)
    {
        await using var site = await ServeAsync(reads: 1);
        using var client = site.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync(Salons, headers: (Forwarded, first))).Status);

        var again = await client.ReadAsync(Salons, headers: (Forwarded, second));

        Assert.Equal(same ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK, again.Status);
    }

    [Theory, Trait("Proves", "S-22")]
    [InlineData("")]
    [InlineData("10.0.0.0/8, 192.0.2.1")]
    public async Task Nobody_else_is_believed(string proxies)
    {
        await using var site = await ServeAsync(reads: 1, ("Salon:KnownProxies", proxies));
        using var client = site.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync(Salons, headers: (Forwarded, Here))).Status);

        var again = await client.ReadAsync(Salons, headers: [(Forwarded, "203.0.113.8"), ("X-Forwarded-Proto", "https"), ("X-Real-IP", "203.0.113.9"), ("Forwarded", "for=203.0.113.10")]);

        Assert.Equal(HttpStatusCode.TooManyRequests, again.Status);
        Assert.False(again.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_signed_in_person_has_one_allowance_wherever_she_is()
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite, overHttp: true, settings: [("Salon:KnownProxies", "127.0.0.1"), ("Salon:Limits:Reads:PerUser", "2")]);
        var (huda, mona) = (await world.TokenAsync("+966500000011"), await world.TokenAsync("+966500000012"));
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, (await world.Client.ReadAsync("/api/v1/bookings", huda, (Forwarded, $"203.0.113.{i}"))).Status);

        Assert.Equal("rate_limited", (await world.Client.ReadAsync("/api/v1/bookings", huda, (Forwarded, "203.0.113.9"))).Code);
        Assert.Equal(HttpStatusCode.OK, (await world.Client.ReadAsync("/api/v1/bookings", mona, (Forwarded, "203.0.113.9"))).Status);
    }

    private static Task<WebWorld> ServeAsync(int reads, params (string, string)[] more) =>
        WebWorld.ServeAsync(Db.Sqlite, [("Salon:KnownProxies", "127.0.0.1"), ("Salon:Limits:Reads:PerAddress", $"{reads}"), .. more]);
}
