using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A page of the back office whose circuit is gone for good, as after a restart.</summary>
[Collection(DeskStage.Name)]
public sealed class ComesBackTests(Stage stage)
{
    private const string Mark = "document.documentElement.dataset.before = 'load'";
    private const string LoseTheCircuit = "document.getElementById('components-reconnect-modal').classList.add('components-reconnect-rejected')";

    [Fact]
    public async Task A_calendar_on_the_wall_comes_back_by_itself_and_a_page_with_something_unsaved_waits()
    {
        await using var desk = await stage.EnterAsAsync(View.EnglishDesktop, Demo.Desk);
        await desk.OpenCalendarAsync();
        await desk.Page.EvaluateAsync(Mark);
        await desk.Page.EvaluateAsync(LoseTheCircuit);
        await Expect(desk.Page.Locator("html[data-before]")).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator("[data-testid=calendar][data-ready=true]")).ToBeVisibleAsync();

        await using var owner = await stage.EnterAsAsync(View.EnglishDesktop, Demo.Owner);
        await owner.GoAsync($"/admin/{Demo.Lamsa}/settings");
        await owner.ChangeAsync(owner.Page.Locator("input[id^='city']").First, "Jeddah");
        await owner.Page.EvaluateAsync(Mark);
        await owner.Page.EvaluateAsync(LoseTheCircuit);
        await Expect(owner.Page.Locator("#components-reconnect-modal[data-unsaved=true] .lost").First).ToBeVisibleAsync();
        await Expect(owner.Page.Locator("html[data-before]")).ToHaveCountAsync(1);
    }
}
