using System.Globalization;
using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>What the owner changes in her office is what customers read a moment later.</summary>
[Collection(DeskStage.Name)]
public sealed class OwnerChangesTests(Stage stage)
{
    private const IsoDayOfWeek Day = IsoDayOfWeek.Wednesday;

    [Theory, BothLanguagesMirrored]
    public async Task A_new_price_stands_on_the_menu_and_in_the_sum_of_a_visit(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await using var her = await stage.EnterAsync(view);
        var price = 211 + 10 * EveryViewAttribute.All.IndexOf(view); // every view another one
        await owner.GoAsync($"/admin/{Demo.Lamsa}/services");
        await owner.LookAsync("admin-services");
        await owner.GoAsync((await owner.Page.GetByRole(AriaRole.Link, new() { Name = Demo.NailExtensions.In(owner.Language), Exact = true }).GetAttributeAsync("href"))!);

        await owner.ChangeAsync(owner.Field("Admin.Price"), price.ToString(CultureInfo.InvariantCulture));
        await owner.Button("Admin.Save").ClickAsync();
        await owner.SeesAsync(owner.Page.GetByText(owner.T["Admin.SavedNamed", Demo.NailExtensions.In(owner.Language)]));

        await her.GoAsync($"/{Demo.Lamsa}");
        await Expect(her.Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = her.Page.GetByRole(AriaRole.Heading, new() { Name = Demo.NailExtensions.In(her.Language), Exact = true }) }))
            .ToContainTextAsync(price.ToString(CultureInfo.InvariantCulture));
        await her.GoAsync($"/{Demo.Lamsa}/book");
        await her.TickAsync(Demo.NailExtensions);
        await Expect(her.Page.Locator("#summary")).ToContainTextAsync(price.ToString(CultureInfo.InvariantCulture));
    }

    [Theory, BothLanguages]
    public async Task Services_dragged_into_another_order_are_read_in_it(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await using var her = await stage.EnterAsync(view);
        await owner.GoAsync($"/admin/{Demo.Lamsa}/services");
        var rows = owner.Page.GetByTestId("service").Filter(new() { HasText = "ake-up" }).Or(owner.Page.GetByTestId("service").Filter(new() { HasText = "مكياج" }));
        var (upper, lower) = (await rows.Nth(0).Locator("a").InnerTextAsync(), await rows.Nth(1).Locator("a").InnerTextAsync());

        await Expect(owner.Page.Locator("[data-arrange='']")).ToHaveCountAsync(0); // before that a grip does nothing, and is not seen
        await rows.Nth(1).Locator("[data-grip]").HoverAsync(); // in sight, and where it will stay
        var (grip, above) = ((await rows.Nth(1).Locator("[data-grip]").BoundingBoxAsync())!, (await rows.Nth(0).BoundingBoxAsync())!);
        await owner.Page.Mouse.MoveAsync(grip.X + grip.Width / 2, grip.Y + grip.Height / 2);
        await owner.Page.Mouse.DownAsync();
        await owner.Page.Mouse.MoveAsync(grip.X + grip.Width / 2, above.Y + 4, new() { Steps = 8 });
        await owner.Page.Mouse.UpAsync();

        await Expect(rows.Nth(0)).ToContainTextAsync(lower);
        await Expect(rows.Nth(1)).ToContainTextAsync(upper);
        await her.GoAsync($"/{Demo.Lamsa}/book");
        var menu = await her.Page.GetByRole(AriaRole.Main).InnerTextAsync();
        Assert.True(menu.IndexOf(lower, StringComparison.Ordinal) < menu.IndexOf(upper, StringComparison.Ordinal), menu);
    }

    [Theory, BothLanguages]
    public async Task What_is_typed_survives_a_line_that_was_lost(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync($"/admin/{Demo.Lamsa}/settings");
        var city = owner.Page.Locator("input[id^='city']").First;
        var known = await city.InputValueAsync();
        await owner.ChangeAsync(city, known + " 2");

        await owner.Context.SetOfflineAsync(true);
        var lost = owner.Page.Locator("#components-reconnect-modal");
        await Expect(lost).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await owner.Context.SetOfflineAsync(false);
        await Expect(lost).ToBeHiddenAsync(new() { Timeout = 60_000 });

        await Expect(city).ToHaveValueAsync(known + " 2");
        await Expect(owner.Page.GetByText(owner.T["Admin.Unsaved"]).First).ToBeVisibleAsync();
        await owner.ChangeAsync(city, known + " 3"); // the page is alive again
        await city.FillAsync(known);
        await owner.Button("Admin.Save").ClickAsync();
        await Expect(owner.Page.GetByText(owner.T["Admin.Unsaved"])).ToBeHiddenAsync();
    }

    [Theory, BothLanguages]
    public async Task Longer_hours_stand_on_the_salons_page(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await using var her = await stage.EnterAsync(view);
        var closing = new LocalTime(22, 15).PlusMinutes(15 * EveryViewAttribute.All.IndexOf(view));
        await owner.GoAsync($"/admin/{Demo.Lamsa}/branches");
        await owner.GoAsync((await owner.Page.Locator("main a[href$='/hours']").First.GetAttributeAsync("href"))!);

        var range = owner.Page.GetByRole(AriaRole.Group, new() { Name = owner.T["Admin.RangeOf", owner.T.Formats.Weekday(Day), 1], Exact = true }).First;
        await owner.ChangeAsync(range.GetByLabel(owner.T["Admin.To"], new() { Exact = true }), closing.ToString("HH:mm", CultureInfo.InvariantCulture));
        await owner.LookAsync("admin-hours");
        await owner.Button("Admin.SaveWeek").ClickAsync();
        var saved = owner.Page.GetByText(owner.T["Admin.SavedNamed", Demo.Olaya.In(owner.Language)]);
        var question = owner.Page.Locator("dialog[open]"); // asked when visits are booked on a day whose hours change
        await question.Or(saved).First.WaitForAsync();
        if (await question.IsVisibleAsync()) await owner.Button("Admin.SaveAnyway").ClickAsync();
        await owner.SeesAsync(saved);

        await her.GoAsync($"/{Demo.Lamsa}");
        var row = her.Page.Locator("#branches dl").First.Locator("div").Filter(new() { HasText = her.T.Formats.Weekday(Day) });
        await Expect(row).ToContainTextAsync(her.T.In(Demo.Riyadh).Formats.Time(closing.On(new(2026, 11, 25)).InZoneStrictly(Demo.Riyadh).ToInstant()));
    }
}
