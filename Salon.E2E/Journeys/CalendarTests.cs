using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A day at the desk: walk-ins, visits that move, two who work at once, and no mouse at all.</summary>
[Collection(DeskStage.Name)]
public sealed class CalendarTests(Stage stage)
{
    // Within a second, and another one for a busy machine.
    private static readonly LocatorAssertionsToHaveAttributeOptions Promptly = new() { Timeout = 2_000 };

    private static int people;

    private readonly string name = $"هند {Interlocked.Increment(ref people)}";

    [Theory, BothLanguages]
    public async Task A_walk_in_has_her_time_in_three_taps(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.OpenCalendarAsync();
        await desk.LookAsync("calendar-day");

        await desk.Button("Calendar.New").ClickAsync();
        await desk.LookAsync("calendar-new");
        await desk.Dialog().GetByRole(AriaRole.Button, new() { Name = Demo.BlowDry.In(desk.Language), Exact = true }).ClickAsync();
        var first = desk.Page.GetByTestId("walk-in-people").GetByRole(AriaRole.Button).First;
        var nobody = desk.Page.GetByText(desk.T["Calendar.NobodyToday"]);
        await Expect(first.Or(nobody)).ToBeVisibleAsync();
        await desk.LookAsync("calendar-walk-in");
        if (await nobody.IsVisibleAsync())
        {
            // Late in the evening that is the truth; who comes then is booked ahead.
            await desk.Page.Keyboard.PressAsync("Escape");
            await desk.StandsInAsync(name, (await BookAsync(desk, DayOf(view) + 3)).From);
            return;
        }

        await first.ClickAsync();

        await Expect(desk.Page.GetByTestId("queue").Or(desk.Page.GetByTestId("panel"))).ToBeVisibleAsync();
        await Expect(desk.Page.GetByText(desk.T["Desk.WalkIn"]).First).ToBeVisibleAsync();
        await desk.LookAsync("calendar-walk-in-done");
    }

    [Theory, BothLanguagesMirrored]
    public async Task A_visit_is_carried_to_a_colleague_and_back(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        var pair = await BookAsync(desk, DayOf(view));
        await desk.StandsInAsync(name, pair.From);

        var there = await desk.PointAsync(pair.To, pair.Minute);
        if (view.Width < 500) await desk.CarryAsync(desk.Visit(name), there);
        else await desk.DragAsync(desk.Visit(name), there);

        await Expect(desk.Page.GetByTestId("shift")).ToBeVisibleAsync();
        await desk.LookAsync("calendar-move");
        await desk.Answer("Calendar.MoveYes").ClickAsync();
        await desk.StandsInAsync(name, pair.To);
        await desk.Button("Desk.Undo").ClickAsync();
        await desk.StandsInAsync(name, pair.From);
    }

    [Theory, BothLanguages]
    public async Task Of_two_receptionists_with_the_same_visit_the_second_is_told_and_loses_nothing(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await BookAsync(desk, DayOf(view) + 1);
        await owner.OpenCalendarAsync(new Uri(desk.Page.Url).Query.TrimStart('?'));
        var before = await owner.Visit(name).GetAttributeAsync("data-at");
        await owner.Visit(name).ClickAsync();
        await owner.Button("Calendar.MoveNamed", name).ClickAsync();
        await Expect(owner.Page.GetByTestId("shift")).ToBeVisibleAsync();

        await desk.Visit(name).ClickAsync();
        await Expect(desk.Page.GetByTestId("panel").GetByText(desk.T["Calendar.IsEditingNow", "أم فيصل"])).ToBeVisibleAsync();
        await desk.Button("Calendar.MoveNamed", name).ClickAsync();
        await LaterAsync(desk);
        await desk.Answer("Calendar.MoveYes").ClickAsync();
        await Expect(desk.Page.GetByTestId("shift")).ToBeHiddenAsync();
        await Expect(owner.Visit(name)).ToHaveAttributeAsync("data-at", (int.Parse(before!, System.Globalization.CultureInfo.InvariantCulture) + 30).ToString(System.Globalization.CultureInfo.InvariantCulture), Promptly);

        await LaterAsync(owner);
        await owner.Answer("Calendar.MoveYes").ClickAsync();
        await Expect(owner.Dialog().GetByRole(AriaRole.Alert)).ToContainTextAsync("عهود");
        await owner.Answer("Desk.Keep").ClickAsync();
    }

    [Theory, BothLanguages]
    public async Task Everything_is_done_by_keyboard(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await BookAsync(desk, DayOf(view) + 2);
        var visit = desk.Visit(name);
        var before = int.Parse((await visit.GetAttributeAsync("data-at"))!, System.Globalization.CultureInfo.InvariantCulture);

        await visit.FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Page.GetByTestId("panel").GetByRole(AriaRole.Heading, new() { Name = name })).ToBeFocusedAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Page.GetByTestId("panel")).ToBeHiddenAsync();
        await Expect(visit).ToBeFocusedAsync();

        await desk.Page.Keyboard.PressAsync("m");
        await Expect(desk.Page.GetByTestId("shift")).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Page.GetByTestId("shift")).ToBeHiddenAsync();

        await visit.FocusAsync();
        foreach (var key in (string[])[" ", "ArrowDown", "ArrowDown", "Enter"]) await desk.Page.Keyboard.PressAsync(key);
        await Expect(desk.Page.GetByTestId("shift")).ToBeVisibleAsync();
        await desk.Answer("Calendar.MoveYes").PressAsync("Enter");
        await Expect(visit).ToHaveAttributeAsync("data-at", (before + 30).ToString(System.Globalization.CultureInfo.InvariantCulture));

        await visit.FocusAsync();
        await desk.Page.Keyboard.PressAsync("?");
        await Expect(desk.Dialog().GetByText(desk.T["Calendar.KeySpace"])).ToBeVisibleAsync();
        await desk.LookAsync("calendar-keys");
    }

    [Theory, BothLanguagesMirrored]
    public async Task Week_agenda_rooms_and_a_visit_in_the_panel_read_well(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        foreach (var (query, picture) in new[] { ("view=week", "calendar-week"), ("view=agenda", "calendar-agenda"), ("view=day&by=rooms", "calendar-rooms") })
        {
            await desk.OpenCalendarAsync(query);
            await desk.LookAsync(picture);
        }

        await desk.OpenCalendarAsync($"view=day&date={Date(2)}");
        await desk.Page.GetByTestId("visit").First.ClickAsync();
        await Expect(desk.Page.GetByTestId("panel")).ToBeVisibleAsync();
        await desk.LookAsync("calendar-panel");
    }

    // Every view has days of its own, so that none finds what another one booked.
    private static int DayOf(View view) => 10 + 3 * EveryViewAttribute.All.IndexOf(view);

    private static string Date(int daysAhead) => NodaTime.Text.LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InZone(Demo.Riyadh).Date.PlusDays(daysAhead));

    /// <summary>Books a blow-dry by clicking a free time of somebody whose neighbour is free too.</summary>
    private async Task<FreePair> BookAsync(Person desk, int daysAhead)
    {
        await desk.OpenCalendarAsync($"view=day&date={Date(daysAhead)}");
        await desk.Page.Locator(".tg").FocusAsync();
        await desk.Page.Keyboard.PressAsync("n");
        await desk.Page.GetByLabel(desk.T["Calendar.Service"], new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = Demo.BlowDry.In(desk.Language) });
        var people = desk.Page.GetByLabel(desk.T["Calendar.Person"], new() { Exact = true });
        await Expect(people.Locator("option").Filter(new() { HasText = Demo.Rana.In(desk.Language) })).ToHaveCountAsync(0); // she does nails: those left do the service
        await Expect(people.Locator("option")).Not.ToHaveCountAsync(1);
        var performers = await people.Locator("option").AllTextContentsAsync();
        await desk.Answer("Desk.Keep").ClickAsync();

        var pair = await desk.FreePairAsync(performers);
        for (var days = daysAhead + 12; pair is null; days += 12)
        {
            await desk.OpenCalendarAsync($"view=day&date={Date(days)}");
            pair = await desk.FreePairAsync(performers);
            Assert.True(days < daysAhead + 84, "No two neighbours are free at once in seven weeks.");
        }
        var (x, y) = await desk.PointAsync(pair.From, pair.Minute);
        await desk.Page.Mouse.ClickAsync(x, y + 4);
        await desk.Page.GetByLabel(desk.T["Calendar.Service"], new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = Demo.BlowDry.In(desk.Language) });
        await desk.Field("Calendar.Name").FillAsync(name);
        await desk.Answer("Calendar.BookYes").ClickAsync();
        await Expect(desk.Page.GetByTestId("panel").GetByRole(AriaRole.Heading, new() { Name = name })).ToBeVisibleAsync();
        await desk.Link("Calendar.ClosePanel").ClickAsync();
        await Expect(desk.Page.GetByTestId("panel")).ToBeHiddenAsync();
        return pair;
    }

    /// <summary>Half an hour later, in the form that is open.</summary>
    private static async Task LaterAsync(Person desk)
    {
        var time = desk.Page.GetByLabel(desk.T["Calendar.Time"], new() { Exact = true });
        var parts = (await time.InputValueAsync()).Split(':');
        var later = new LocalTime(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)).PlusMinutes(30);
        await time.FillAsync(NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(later));
        await Expect(desk.Page.GetByTestId("shift").Locator("p").Last).ToContainTextAsync(desk.T.Formats.Time(later));
    }
}
