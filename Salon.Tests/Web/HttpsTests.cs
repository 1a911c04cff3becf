using System.Net;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>An installation that is reached by https says so where a page is asked for without it, instead of failing at the first form.</summary>
public sealed class HttpsTests
{
    private const string Ours = "https://book.example.sa";

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/")]
    [InlineData("/error/404")]
    public async Task A_proxy_that_does_not_say_how_a_visitor_came_is_explained_in_words(string path)
    {
        await using var site = await WebWorld.StartAsync(Db.Sqlite, [("Salon:PublicUrl", Ours)]);

        var answer = await site.Client("http://book.example.sa").ReadAsync($"{path}?culture=en");

        Assert.Equal((HttpStatusCode)426, answer.Status);
        Assert.Contains("This page needs a secure connection", answer.Body, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Ours}{path}?culture=en\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal("TLS/1.2", Assert.Single(answer.Headers.Upgrade).ToString());
    }

    [Fact]
    public async Task A_visitor_who_came_by_http_is_sent_on_to_the_secure_address()
    {
        await using var site = await WebWorld.ServeAsync(Db.Sqlite, [("Salon:PublicUrl", Ours), ("Salon:KnownProxies", "127.0.0.1")]);
        using var client = site.Client();

        var http = await client.ReadAsync("/lamsa?x=1", headers: [("Host", "book.example.sa"), ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "http")]);
        var https = await client.ReadAsync("/sign-in", headers: [("Host", "book.example.sa"), ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https")]);

        Assert.Equal((HttpStatusCode.PermanentRedirect, $"{Ours}/lamsa?x=1"), (http.Status, http.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, https.Status);
    }

    [Fact]
    public async Task Monitors_may_ask_on_the_machine_itself()
    {
        await using var site = await WebWorld.StartAsync(Db.Sqlite, [("Salon:PublicUrl", Ours)]);

        Assert.Equal(HttpStatusCode.OK, (await site.Client().ReadAsync("/health/live")).Status);
        var ready = await site.Client().ReadAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.False(ready.Json.TryGetProperty("freeMegabytes", out _)); // how big the disk is concerns nobody outside
    }
}
