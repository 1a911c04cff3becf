using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

[Collection(CustomerStage.Name)]
public sealed class WithoutScriptsTests(Stage stage)
{
    [Fact]
    public async Task A_first_booking_needs_no_script()
    {
        await using var her = await stage.EnterAsync(View.ArabicPhone, javaScript: false);
        var phone = stage.NewPhone();

        await her.GoAsync($"/{Demo.Lamsa}/book");
        await her.Begins(AriaRole.Checkbox, Demo.BlowDry.In(her.Language)).CheckAsync();
        await her.Button("Public.ChooseATime").ClickAsync();
        await her.ArriveAsync("Public.ChooseATime");
        await her.KeepAsync(her.Soonest());
        await her.AskForCodeAsync(phone);
        await her.TypeCodeAsync(phone);
        await her.Button("Public.Continue").ClickAsync();
        await her.ArriveAsync("Public.ConfirmTitle");
        await her.ConfirmAsync("هند");

        await her.GoAsync("/my/bookings");
        await Expect(her.Page.GetByRole(AriaRole.Article)).ToContainTextAsync(Demo.BlowDry.In(her.Language));
    }
}
