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
        await desk.OpenCalendarAsync($"view=day&date={NodaTime.Text.LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InZone(Demo.Riyadh).Date.PlusDays(9))}");
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
        await desk.OpenCalendarAsync($"view=day&date={NodaTime.Text.LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InZone(Demo.Riyadh).Date.PlusDays(16))}");
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
        await desk.OpenCalendarAsync($"view=day&date={NodaTime.Text.LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InZone(Demo.Riyadh).Date.PlusDays(23))}");
        await desk.Page.Locator("h1").First.FocusAsync();
        await desk.Page.Keyboard.PressAsync("n");
        await Expect(desk.Page.GetByLabel(desk.T["Calendar.Service"], new() { Exact = true })).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Dialog()).ToBeHiddenAsync();

        await desk.Page.Locator("[data-to-grid]").FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Page.Locator(".tg")).ToBeFocusedAsync();
        var pair = await desk.FreePairAsync(await desk.Page.Locator(".tg-who strong").AllTextContentsAsync());
        var (x, y) = await desk.PointAsync(pair!.From, pair.Minute);
        await desk.Page.Mouse.ClickAsync(x, y + 4);
        await Expect(desk.Page.GetByLabel(desk.T["Calendar.Service"], new() { Exact = true })).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Dialog()).ToBeHiddenAsync();
        await Expect(desk.Page.Locator($".tg-col[data-col='{pair.From}'] button.slot")).ToBeFocusedAsync();

        // In a field a letter is a letter.
        await desk.Page.Locator("[data-search]").FocusAsync();
        await desk.Page.Keyboard.PressAsync("n");
        await Expect(desk.Page.Locator("[data-search]")).ToHaveValueAsync("n");
        await Expect(desk.Dialog()).ToBeHiddenAsync();
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
}
