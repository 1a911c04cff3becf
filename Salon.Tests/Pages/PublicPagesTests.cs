using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Salon.Tests.World;
using Salon.Web.Sandbox.Demo;

namespace Salon.Tests.Pages;

public sealed class PublicPagesTests
{
    [Theory]
    [InlineData("ar", "rtl", "لمسة")]
    [InlineData("en", "ltr", "Lamsa")]
    public async Task A_salon_s_page_speaks_the_language_it_is_asked_for_and_says_what_search_engines_need(string language, string direction, string name)
    {
        await using var world = await WorldAsync();
        var browser = new Browser(world);

        await browser.OpenAsync($"/lamsa?culture={language}");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal((language, direction), (browser.Page.DocumentElement.GetAttribute("lang"), browser.Page.DocumentElement.GetAttribute("dir")));
        Assert.Equal(name, browser.Title);
        Assert.Equal($"http://localhost/lamsa?culture={language}", browser.Page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal(["ar", "en", "x-default"], browser.Page.QuerySelectorAll("link[hreflang]").Select(l => l.GetAttribute("hreflang")!));
        Assert.NotEmpty(browser.Page.QuerySelector("meta[name=description]")!.GetAttribute("content")!);
        var facts = JsonDocument.Parse(browser.Page.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement;
        Assert.Equal(("BeautySalon", name), (facts.GetProperty("@type").GetString(), facts.GetProperty("name").GetString()));
        Assert.DoesNotContain("desk.css", browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_that_was_chosen_stays_chosen()
    {
        await using var world = await WorldAsync();
        var browser = new Browser(world);

        await browser.OpenAsync("/");
        Assert.Equal("ar", browser.Page.DocumentElement.GetAttribute("lang"));
        await browser.OpenAsync("/?culture=en");
        await browser.OpenAsync("/lamsa");

        Assert.Equal("en", browser.Page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_search_forgives_spelling_and_an_empty_result_shows_the_way_back()
    {
        await using var world = await WorldAsync();
        var browser = new Browser(world);

        await browser.OpenAsync("/?q=لمسه&culture=en");
        Assert.Equal("/lamsa", Assert.Single(browser.Page.QuerySelectorAll(".salon-card a")).GetAttribute("href"));
        await browser.OpenAsync("/?q=zzzzzz");

        Assert.Empty(browser.Page.QuerySelectorAll(".salon-card"));
        Assert.NotNull(browser.Page.QuerySelector("main a[href='/']"));
    }

    [Theory]
    [InlineData("/nobody")]
    [InlineData("/nobody/book")]
    [InlineData("/nobody/book/time?service=0190aaaa-0000-7000-8000-000000000000")]
    [InlineData("/b/not-a-token")]
    [InlineData("/b/not-a-token/move")]
    [InlineData("/b/not-a-token/cancel")]
    public async Task What_is_not_there_is_a_page_of_its_own_with_status_404(string address)
    {
        await using var world = await WorldAsync();
        var browser = new Browser(world);

        await browser.OpenAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Equal("لا شيء خلف هذا الباب", browser.Title);
    }

    [Fact]
    public async Task The_site_map_lists_every_salon_in_both_languages_and_robots_stay_out_of_bookings()
    {
        await using var world = await WorldAsync();
        var browser = new Browser(world);

        var map = await (await browser.GetAsync("/sitemap.xml")).Content.ReadAsStringAsync();
        var robots = await (await browser.GetAsync("/robots.txt")).Content.ReadAsStringAsync();

        foreach (var part in (string[])["<loc>http://localhost/</loc>", "<loc>http://localhost/lamsa</loc>", "http://localhost/noor?culture=en"]) Assert.Contains(part, map, StringComparison.Ordinal);
        Assert.Contains("Disallow: /b/", robots, StringComparison.Ordinal);
        Assert.Contains("Sitemap: http://localhost/sitemap.xml", robots, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/my/bookings")]
    [InlineData("/my/profile")]
    public async Task What_belongs_to_a_person_asks_who_it_is_first(string address)
    {
        await using var world = await WorldAsync();
        var browser = new Browser(world);

        await browser.OpenAsync(address);

        Assert.Equal(("/sign-in", $"?returnUrl={Uri.EscapeDataString(address)}"), (browser.Path, browser.Address.Query));
    }

    [Fact]
    public async Task A_stranger_who_wants_to_wait_proves_her_number_and_comes_back_to_the_waitlist()
    {
        await using var world = await WorldAsync();
        var her = new Browser(world);
        await BookingPagesTests.ToTimesAsync(her);
        var waitlist = her.Page.QuerySelector("a[href^='/lamsa/waitlist']")!.GetAttribute("href")!;

        await her.OpenAsync(waitlist);
        Assert.Equal("/sign-in", her.Path);
        await her.SendAsync("phone", ("Phone.Number", "0500007718"), ("Phone.Channel", "sms"));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));

        Assert.Equal(waitlist, her.Address.PathAndQuery);
        var days = her.Page.QuerySelectorAll("input[type=date]").Select(i => i.GetAttribute("value")!).ToList();
        await her.SendAsync("wait", ("Input.First", days[0]), ("Input.Last", days[1]), ("Input.Part", "any"), ("Input.Name", "هند"));
        Assert.Equal("/my/waitlist", her.Path);
        Assert.Single(her.Page.QuerySelectorAll("[data-testid=waiting]"));
    }

    internal static Task<WebWorld> WorldAsync(params (string Key, string Value)[] settings) => WorldAsync(Db.Sqlite, settings);

    internal static async Task<WebWorld> WorldAsync(Db db, (string Key, string Value)[]? settings = null, Action<IServiceCollection>? change = null)
    {
        var world = await WebWorld.StartAsync(db, [("Salon:DemoHistoryDays", "0"), .. settings ?? []], services =>
        {
            if (db == Db.Sqlite) YieldingDatabase.AddTo(services); // what would go wrong on PostgreSQL alone goes wrong here too
            change?.Invoke(services);
        });
        await world.Get<DemoData>().FillAsync(CancellationToken.None);
        return world;
    }
}
