using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A day that has bookings closes: the owner is told whom it hits, and the desk gives each of them another time.</summary>
[Collection(DeskStage.Name)]
public sealed class ClosedDayTests(Stage stage)
{
    [Theory, BothLanguagesMirrored]
    public async Task The_visits_of_a_day_that_closes_are_named_listed_and_rebooked(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        using var api = await DeskApi.SignInAsync(stage.Host, Demo.Desk);
        var name = $"هيا {stage.NewPhone()[^5..]}";
        await owner.GoAsync($"/admin/{Demo.Lamsa}/branches");
        var hours = (await owner.Page.Locator("main a[href$='/hours']").First.GetAttributeAsync("href"))!;
        var branch = new BranchId(Guid.Parse(hours.Split('/')[^2]));
        var date = (await api.BookAheadAsync(Demo.Lamsa, branch, Demo.Manicure, name, 130 + 20 * EveryViewAttribute.All.IndexOf(view))).InZone(Demo.Riyadh).Date;

        await owner.GoAsync(hours);
        await owner.Page.Locator("#dates-first").FillAsync(NodaTime.Text.LocalDatePattern.Iso.Format(date));
        await owner.Button("Admin.AddDates").ClickAsync();
        await Expect(owner.Dialog()).ToContainTextAsync(name);
        await owner.LookAsync("closed-day-asks");
        await owner.Answer("Admin.SaveAnyway").ClickAsync();
        await owner.Page.GetByTestId("stranded-note").GetByRole(AriaRole.Link).ClickAsync();
        await owner.ArriveAsync("People.StrandedTitle");

        await desk.GoAsync($"/desk/{Demo.Lamsa}/stranded");
        await Expect(Row(desk, name)).ToContainTextAsync(desk.T["People.StrandedByBranch", Demo.Olaya.In(desk.Language)]);
        await desk.LookAsync("closed-day-list");
        await Row(desk, name).GetByRole(AriaRole.Link, new() { Name = desk.T["People.AnotherTimeFor", name] }).ClickAsync();
        await desk.ArriveAsync("People.AnotherTime");
        await desk.LookAsync("closed-day-times");
        await desk.Page.GetByTestId("times").GetByRole(AriaRole.Button).First.ClickAsync();

        await desk.ArriveAsync("People.StrandedTitle");
        await Expect(Row(desk, name)).ToHaveCountAsync(0);
        await Expect(Row(owner, name)).ToHaveCountAsync(0); // her colleague's list learns of it by itself
    }

    private static ILocator Row(Person person, string name) => person.Page.GetByTestId("stranded").Filter(new() { HasText = name });
}
