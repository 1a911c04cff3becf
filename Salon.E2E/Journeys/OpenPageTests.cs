using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The counter takes the money while the customer's page at the provider is still open.</summary>
[Collection(DeskStage.Name)]
public sealed class OpenPageTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task What_the_counter_took_closes_the_page_she_had_open(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.AgreeAsync(stage.NewPhone());
        await her.ToProviderAsync();
        using var office = new MoyasarOffice(stage.Host);
        var visit = await office.VisitOfAsync(her.Page.Url.Split('?')[0].Split('/')[^1]);

        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.GoAsync($"/desk/{Demo.Lamsa}/checkout/{visit}");
        await desk.ArriveAsync("Till.Title");
        await desk.Button("Till.WayCard").ClickAsync();
        await desk.Page.GetByTestId("take").ClickAsync();
        await Expect(desk.Page.GetByTestId("done")).ToBeVisibleAsync();

        await her.RefreshUntilAsync(her.T["Sandbox.PayClosed"]);
    }
}
