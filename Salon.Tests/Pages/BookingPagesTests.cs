using System.Net;
using AngleSharp.Dom;
using Salon.Catalog;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>The whole way to a booking without a single script.</summary>
public sealed class BookingPagesTests
{
    [Fact]
    public async Task A_new_customer_books_moves_and_cancels_with_plain_forms()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);
        await ToTimesAsync(her);

        await her.SendAsync("hold", ("Start", Times(her)[^1])); // late enough to be moved and cancelled for free
        Assert.Equal("/lamsa/book/phone", her.Path);
        await her.SendAsync("phone", ("Phone.Number", "٠٥٠ ٠٠٠ ٧٧٠١"), ("Phone.Channel", "whatsapp"));
        Assert.Equal("/lamsa/book/code", her.Path);
        await her.SendAsync("code", ("Code", "000000x"));
        Assert.NotNull(her.Page.QuerySelector("[role=alert]"));
        await her.SendAsync("code", ("Code", world.Inbox.Messages[^1].Code));
        Assert.Equal("/lamsa/book/confirm", her.Path);
        await her.SendAsync("confirm", ("Input.Name", "هند"), ("Input.Note", "شعر طويل"));

        Assert.StartsWith("/b/", her.Path, StringComparison.Ordinal);
        Assert.Equal("تم حجز موعدك", her.Title);
        var link = her.Path;
        var file = await her.GetAsync($"{link}/booking.ics");
        Assert.Equal("text/calendar", file.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await her.OpenAsync($"{link}/move");
        await her.SendAsync("move", ("Start", Times(her)[^2]));
        Assert.Equal((link, "تم تغيير موعدك"), (her.Path, her.Title));

        var stranger = new Browser(world);
        await stranger.OpenAsync($"{link}/cancel"); // the link alone is enough
        await stranger.SendAsync("cancel", ("Reason", "سفر"));
        Assert.Equal((link, "أُلغي الموعد"), (stranger.Path, stranger.Title));
        var taker = stranger.Page.QuerySelector($"main a[href='{link}/booking.ics']");
        Assert.Equal("إزالة من التقويم", taker?.TextContent.Trim());
        using var gone = await stranger.GetAsync($"{link}/booking.ics");
        Assert.Contains("METHOD:CANCEL\r\n", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await her.OpenAsync("/my/bookings");
        Assert.Contains("ملغى", her.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_slower_keeps_everything_and_is_offered_the_three_nearest_times()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var (fast, slow) = (new Browser(world), new Browser(world));
        await ToTimesAsync(fast, person: true);
        await ToTimesAsync(slow, person: true);
        var wanted = Times(slow)[2];
        var chosen = slow.Address.Query;

        await fast.SendAsync("hold", ("Start", wanted));
        await slow.SendAsync("hold", ("Start", wanted));

        Assert.Equal("/lamsa/book/phone", fast.Path);
        Assert.Equal("/lamsa/book/time", slow.Path);
        foreach (var part in chosen.TrimStart('?').Split('&').Where(p => !p.StartsWith("date", StringComparison.Ordinal))) Assert.Contains(part, slow.Address.Query, StringComparison.Ordinal);
        Assert.Equal(3, slow.Page.QuerySelectorAll("[role=alert] button[name=Start]").Length);
        await slow.SendAsync("hold", ("Start", slow.Page.QuerySelector("[role=alert] button[name=Start]")!.GetAttribute("value")!));
        Assert.Equal("/lamsa/book/phone", slow.Path);
    }

    [Fact]
    public async Task A_held_time_is_free_to_its_holder_alone_and_to_everybody_once_she_leaves()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var (her, other) = (new Browser(world), new Browser(world));
        await ToTimesAsync(her, person: true);
        var times = her.Address.PathAndQuery;
        var first = Times(her)[0];
        await her.SendAsync("hold", ("Start", first));
        var release = her.Page.QuerySelector("[data-release]")!.GetAttribute("data-release")!;

        await her.OpenAsync(times);
        Assert.Contains(first, Times(her));
        await other.OpenAsync(times);
        Assert.DoesNotContain(first, Times(other));

        Assert.Equal(HttpStatusCode.NoContent, await other.PostAsync(release)); // not hers to give back
        await other.OpenAsync(times);
        Assert.DoesNotContain(first, Times(other));
        Assert.Equal(HttpStatusCode.NoContent, await her.PostAsync(release));
        await other.OpenAsync(times);
        Assert.Contains(first, Times(other));
    }

    [Fact]
    public async Task The_price_and_the_policy_stand_before_the_times_and_every_day_says_what_it_is()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);

        await ToTimesAsync(her);

        Assert.NotNull(her.Page.QuerySelector("#summary .total .money"));
        Assert.NotNull(her.Page.QuerySelector(".policy"));
        Assert.Equal(14, her.Page.QuerySelectorAll(".days .day:not(.turn)").Length);
        Assert.All(her.Page.QuerySelectorAll(".days .day:not(.turn)"), day => Assert.NotEmpty(day.QuerySelector(".visually-hidden")!.TextContent.Trim()));
        Assert.NotNull(her.Page.QuerySelector(".days [aria-current=date]"));
    }

    [Fact]
    public async Task What_nobody_does_at_a_branch_is_told_so_with_the_way_to_another_branch_and_no_waitlist_that_could_never_deliver()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        Assert.True((await world.Get<SalonDirectory>().FindAsync("lamsa", default)).TryGet(out var salon, out _));
        var team = await world.Get<PublicTeam>().ReadAsync(salon.Id, default);
        var menu = await world.Get<PublicMenu>().ReadAsync(salon.Id, default);
        var (here, service) = (
            from branch in salon.Branches
            from item in menu.SelectMany(part => part.Items)
            where !team.Any(p => p.Branches.Contains(branch.Id) && p.Services.Contains(item.Id)) && team.Any(p => p.Services.Contains(item.Id))
            select (branch, item.Id)).First();
        var her = new Browser(world);

        await her.OpenAsync($"/lamsa/book/time?branch={here.Id}&service={service}");

        Assert.Contains(here.Name.Ar, her.Page.QuerySelector("form")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(her.Page.QuerySelectorAll("a[href*=waitlist]"));
        var elsewhere = her.Page.QuerySelectorAll("form a.button").Select(a => a.GetAttribute("href")!).First(href => href.Contains("branch=", StringComparison.Ordinal) && !href.Contains(here.Id.ToString(), StringComparison.Ordinal));
        await her.OpenAsync(elsewhere);
        Assert.NotEmpty(Times(her));
        await her.OpenAsync($"/lamsa/book/time?service={service}"); // nobody chose a branch: the first one does not speak for the salon
        Assert.NotEmpty(Times(her));
    }

    [Fact]
    public async Task Times_are_not_shown_before_a_service_is_chosen_and_nonsense_in_an_address_breaks_nothing()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);

        await her.OpenAsync("/lamsa/book/time");
        Assert.Equal("/lamsa/book", her.Path);
        await her.OpenAsync("/lamsa/book/time?service=x&service=0190aaaa-0000-7000-8000-000000000000&date=9999-99-99&branch=1&staff=2&hold=3&lost=99999999999999");
        Assert.Equal("/lamsa/book", her.Path);
        await her.OpenAsync("/lamsa/book/confirm?hold=0190aaaa-0000-7000-8000-000000000000");

        Assert.Equal(HttpStatusCode.OK, her.Status);
    }

    /// <param name="person">Asks for one person, so that two browsers want the same time of the same one.</param>
    internal static async Task ToTimesAsync(Browser browser, bool person = false)
    {
        await browser.OpenAsync("/lamsa/book");
        var service = browser.Page.QuerySelector("input[name=service]")!.GetAttribute("value");
        await browser.OpenAsync($"/lamsa/book/time?service={service}");
        if (person) await browser.OpenAsync(browser.Page.QuerySelectorAll(".who a")[1].GetAttribute("href")!);
    }

    internal static List<string> Times(Browser browser) => [.. browser.Page.QuerySelectorAll(".times button[name=Start]").Select(b => b.GetAttribute("value")!)];
}
