using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The building blocks of the back office, on the page that shows them all.</summary>
[Collection(DeskStage.Name)]
public sealed class KitTests(Stage stage)
{
    public static TheoryData<View> Views =>
        [View.ArabicPhone with { Width = 360 }, View.EnglishPhone with { Dark = true }, View.ArabicDesktop with { Dark = true }, View.EnglishDesktop];

    [Theory, MemberData(nameof(Views))]
    public async Task Every_part_can_be_read_and_used_by_everybody(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync("/sandbox/kit");
        await owner.ArriveAsync("Sandbox.KitTitle");
        await owner.LookAsync("kit");

        var day = owner.Field("Admin.FirstDate").First;
        await day.FillAsync("٢٨/١١/٢٠٢٦");
        await day.PressAsync("Tab");
        await Expect(day).ToHaveValueAsync("28/11/2026");
        await day.FillAsync("31/11/2026"); // no such day
        await day.PressAsync("Tab");
        await Expect(owner.Page.GetByText(owner.T["Mud.Converter_InvalidDateTime"])).ToHaveCountAsync(2);
        await Expect(day).ToHaveValueAsync("31/11/2026");

        var open = owner.Page.GetByRole(AriaRole.Button, new() { Name = owner.T["Mud.MudBaseDatePicker_Open"] }).First;
        var days = owner.Page.Locator(".mud-picker-calendar .mud-day:not(.mud-hidden)");
        await open.ClickAsync();
        await days.Filter(new() { HasText = "17" }).ClickAsync();
        await Expect(day).ToHaveValueAsync(new Regex("^17/", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(days).ToHaveCountAsync(0);

        await open.ClickAsync();
        await owner.SeesAsync(days.First);
        await owner.LookAsync("kit-calendar");
    }
}
