using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A day that was closed by mistake: the owner undoes its close, it is counted and closed anew, and the history tells both.</summary>
[Collection(DeskStage.Name)]
public sealed class DayCloseTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task The_owner_undoes_the_last_close_and_the_day_is_counted_anew(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync($"/admin/{Demo.Lamsa}/payments/day");
        await owner.ArriveAsync("Money.DayTitle");
        var history = owner.Page.GetByTestId("close");
        await history.First.GetByRole(AriaRole.Link).ClickAsync(); // the last day closed, whatever the hour is
        var closed = owner.Page.GetByTestId("closed-day");
        await Expect(closed).ToBeVisibleAsync();
        await owner.LookAsync("day-closed");

        await owner.Button("Money.UndoClose").ClickAsync();
        await Expect(owner.Dialog()).ToContainTextAsync(owner.T["Money.UndoHelp"]);
        await owner.Answer("Money.UndoYes").ClickAsync();
        await Expect(owner.Dialog()).ToContainTextAsync(owner.T["Errors.Payment.ReasonNeeded"]);
        var reason = $"Late notes, {view.Language}";
        await owner.Field("Till.Reason").FillAsync(reason);
        await owner.LookAsync("day-undo-sure");
        await owner.Answer("Money.UndoYes").ClickAsync();

        await Expect(closed).ToHaveCountAsync(0);
        await Expect(history.First.GetByTestId("undone")).ToContainTextAsync(reason);
        await owner.LookAsync("day-undone");
        await owner.Field("Money.CountedSum").FillAsync("300");
        await owner.Field("Money.Note").FillAsync("Counted twice");
        await owner.Button("Money.CloseDay").ClickAsync();
        await Expect(owner.Dialog()).ToContainTextAsync(owner.T["Money.CloseHelp"]);
        await owner.LookAsync("day-close-sure");
        await owner.Answer("Money.CloseDay").ClickAsync();

        await Expect(closed).ToContainTextAsync("Counted twice");
        await Expect(history.First.GetByTestId("undone")).ToHaveCountAsync(0);
        await Expect(history.Nth(1).GetByTestId("undone")).ToContainTextAsync(reason);
        await Expect(owner.Button("Money.UndoClose")).ToBeVisibleAsync();

        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.GoAsync(new Uri(owner.Page.Url).PathAndQuery);
        await Expect(desk.Page.GetByTestId("closed-day")).ToBeVisibleAsync();
        await Expect(desk.Button("Money.UndoClose")).ToHaveCountAsync(0);
    }
}
