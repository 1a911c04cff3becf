using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The counter takes the money while the customer's page at the provider is still open.</summary>
[Collection(StageCollection.Name)]
public sealed class OpenPageTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task What_the_counter_took_closes_the_page_she_had_open(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.AgreeAsync(stage.NewPhone());
        await her.ToProviderAsync();
        var visit = await VisitOfAsync(her.Page.Url.Split('?')[0].Split('/')[^1]);

        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.GoAsync($"/desk/{Demo.Lamsa}/checkout/{visit}");
        await desk.ArriveAsync("Till.Title");
        await Expect(desk.Page.Locator(".office[data-live=yes]")).ToBeVisibleAsync();
        await desk.Button("Till.WayCard").ClickAsync();
        await desk.Page.GetByTestId("take").ClickAsync();
        await Expect(desk.Page.GetByTestId("done")).ToBeVisibleAsync();

        await her.RefreshUntilAsync(her.T["Sandbox.PayClosed"]);
    }

    /// <summary>Which visit a page of the provider is for, as its owner reads it there.</summary>
    private async Task<string> VisitOfAsync(string page)
    {
        using var http = new HttpClient { BaseAddress = new Uri(stage.Host.Address, "/sandbox/moyasar/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"sk_test_sandbox_{Demo.Lamsa}:")));
        http.DefaultRequestHeaders.UserAgent.ParseAdd("office/1.0");
        return (await http.GetFromJsonAsync<JsonElement>($"invoices/{page}")).GetProperty("metadata").GetProperty("booking_id").GetString()!;
    }
}
