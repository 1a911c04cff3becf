using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The forms of the calendar open and close for everybody who may open them, also on a slow line.</summary>
[Collection(DeskStage.Name)]
public sealed class CalendarFormsTests(Stage stage)
{
    /// <summary>What the server says comes 150 ms late, in order: a line to a server that is far away.</summary>
    private const string FarServer =
        "window.WebSocket = class extends WebSocket { set onmessage(hear) { super.onmessage = (said) => setTimeout(() => hear(said), 150); } get onmessage() { return super.onmessage; } };";

    [Theory, BothLanguages]
    public async Task A_form_that_opens_right_after_another_was_closed_stays(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.Page.AddInitScriptAsync(FarServer);
        await desk.OpenCalendarAsync(DayAhead(9));
        await desk.Page.Locator(".tg").FocusAsync();
        await desk.Page.Keyboard.PressAsync("n");
        var service = desk.Page.GetByLabel(desk.T["Calendar.Service"], new() { Exact = true });
        await Expect(service).ToBeVisibleAsync();
        var pair = await desk.FreePairAsync(await desk.Page.Locator(".tg-who strong").AllTextContentsAsync());
        var (x, y) = await desk.PointAsync(pair!.From, pair.Minute);

        await desk.Answer("Desk.Keep").ClickAsync();
        await desk.Page.Mouse.ClickAsync(x, y + 4);

        await service.SelectOptionAsync(new SelectOptionValue { Label = Demo.BlowDry.In(desk.Language) });
        await Expect(desk.Dialog()).ToBeVisibleAsync();
        await Expect(service).Not.ToHaveValueAsync("");
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Dialog()).ToBeHiddenAsync();
    }

    [Theory, BothLanguagesMirrored]
    public async Task The_person_whose_time_was_clicked_stays_chosen_and_the_form_says_when_she_cannot(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.OpenCalendarAsync(DayAhead(16));
        var rana = Demo.Rana.In(desk.Language);
        var column = (await desk.Page.Locator(".tg-who strong").AllTextContentsAsync()).ToList().IndexOf(rana);
        var (x, y) = await desk.PointAsync(column, 13 * 60);
        await desk.Page.Mouse.ClickAsync(x, y + 4);
        var chosen = desk.Page.GetByLabel(desk.T["Calendar.Person"], new() { Exact = true }).Locator("option:checked");
        var service = desk.Page.GetByLabel(desk.T["Calendar.Service"], new() { Exact = true });

        await service.SelectOptionAsync(new SelectOptionValue { Label = Demo.BlowDry.In(desk.Language) });
        await Expect(desk.Page.GetByTestId("conflicts")).ToContainTextAsync(desk.T["Calendar.DoesNotDo", rana, Demo.BlowDry.In(desk.Language)]);
        await Expect(chosen).ToHaveTextAsync(rana);
        await Expect(desk.Answer("Calendar.BookYes")).ToBeDisabledAsync();
        await desk.LookAsync("desk-book-unskilled");

        await service.SelectOptionAsync(new SelectOptionValue { Label = Demo.Manicure.In(desk.Language) });
        await Expect(chosen).ToHaveTextAsync(rana);
        await Expect(desk.Answer("Calendar.BookYes")).ToBeEnabledAsync();
    }

    [Theory, BothLanguages]
    public async Task Letters_work_wherever_the_focus_is_and_a_closed_form_leads_back_to_the_time_it_came_from(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.OpenCalendarAsync(DayAhead(23));
        await desk.Page.Locator("h1").First.FocusAsync();
        var service = desk.Page.GetByLabel(desk.T["Calendar.Service"], new() { Exact = true });
        await desk.Page.Keyboard.PressAsync("n");
        await Expect(service).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Dialog()).ToBeHiddenAsync();

        await desk.Page.Locator("[data-to-grid]").FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Page.Locator(".tg")).ToBeFocusedAsync();
        var pair = await desk.FreePairAsync(await desk.Page.Locator(".tg-who strong").AllTextContentsAsync());
        var (x, y) = await desk.PointAsync(pair!.From, pair.Minute);
        await desk.Page.Mouse.ClickAsync(x, y + 4);
        await Expect(service).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Dialog()).ToBeHiddenAsync();
        var slot = desk.Page.Locator($".tg-col[data-col='{pair.From}'] button.slot");
        await Expect(slot).ToBeFocusedAsync();
        await desk.Page.Keyboard.PressAsync("Enter"); // it is a button: the same time is asked for again
        await Expect(service).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Dialog()).ToBeHiddenAsync();
        await desk.Page.Mouse.ClickAsync(x, y + 4);
        await Expect(service).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Dialog()).ToBeHiddenAsync();

        // In a field a letter is a letter: had it opened the form, the form would stand there before the help that was asked for next.
        await desk.Page.Locator("[data-search]").FocusAsync();
        await desk.Page.Keyboard.PressAsync("n");
        await Expect(desk.Page.Locator("[data-search]")).ToHaveValueAsync("n");
        await desk.Page.Locator("h1").First.FocusAsync();
        await desk.Page.Keyboard.PressAsync("?");
        await Expect(desk.Dialog().GetByText(desk.T["Calendar.KeySpace"])).ToBeVisibleAsync();
        await Expect(service).ToBeHiddenAsync();
    }

    [Theory, BothLanguages]
    public async Task Whoever_turns_the_letters_off_has_them_only_in_the_grid_and_finds_it_so_again(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.OpenCalendarAsync(DayAhead(24));
        await desk.Page.Locator("h1").First.FocusAsync();
        await desk.Page.Keyboard.PressAsync("?");
        var letters = desk.Page.GetByLabel(desk.T["Calendar.LettersLabel"]);
        await Expect(letters).ToBeCheckedAsync();
        await letters.UncheckAsync();
        await desk.Answer("Calendar.Close").ClickAsync();
        await Expect(desk.Dialog()).ToBeHiddenAsync();

        await desk.OpenCalendarAsync(DayAhead(24));
        var service = desk.Page.GetByLabel(desk.T["Calendar.Service"], new() { Exact = true });
        await desk.Page.Locator("h1").First.FocusAsync();
        await desk.Page.Keyboard.PressAsync("n");
        await desk.Page.Locator(".tg").FocusAsync();
        await desk.Page.Keyboard.PressAsync("?");
        await Expect(letters).Not.ToBeCheckedAsync();
        await Expect(service).ToBeHiddenAsync();
        await letters.CheckAsync();
        await desk.Answer("Calendar.Close").ClickAsync();
        await Expect(desk.Dialog()).ToBeHiddenAsync();

        await desk.Page.Locator("h1").First.FocusAsync();
        await desk.Page.Keyboard.PressAsync("n");
        await Expect(service).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Dialog()).ToBeHiddenAsync();
        await desk.Button("Calendar.New").ClickAsync(); // a second time, by its button
        await Expect(service).ToBeVisibleAsync();
    }

    [Theory, BothLanguagesMirrored]
    public async Task Nothing_moves_when_the_calendar_comes_alive(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.Page.AddInitScriptAsync(
            "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });");

        await desk.Page.GotoAsync($"/desk/{Demo.Lamsa}");
        await Expect(desk.Page.Locator("[data-testid=calendar][data-ready=true]")).ToBeVisibleAsync();
        await desk.Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");

        Assert.InRange(await desk.Page.EvaluateAsync<double>("window.shift"), 0, 0.02);
    }

    private static string DayAhead(int days)
    {
        var today = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InZone(Demo.Riyadh).Date;
        return $"view=day&date={NodaTime.Text.LocalDatePattern.Iso.Format(today.PlusDays(days))}";
    }
}
