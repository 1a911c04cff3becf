using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Salon.Payments.Documents;
using Salon.Tests.Payments;
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
    public async Task A_salon_that_cannot_be_booked_yet_says_so_shows_its_number_and_leads_nowhere()
    {
        await using var world = await VisitPageTests.WorldAsync();
        var shop = await Shop.OpenAsync(world, people: 0, also: (db, _) =>
        {
            var salon = db.Organizations.Local.Single();
            salon.Describe(salon.Name, salon.About, salon.City, "+966500000001", []);
            db.Services.RemoveRange([.. db.Services.Local]);
            db.ServiceNeeds.RemoveRange([.. db.ServiceNeeds.Local]);
        });
        var her = new Browser(world);

        foreach (var page in (string[])["/shop", "/shop/book", "/shop/reviews"])
        {
            await her.OpenAsync($"{page}?culture=en");
            Assert.Contains("This salon takes no bookings online yet.", her.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(her.Page.QuerySelector("main [data-testid=no-bookings] a[href='tel:+966500000001']"));
            Assert.Empty(her.Page.QuerySelectorAll("main a[href*='/book']"));
            Assert.Empty(her.Page.QuerySelectorAll("main form[action*='/book']"));
        }

        await her.OpenAsync("/shop?culture=en");
        Assert.Equal(["/shop#branches"], her.Page.QuerySelectorAll(".jump a").Select(a => a.GetAttribute("href")!));
        Assert.Equal(["branches"], her.Page.QuerySelectorAll("main section[id]").Select(section => section.Id!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_a_salon_that_is_registered_says_that_its_prices_include_vat(bool registered)
    {
        await using var world = await VisitPageTests.WorldAsync();
        var shop = await Shop.OpenAsync(world);
        if (registered)
        {
            var nothing = new TaxDetails(TaxScheme.NotRegistered, "", LocalizedText.Empty, LocalizedText.Empty);
            var details = new TaxDetails(TaxScheme.Phase1, PaySite.VatNumber, new("Shop", "شوب"), new("King Road", "طريق الملك"));
            Assert.Null(await world.Get<TaxSettings>().SaveAsync(shop.Owner, details, nothing, default));
        }

        var (_, link) = await VisitPageTests.BookedAsync(world, shop, Shop.At(12));
        var her = new Browser(world);

        foreach (var page in (string[])["/shop", link])
        {
            await her.OpenAsync($"{page}?culture=en");
            Assert.Equal(registered, her.Page.QuerySelector("main")!.TextContent.Contains("VAT", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Whoever_wants_to_open_a_salon_finds_the_way_on_the_first_page()
    {
        await using var world = await VisitPageTests.WorldAsync();
        var stranger = new Browser(world);

        await stranger.OpenAsync("/?culture=en");
        var way = Assert.Single(stranger.Page.QuerySelectorAll("a[href='/sign-up']"));
        Assert.Equal("Open your salon here", way.TextContent.Trim());
        await stranger.OpenAsync(way.GetAttribute("href")!);

        Assert.Equal(HttpStatusCode.OK, stranger.Status);
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
