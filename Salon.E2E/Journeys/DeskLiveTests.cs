using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Two browsers: a customer books in one, and the other, in the salon, learns of it by itself.</summary>
[Collection(DeskStage.Name)]
public sealed class DeskLiveTests(Stage stage)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Soon = new() { Timeout = 10_000 };

    [Theory, BothLanguages]
    public async Task The_receptionist_sees_a_booking_come_in_and_takes_it_through_the_visit(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await using var her = await stage.EnterAsync(view);
        var name = NewName();
        var branch = await ChooseAtFirstBranchAsync(her, Demo.BlowDry);
        var start = await her.Soonest().MomentAsync();
        await OpenDayAsync(desk, branch, start);

        await her.KeepAsync(her.Soonest());
        await her.ProvePhoneAsync(stage.NewPhone());
        await her.ConfirmAsync(name);

        var visit = Visit(desk, name);
        await Expect(visit).ToHaveAttributeAsync("data-status", "Confirmed", Soon);
        await Expect(visit).ToContainTextAsync(Demo.BlowDry.In(desk.Language));
        await desk.LookAsync("desk-booking-came-in");
        await desk.AssertNeverReloadedAsync();

        using var api = await DeskApi.SignInAsync(stage.Host, Demo.Desk); // the soonest time may be tomorrow's, and nobody comes before her day
        var phone = stage.NewPhone();
        name = NewName();
        visit = Visit(desk, name);
        await OpenDayAsync(desk, branch, await api.BookInThePastAsync(Demo.Lamsa, branch, Demo.BlowDry, name, phone));
        foreach (var (step, status) in new[] { ("Desk.ArriveNamed", "Arrived"), ("Desk.StartNamed", "InService"), ("Desk.CompleteNamed", "Completed") })
        {
            await desk.Button(step, name).ClickAsync();
            await Expect(visit).ToHaveAttributeAsync("data-status", status, Soon);
        }

        await desk.AssertNeverReloadedAsync();
        await using var guest = await stage.EnterAsync(view); // her own page tells it too
        await guest.SignInAsync(phone);
        await guest.GoAsync("/my/bookings");
        await guest.SeesAsync(guest.Page.GetByRole(AriaRole.Article).GetByText(guest.T["Public.StatusCompleted"]));
    }

    [Theory, BothLanguagesMirrored]
    public async Task A_stylist_sees_her_own_visits_come_in_and_nobody_elses(View view)
    {
        await using var stylist = await stage.EnterAsAsync(view, Demo.Stylist);
        await using var first = await stage.EnterAsync(view);
        await using var second = await stage.EnterAsync(view);
        var (others, hers) = (NewName(), NewName());
        // the shortest service: other journeys book these two people as well, and a day without a quarter of an hour is rare
        var branch = await ChooseAtFirstBranchAsync(first, Demo.FringeTrim);
        await ChooseAtFirstBranchAsync(second, Demo.FringeTrim);
        await AskForAsync(first, Demo.Maha);
        await AskForAsync(second, Demo.Haifa);
        var date = (await FreeDatesAsync(first)).Intersect(await FreeDatesAsync(second)).Min();
        await first.OpenDayAsync(date);
        await second.OpenDayAsync(date);
        await OpenDayAsync(stylist, branch, date);

        await BookAsync(first, first.Times().First, others);
        await BookAsync(second, second.Times().First, hers);

        await Expect(Visit(stylist, hers)).ToHaveAttributeAsync("data-status", "Confirmed", Soon);
        await Expect(Visit(stylist, others)).ToHaveCountAsync(0);
        await stylist.LookAsync("desk-stylist");
        await stylist.AssertNeverReloadedAsync();

        using var api = await DeskApi.SignInAsync(stage.Host, Demo.Desk); // nobody comes before her day
        hers = NewName();
        await OpenDayAsync(stylist, branch, await api.BookInThePastAsync(Demo.Lamsa, branch, Demo.FringeTrim, hers, with: Demo.Haifa));
        await stylist.Button("Desk.ArriveNamed", hers).ClickAsync();
        await Expect(Visit(stylist, hers)).ToHaveAttributeAsync("data-status", "Arrived", Soon);
        await stylist.AssertNeverReloadedAsync();
    }

    [Theory, BothLanguages]
    public async Task Somebody_who_did_not_come_is_marked_after_a_question(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await using var her = await stage.EnterAsync(view);
        using var api = await DeskApi.SignInAsync(stage.Host, Demo.Desk);
        var name = NewName();
        var branch = await ChooseAtFirstBranchAsync(her, Demo.BlowDry);
        var start = await api.BookInThePastAsync(Demo.Lamsa, branch, Demo.BlowDry, name);
        await OpenDayAsync(desk, branch, start);

        await desk.Button("Desk.NoShowNamed", name).ClickAsync();
        var dialog = desk.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync(desk.T["Desk.NoShowTitle", name]);
        await dialog.GetByRole(AriaRole.Button, new() { Name = desk.T["Desk.MarkNoShow"] }).ClickAsync();
        await Expect(Visit(desk, name)).ToHaveAttributeAsync("data-status", "NoShow", Soon);
    }

    private string NewName() => $"Hind {stage.NewPhone()[^5..]}";

    private static ILocator Visit(Person staff, string name) => staff.Page.GetByTestId("visit").Filter(new() { HasText = name });

    private static LocalDate DateOf(Instant start) => start.InZone(Demo.Riyadh).Minus(Duration.FromHours(5)).Date; // a business day ends before five in the morning

    /// <summary>The days of the strip that have a free time.</summary>
    private static async Task<IEnumerable<LocalDate>> FreeDatesAsync(Person her)
    {
        var links = await her.Page.Locator("nav.days a.day:not(.full, .turn)").EvaluateAllAsync<string[]>("days => days.map(day => new URL(day.href).searchParams.get('date'))");
        return links.Select(text => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value);
    }

    private static Task OpenDayAsync(Person staff, BranchId branch, Instant start) => OpenDayAsync(staff, branch, DateOf(start));

    private static async Task OpenDayAsync(Person staff, BranchId branch, LocalDate date)
    {
        await staff.GoAsync($"/desk/{Demo.Lamsa}?view=agenda&branch={branch}&date={date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}");
        await Expect(staff.Page.GetByTestId("day")).ToBeAttachedAsync(); // a day without visits is there all the same
        await staff.RememberPageAsync();
        await staff.LookAsync("desk-day");
    }

    private static async Task<BranchId> ChooseAtFirstBranchAsync(Person her, LocalizedText service)
    {
        await her.GoAsync($"/{Demo.Lamsa}");
        var address = await her.Page.Locator("#branches a[href*='book?branch=']").First.GetAttributeAsync("href");
        await her.GoAsync(address!);
        await her.TickAsync(service);
        await her.Button("Public.ChooseATime").ClickAsync();
        await her.ArriveAsync("Public.ChooseATime");
        return new BranchId(Guid.Parse(address![^36..]));
    }

    private static async Task AskForAsync(Person her, LocalizedText person)
    {
        await her.Page.Locator("summary").Filter(new() { HasText = her.T["Public.With"] }).ClickAsync();
        await her.Page.GetByRole(AriaRole.Navigation, new() { Name = her.T["Public.WithWhom"] }).GetByRole(AriaRole.Link, new() { Name = person.In(her.Language) }).ClickAsync();
        await Expect(her.Page.Locator("summary").Filter(new() { HasText = person.In(her.Language) }).First).ToBeVisibleAsync();
    }

    private async Task BookAsync(Person her, ILocator time, string name)
    {
        await her.KeepAsync(time);
        await her.ProvePhoneAsync(stage.NewPhone());
        await her.ConfirmAsync(name);
    }
}
