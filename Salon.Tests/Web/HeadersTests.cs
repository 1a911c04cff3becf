using System.Net;
using Salon.Tests.Pages;
using Salon.Tests.World;

namespace Salon.Tests.Web;

public sealed class HeadersTests
{
    [Fact, Trait("Proves", "S-08")]
    public async Task Every_answer_tells_browsers_what_it_may_do()
    {
        await using var site = await WebWorld.ServeAsync(Db.Sqlite);
        using var client = site.Client();
        foreach (var path in new[] { "/", "/sign-in", "/nobody-here", "/desk", "/api/v1/salons", "/api/v1/nothing", "/health/live", "/openapi/v1.json", "/robots.txt", "/css/base.css", "/?q=%00" })
        {
            var answer = await client.ReadAsync(path);

            string One(string header) => Assert.Single(answer.Headers.GetValues(header));
            Assert.Equal("nosniff", One("X-Content-Type-Options"));
            Assert.Equal("DENY", One("X-Frame-Options"));
            Assert.Equal("strict-origin-when-cross-origin", One("Referrer-Policy"));
            Assert.Equal("same-origin", One("Cross-Origin-Opener-Policy"));
            var policy = One("Content-Security-Policy");
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script-src 'unsafe-inline'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
            Assert.Equal(path.StartsWith("/api", StringComparison.Ordinal), policy.StartsWith("default-src 'none'", StringComparison.Ordinal));
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("X-Powered-By"));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(answer.Headers.Contains("Strict-Transport-Security")); // over plain HTTP it would mean nothing
        }
    }

    [Fact]
    public async Task Behind_https_browsers_are_told_to_stay_there()
    {
        await using var site = await WebWorld.StartAsync(Db.Sqlite, [("Salon:PublicUrl", "https://book.example.sa")]);

        var page = await site.Client("https://book.example.sa").ReadAsync("/");

        Assert.Equal("max-age=63072000; includeSubDomains", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
        Assert.Contains("wss://book.example.sa", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Besides_us_a_page_talks_only_to_who_takes_the_card()
    {
        await using var site = await WebWorld.StartAsync(Db.Sqlite, [("Salon:PublicUrl", "https://book.example.sa")]);

        var policy = Assert.Single((await site.Client("https://book.example.sa").ReadAsync("/")).Headers.GetValues("Content-Security-Policy"));

        var talks = Assert.Single(policy.Split("; "), part => part.StartsWith("connect-src", StringComparison.Ordinal));
        Assert.Equal("connect-src 'self' wss://book.example.sa https://api.moyasar.com", talks);
    }

    [Theory, Trait("Proves", "S-22")]
    [InlineData("evil.example")]
    [InlineData("book.example.sa.evil.example")]
    public async Task Another_host_s_name_is_refused(string host)
    {
        await using var site = await WebWorld.ServeAsync(Db.Sqlite, [("Salon:PublicUrl", "https://book.example.sa")]);
        using var client = site.Client();

        var refused = await client.ReadAsync("/", headers: ("Host", host));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(["nosniff"], refused.Headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("frame-ancestors 'none'", refused.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/health/live", headers: ("Host", "book.example.sa"))).Status);
    }

    [Fact]
    public async Task What_is_meant_for_one_person_is_kept_by_nobody()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);
        await her.SignInAsync("0500000010", world);

        foreach (var path in new[] { "/my/bookings", "/", "/lamsa" })
            Assert.True((await her.GetAsync(path)).Headers.CacheControl!.NoStore, path);
        using var client = world.Client();
        Assert.True((await client.ReadAsync("/api/v1/salons")).Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_visitor_who_only_looks_gets_no_cookie()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        using var client = world.Client();

        foreach (var path in new[] { "/", "/lamsa", "/?query=lamsa" })
            Assert.False((await client.ReadAsync(path)).Headers.TryGetValues("Set-Cookie", out var cookies), $"{path} sets {string.Join(" and ", cookies ?? [])}");
    }

    [Theory, Trait("Proves", "S-20")]
    [InlineData("https://book.example.sa", true)]
    [InlineData("http://localhost", false)]
    public async Task Every_cookie_on_the_way_to_a_session_is_out_of_reach_of_scripts_and_other_sites(string address, bool secure)
    {
        await using var world = await PublicPagesTests.WorldAsync(("Salon:PublicUrl", address));
        var her = new Browser(world, address);

        await her.SignInAsync("0500000010", world);

        Assert.Equal(["salon", "salon-browser", "salon-code", "salon-forms"], her.Cookies.Select(c => c.Split('=')[0].Replace("__Host-", "", StringComparison.Ordinal)).Distinct().Order());
        Assert.All(her.Cookies, cookie =>
        {
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i); samesite=(lax|strict)", cookie);
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("; domain", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(secure, cookie.StartsWith("__Host-", StringComparison.Ordinal) && cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        });
    }
}
