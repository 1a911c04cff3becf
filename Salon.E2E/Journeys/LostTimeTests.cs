using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Two customers want the same time of the only person who does it. One is faster.</summary>
[Collection(StageCollection.Name)]
public sealed class LostTimeTests(Stage stage)
{
    private const int Offered = 3;

    [Theory, EveryView]
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

    [Theory, TwoViews]
    public async Task Whoever_loses_the_time_at_the_very_last_click_keeps_her_name_and_note(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await using var other = await stage.EnterAsync(view);
        var (name, note) = ("هند العبدالله", "شعر طويل، 60 سم");
        await her.ChooseAsync(Demo.Noor, Demo.LashLift);
        var times = her.Page.Url;
        var wanted = await her.Soonest().MomentAsync();
        await her.KeepAsync(her.Soonest());
        await her.ProvePhoneAsync(stage.NewPhone());
        await her.Field("Public.NameLabel").FillAsync(name);
        await her.Field("Public.NoteLabel").FillAsync(note);

        await LosesItAsync(her, other, times, wanted);
        await her.Begins(AriaRole.Button, her.T["Public.ConfirmButton"]).ClickAsync();

        var alert = her.Page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync(her.T["Public.LostTitle", her.T.In(Demo.Riyadh).Formats.DateAndTime(wanted)]);
        await her.LookAsync("lost-at-the-end");
        await Expect(alert.GetByRole(AriaRole.Button)).ToHaveCountAsync(Offered);
        var chosen = await alert.GetByRole(AriaRole.Button).First.MomentAsync();
        await alert.GetByRole(AriaRole.Button).First.ClickAsync();
        await her.ArriveAsync("Public.ConfirmTitle");
        await Expect(her.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(her.T.In(Demo.Riyadh).Formats.DateAndTime(chosen));
        await Expect(her.Field("Public.NameLabel")).ToHaveValueAsync(name);
        await Expect(her.Field("Public.NoteLabel")).ToHaveValueAsync(note);
        await her.ConfirmAsync(name);
    }

    // Looking at times in a second tab gives the first tab's time back, as does waiting too long; then somebody else takes it.
    private static async Task LosesItAsync(Person her, Person other, string times, Instant wanted)
    {
        var tab = await her.OpenTabAsync();
        await tab.GoAsync(times);
        await tab.KeepAsync(tab.Times().Last);
        await other.ChooseAsync(Demo.Noor, Demo.LashLift);
        Assert.Equal(wanted, await other.Soonest().MomentAsync());
        await other.KeepAsync(other.Soonest());
    }
}
