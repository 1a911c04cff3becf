using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The link in the confirmation is enough, on any device, without signing in.</summary>
[Collection(CustomerStage.Name)]
public sealed partial class ManageLinkTests(Stage stage)
{
    [Theory, BothLanguagesMirrored]
    public async Task A_visit_is_moved_and_then_cancelled_by_the_link_in_its_message(View view)
    {
        var (link, first) = await BookAsync(view);
        await using var her = await stage.EnterAsync(view); // another device: it knows nothing of her
        await her.GoAsync(link);
        await Expect(her.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(her.T.In(Demo.Riyadh).Formats.DateAndTime(first));

        await her.Link("Public.MoveTime").ClickAsync();
        await her.ArriveAsync("Public.MoveHeading");
        await her.OpenDayAsync(first.InZone(Demo.Riyadh).Date.PlusDays(1));
        await her.LookAsync("move");
        var second = await her.Times().First.MomentAsync();
        await her.Times().First.ClickAsync();
        await her.ArriveAsync("Public.MovedTitle");
        await Expect(her.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(her.T.In(Demo.Riyadh).Formats.DateAndTime(second));
        await her.LookAsync("moved");

        await her.Link("Public.CancelBooking").ClickAsync();
        await her.ArriveAsync("Public.CancelTitle");
        await her.LookAsync("cancel");
        await her.Field("Public.CancelReason").FillAsync("سفر");
        await her.Button("Public.CancelBooking").ClickAsync();
        await her.ArriveAsync("Public.CancelledTitle");
        await Expect(her.Link("Public.MoveTime")).ToHaveCountAsync(0);
        await her.LookAsync("cancelled");

        await her.GoAsync(link); // the link still tells the end of the story
        await her.SeesAsync(her.Page.GetByText(her.T["Public.StatusCancelled"]));
    }

    // Two days ahead: free to be moved and cancelled, whatever the time of day is now.
    private async Task<(string Link, Instant Start)> BookAsync(View view)
    {
        var phone = stage.NewPhone();
        await using var her = await stage.EnterAsync(view);
        await her.ChooseAsync(Demo.Noor, Demo.Manicure);
        await her.OpenDayAsync((await her.Soonest().MomentAsync()).InZone(Demo.Riyadh).Date.PlusDays(2));
        var time = her.Times().First;
        var start = await time.MomentAsync();
        await her.KeepAsync(time);
        await her.ProvePhoneAsync(phone);
        await her.ConfirmAsync("Hind");

        var message = await stage.Host.MessageAsync(phone, m => Link().IsMatch(m.Text));
        return (Link().Match(message.Text).Value, start);
    }

    [GeneratedRegex(@"/b/[\w.~-]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
