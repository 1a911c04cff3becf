using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Two customers want the same time of the only person who does it. One is faster.</summary>
[Collection(CustomerStage.Name)]
public sealed class LostTimeTests(Stage stage)
{
    private const int Offered = 3;

    [Theory, BothLanguages]
    public async Task Whoever_taps_a_time_too_late_is_offered_the_three_nearest_and_takes_one(View view)
    {
        await using var slow = await stage.EnterAsync(view);
        await using var fast = await stage.EnterAsync(view);
        await slow.ChooseAsync(Demo.Noor, Demo.LashLift);
        await fast.ChooseAsync(Demo.Noor, Demo.LashLift);
        var wanted = await slow.Soonest().MomentAsync();

        await fast.KeepAsync(fast.Soonest());
        await slow.Soonest().ClickAsync();

        var alert = slow.Page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync(slow.T["Public.LostTitle", slow.T.In(Demo.Riyadh).Formats.DateAndTime(wanted)]);
        await Expect(slow.Page.Locator("#summary")).ToContainTextAsync(Demo.LashLift.In(slow.Language));
        await slow.LookAsync("lost-time");
        var others = alert.GetByRole(AriaRole.Button);
        await Expect(others).ToHaveCountAsync(Offered);
        var chosen = await others.Nth(1).MomentAsync();
        Assert.NotEqual(wanted, chosen);
        await slow.KeepAsync(others.Nth(1));
        await slow.ProvePhoneAsync(stage.NewPhone());
        await slow.ConfirmAsync("Hind");
        await Expect(slow.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(slow.T.In(Demo.Riyadh).Formats.DateAndTime(chosen));
    }
}
