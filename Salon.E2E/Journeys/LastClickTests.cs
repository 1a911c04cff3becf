using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Everything is typed, and the time that was kept is kept no longer: what the last click does then.</summary>
[Collection(CustomerStage.Name)]
public sealed class LastClickTests(Stage stage)
{
    private const string Note = "by the window, please";
    private const int Offered = 3;

    [Theory, BothLanguages]
    public Task A_time_that_is_lost_at_the_last_click_costs_nothing_that_was_typed(View view) => LoseAndTakeAnotherAsync(view, javaScript: true);

    [Fact]
    public Task The_same_without_scripts() => LoseAndTakeAnotherAsync(View.ArabicPhone, javaScript: false);

    [Theory, BothLanguagesMirrored]
    public async Task A_hold_that_is_over_is_booked_all_the_same_while_nobody_else_took_the_time(View view)
    {
        await using var her = await stage.EnterAsync(view);
        var start = await ReachTheLastPageAsync(her, javaScript: true);
        await LetGoAsync(her);

        await her.ConfirmAsync("Hind");

        await Expect(her.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(her.T.In(Demo.Riyadh).Formats.DateAndTime(start));
    }

    [Fact]
    public async Task A_phone_typed_after_the_minutes_are_over_is_asked_for_its_code_all_the_same()
    {
        await using var her = await stage.EnterAsync(View.EnglishPhone);
        var phone = stage.NewPhone();
        await her.ChooseAsync(Demo.Lamsa, Demo.BlowDry);
        await her.KeepAsync(her.Soonest());
        await LetGoAsync(her);

        await her.AskForCodeAsync(phone);
        await her.LookAsync("book-code-late");
        await her.TypeCodeAsync(phone);
        await her.ArriveAsync("Public.ConfirmTitle");
        await her.ConfirmAsync("Hind");
    }

    private async Task LoseAndTakeAnotherAsync(View view, bool javaScript)
    {
        await using var slow = await stage.EnterAsync(view, javaScript);
        await using var fast = await stage.EnterAsync(view);
        var lost = await ReachTheLastPageAsync(slow, javaScript);
        await slow.Field("Public.NameLabel").FillAsync("هند العبدالله");
        await slow.Field("Public.NoteLabel").FillAsync(Note);
        await LetGoAsync(slow);
        await fast.ChooseAsync(Demo.Noor, Demo.LashLift);
        await fast.KeepAsync(fast.Page.Locator($"main button[value='{lost.ToUnixTimeSeconds()}']").First);

        await slow.Begins(AriaRole.Button, slow.T["Public.ConfirmButton"]).ClickAsync();

        var alert = slow.Page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync(slow.T["Public.LostTitle", slow.T.In(Demo.Riyadh).Formats.DateAndTime(lost)]);
        await SeesWhatSheTypedAsync(slow);
        if (javaScript) await slow.LookAsync("lost-at-last-click");
        var others = alert.GetByRole(AriaRole.Button);
        await Expect(others).ToHaveCountAsync(Offered);
        var chosen = await others.First.MomentAsync();
        Assert.NotEqual(lost, chosen);
        await others.First.ClickAsync();

        await Expect(alert).ToHaveCountAsync(0);
        await slow.ArriveAsync("Public.ConfirmTitle");
        var main = slow.Page.GetByRole(AriaRole.Main);
        await Expect(main).ToContainTextAsync(slow.T.In(Demo.Riyadh).Formats.DateAndTime(chosen));
        await Expect(main).ToContainTextAsync(Demo.LashLift.In(slow.Language));
        await SeesWhatSheTypedAsync(slow);
        await slow.Begins(AriaRole.Button, slow.T["Public.ConfirmButton"]).ClickAsync();
        await slow.ArriveAsync("Public.BookedTitle");
        await Expect(main).ToContainTextAsync(slow.T.In(Demo.Riyadh).Formats.DateAndTime(chosen));
    }

    private static async Task SeesWhatSheTypedAsync(Person her)
    {
        await Expect(her.Field("Public.NameLabel")).ToHaveValueAsync("هند العبدالله");
        await Expect(her.Field("Public.NoteLabel")).ToHaveValueAsync(Note);
    }

    private async Task<Instant> ReachTheLastPageAsync(Person her, bool javaScript)
    {
        var phone = stage.NewPhone();
        await her.GoAsync($"/{Demo.Noor}/book");
        await her.Begins(AriaRole.Checkbox, Demo.LashLift.In(her.Language)).CheckAsync();
        await her.Button("Public.ChooseATime").ClickAsync();
        await her.ArriveAsync("Public.ChooseATime");
        var start = await her.Soonest().MomentAsync();
        await her.KeepAsync(her.Soonest());
        await her.AskForCodeAsync(phone);
        await her.TypeCodeAsync(phone);
        if (!javaScript) await her.Button("Public.Continue").ClickAsync();
        await her.ArriveAsync("Public.ConfirmTitle");
        return start;
    }

    // What the server does by itself once the minutes are over.
    private static async Task LetGoAsync(Person her)
    {
        var hold = QueryHelpers.ParseQuery(new Uri(her.Page.Url).Query)["hold"].ToString();
        var answer = await her.Context.APIRequest.PostAsync($"/book/release/{hold}");
        Assert.True(answer.Ok);
    }
}
