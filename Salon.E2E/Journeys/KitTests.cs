using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The building blocks of the back office, on the page that shows them all.</summary>
[Collection(DeskStage.Name)]
public sealed class KitTests(Stage stage)
{
    public static TheoryData<View> Views => [View.ArabicPhone with { Width = 360 }, View.EnglishPhone with { Dark = true }, View.ArabicDesktop with { Dark = true }, View.EnglishDesktop];

    [Theory, MemberData(nameof(Views))]
    public async Task Every_part_can_be_read_and_used_by_everybody(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync("/sandbox/kit");
        await owner.ArriveAsync("Sandbox.KitTitle");
        await owner.LookAsync("kit");

        var day = owner.Field("Admin.FirstDate");
        await day.FillAsync("٢٨/١١/٢٠٢٦");
        await day.PressAsync("Tab");
        await Expect(day).ToHaveValueAsync("28/11/2026");
        await day.FillAsync("31/11/2026"); // no such day
        await day.PressAsync("Tab");
        await owner.SeesAsync(owner.Page.GetByText(owner.T["Mud.Converter_InvalidDateTime"]));
        await Expect(day).ToHaveValueAsync("31/11/2026");

        await owner.Page.GetByRole(AriaRole.Button, new() { Name = owner.T["Mud.MudBaseDatePicker_Open"] }).First.ClickAsync();
        await owner.SeesAsync(owner.Page.GetByRole(AriaRole.Button, new() { Name = owner.T["Mud.MudBaseDatePicker_Open"] }).First);
        await owner.LookAsync("kit-calendar");
    }
}
