using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The sections of the office at the bottom of a phone.</summary>
[Collection(DeskStage.Name)]
public sealed class PhoneMenuTests(Stage stage)
{
    [Theory, EveryView]
    public async Task Whatever_does_not_fit_at_the_bottom_of_a_phone_is_one_tap_further(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync($"/admin/{Demo.Lamsa}");
        var sections = owner.Page.GetByRole(AriaRole.Navigation, new() { Name = owner.T["Desk.Sections"], Exact = true });
        var more = sections.Locator("summary");
        if (owner.OnPhone) await more.ClickAsync();
        else await Expect(more).ToBeHiddenAsync();
        await owner.LookAsync("office-more");

        await sections.GetByRole(AriaRole.Link, new() { Name = owner.T["Admin.Services"], Exact = true }).ClickAsync();

        await owner.ArriveAsync("Admin.Services");
        await Expect(sections.Locator("[aria-current=page]").Locator("visible=true").First).ToBeVisibleAsync();
    }
}
