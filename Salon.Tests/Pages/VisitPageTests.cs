using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>A visit's own pages say what is true of it, whatever an address or an old tab claims.</summary>
public sealed class VisitPageTests
{
    [Fact]
    public async Task What_was_just_done_is_told_only_while_the_visit_says_the_same()
    {
        await using var world = await WorldAsync();
        var shop = await Shop.OpenAsync(world);
        var (id, link) = await BookedAsync(world, shop, Shop.At(12));
        var her = new Browser(world);
        var told = new List<string>();

        foreach (var status in Enum.GetValues<BookingStatus>())
        {
            await BecomeAsync(world, shop, id, status);
            foreach (var done in (string[])["booked", "moved", "cancelled", "anything"])
            {
                await her.OpenAsync($"{link}?done={done}&culture=en");
                Assert.True(her.Page.QuerySelector("main h1") is not null, $"{status} {done}");
                var plain = her.Title.StartsWith("Your visit to", StringComparison.Ordinal);
                Assert.Equal(plain, her.Page.QuerySelector("main .tag") is not null);
                Assert.Equal(plain, her.Page.QuerySelector("main [role=status]") is null);
                if (!plain) told.Add($"{status} {done}: {her.Title}");
            }
        }

        Assert.Equal(
            ["Confirmed booked: Your time is booked", "Confirmed moved: Your booking has moved", "Cancelled cancelled: The booking is cancelled"],
            told.OrderBy(line => line.StartsWith("Cancelled", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_time_a_visit_has_is_not_offered_as_another_one_and_going_there_is_no_move()
    {
        await using var world = await WorldAsync();
        var shop = await Shop.OpenAsync(world);
        var (id, link) = await BookedAsync(world, shop, Shop.At(12));
        var her = new Browser(world);
        var present = Seconds(Shop.At(12));

        await her.OpenAsync($"{link}/move?culture=en");
        Assert.DoesNotContain(present, BookingPagesTests.Times(her));
        Assert.Contains(Seconds(Shop.At(12, 30)), BookingPagesTests.Times(her)); // into the hour she has herself

        await her.SendAsync("move", ("Start", present)); // an old tab
        Assert.Equal((link, ""), (her.Path, her.Address.Query));
        Assert.StartsWith("Your visit to", her.Title, StringComparison.Ordinal);
        Assert.Single((await shop.QueryAsync(db => db.BookingEvents.Where(e => e.BookingId == id).ToListAsync())));
    }

    [Fact]
    public async Task An_address_is_built_from_what_was_understood_of_it()
    {
        await using var world = await WorldAsync();
        var shop = await Shop.OpenAsync(world, people: 1);
        var (_, link) = await BookedAsync(world, shop, Shop.At(12));
        var her = new Browser(world);
        await her.OpenAsync($"{link}/move?culture=en&date=2026-12-08%26done%3Dmoved");
        Assert.Null((await shop.BookAsync(Shop.At(15))).Error); // somebody is faster

        await her.SendAsync("move", ("Start", Seconds(Shop.At(15))));

        Assert.Equal(($"{link}/move", $"?date=2026-12-08&lost={Seconds(Shop.At(15))}"), (her.Path, her.Address.Query));
        Assert.NotEmpty(her.Page.QuerySelectorAll("[role=alert] button[name=Start]"));
    }

    [Fact]
    public async Task A_time_that_was_given_back_meanwhile_is_not_called_lost()
    {
        await using var world = await WorldAsync();
        var shop = await Shop.OpenAsync(world, people: 1);
        var (_, link) = await BookedAsync(world, shop, Shop.At(12));
        var her = new Browser(world);
        Assert.True((await shop.BookAsync(Shop.At(15))).TryGet(out var faster, out _));
        var lost = $"{link}/move?culture=en&date=2026-12-08&lost={Seconds(Shop.At(15))}";
        await her.OpenAsync(lost);
        Assert.NotEmpty(her.Page.QuerySelectorAll("[role=alert]"));

        Assert.Null((await world.Get<BookingService>().CancelAsync(shop.Owner, faster, "changed her mind", default)).Error);
        await her.OpenAsync(lost);

        Assert.Empty(her.Page.QuerySelectorAll("[role=alert]"));
        Assert.Contains(Seconds(Shop.At(15)), BookingPagesTests.Times(her));
    }

    [Fact]
    public async Task Whoever_asked_for_somebody_that_is_away_moves_to_anyone_or_calls()
    {
        await using var world = await WorldAsync();
        var shop = await Shop.OpenAsync(world, also: (db, shop) =>
        {
            db.StaffOverrides.Add(StaffOverride.On(shop.Id, shop.Mona, shop.Branch, new LocalDate(2026, 12, 9), null));
            Callable(db);
        });
        var (id, link) = await BookedAsync(world, shop, Shop.At(12), shop.Mona);
        var her = new Browser(world);

        await her.OpenAsync($"{link}/move?culture=en&date=2026-12-09");
        Assert.Empty(BookingPagesTests.Times(her));
        Assert.NotEmpty(her.Page.QuerySelectorAll("main a[href^='tel:']"));
        await her.OpenAsync(her.Page.QuerySelectorAll("main a").Single(a => a.TextContent.Trim() == "Try anyone").GetAttribute("href")!);
        var time = BookingPagesTests.Times(her)[^1];
        await her.SendAsync("move", ("Start", time));

        Assert.Equal((link, "?done=moved"), (her.Path, her.Address.Query));
        var moved = await shop.ReadAsync(id);
        Assert.Equal((shop.Sara, time), (moved.Lines[0].StaffId, Seconds(moved.StartsAt)));
    }

    [Fact]
    public async Task Whoever_is_asked_to_call_is_shown_the_salon_s_number_where_the_branch_has_none()
    {
        await using var world = await WorldAsync();
        var shop = await Shop.OpenAsync(world, also: (db, _) => Callable(db));
        var (_, link) = await BookedAsync(world, shop, Shop.At(12));
        world.Clock.Set(Shop.At(12, 30)); // too late for her to change it herself
        var her = new Browser(world);

        foreach (var page in (string[])["", "/move", "/cancel"])
        {
            await her.OpenAsync($"{link}{page}?culture=en");
            Assert.True(her.Page.QuerySelector("main a[href='tel:+966500000001']") is not null, page);
        }
    }

    [Fact]
    public async Task A_deposit_is_asked_for_in_her_list_and_on_the_visit_until_its_minute_and_not_after()
    {
        await using var world = await WorldAsync();
        var rules = new MoneyRules { Deposit = Share.Percent(50), PayMinutes = 20 };
        var shop = await Shop.OpenAsync(world, also: (db, _) => db.Organizations.Local.Single().SetMoneyRules(rules));
        var (id, link) = await BookedAsync(world, shop, Shop.At(12));
        var her = new Browser(world);
        await her.SignInAsync("0500000777", world);

        await her.OpenAsync("/my/bookings?culture=en");
        Assert.Contains("pay until", her.Page.QuerySelector("main .visit .tag")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(her.Page.QuerySelector($"main .visit a.button[href='/my/bookings/{id}']"));
        await her.OpenAsync(link);
        Assert.Contains("pay until", her.Page.QuerySelector("main .tag")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(her.Page.QuerySelector($"main a[href='{link}/pay']"));

        world.Clock.Advance(Duration.FromMinutes(20)); // nobody swept it yet
        await her.OpenAsync("/my/bookings");
        Assert.DoesNotContain("pay until", her.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(her.Page.QuerySelectorAll("main .visit a.button"));
        await her.OpenAsync(link);
        Assert.DoesNotContain("pay until", her.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(her.Page.QuerySelectorAll($"main a[href='{link}/pay']"));
    }

    [Theory]
    [InlineData(BookingStatus.Confirmed, "Nothing is to be paid here. You pay at the salon.")]
    [InlineData(BookingStatus.Completed, "There is nothing to pay for this visit any more.")]
    [InlineData(BookingStatus.Pending, "The payment is being confirmed")]
    [InlineData(BookingStatus.Cancelled, null)]
    public async Task The_page_to_pay_on_says_what_is_true_of_a_visit_that_asks_for_nothing(BookingStatus status, string? told)
    {
        await using var world = await WorldAsync();
        var shop = await Shop.OpenAsync(world);
        var (id, link) = await BookedAsync(world, shop, Shop.At(12));
        await BecomeAsync(world, shop, id, status);
        var her = new Browser(world);

        await her.OpenAsync($"{link}/pay?culture=en");

        Assert.Equal(System.Net.HttpStatusCode.OK, her.Status);
        Assert.Equal(status == BookingStatus.Cancelled ? "This booking is cancelled" : "Nothing left to pay here", her.Title);
        Assert.Equal(told, her.Page.QuerySelector("main p.alert")?.TextContent.Trim());
        Assert.Empty(her.Page.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task What_broke_on_our_side_promises_nothing_and_leads_to_what_stands()
    {
        await using var world = await WorldAsync();
        var her = new Browser(world);

        await her.OpenAsync("/error?culture=en");

        Assert.StartsWith("We do not know whether your last step was done.", her.Page.QuerySelector("main .lead")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(her.Page.QuerySelector("main a[href='/my/bookings']"));
    }

    private static void Callable(SalonDb db)
    {
        var salon = db.Organizations.Local.Single();
        salon.Describe(salon.Name, salon.About, salon.City, "+966500000001", []);
    }

    internal static Task<WebWorld> WorldAsync(params (string Key, string Value)[] settings) => WebWorld.StartAsync(Db.Sqlite, settings, YieldingDatabase.AddTo);

    /// <summary>A visit of the shop's customer with the path of its page.</summary>
    internal static async Task<(BookingId Id, string Link)> BookedAsync(WebWorld world, Shop shop, Instant at, StaffId? staff = null)
    {
        Assert.True((await shop.BookAsync(at, staff: staff)).TryGet(out var id, out var refusal), refusal?.Code);
        return (id, await LinkAsync(world, shop, id));
    }

    internal static async Task<string> LinkAsync(WebWorld world, Shop shop, BookingId id) =>
        (await world.Get<BookingQueries>().TokenAsync(shop.CustomerActor, id, default)).TryGet(out var token, out var refusal)
            ? $"/b/{token}" : throw new InvalidOperationException(refusal.Code);

    internal static async Task BecomeAsync(WebWorld world, Shop shop, BookingId id, BookingStatus status)
    {
        await using var db = await world.Database.OpenForWriteAsync(shop.Id, default);
        await db.Bookings.Where(b => b.Id == id).ExecuteUpdateAsync(set => set.SetProperty(b => b.Status, status));
        Assert.Null(await db.CommitAsync(default));
    }

    internal static string Seconds(Instant at) => at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
