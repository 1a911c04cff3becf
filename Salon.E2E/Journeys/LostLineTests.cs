using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A telephone in a lift: what was typed stays, and the page says what the matter is.</summary>
[Collection(CustomerStage.Name)]
public sealed class LostLineTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task Without_a_line_she_is_told_and_nothing_she_typed_is_lost(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.ChooseAsync(Demo.Noor, Demo.LashLift);
        await her.KeepAsync(her.Soonest());
        await her.ProvePhoneAsync(stage.NewPhone());
        await her.Field("Public.NameLabel").FillAsync("Hind");
        var confirm = her.Begins(AriaRole.Button, her.T["Public.ConfirmButton"]);

        await her.Context.SetOfflineAsync(true);
        await confirm.ClickAsync();
        await Expect(her.Page.Locator("#line")).ToHaveTextAsync(her.T["Public.Offline"]);
        await Expect(her.Field("Public.NameLabel")).ToHaveValueAsync("Hind");
        await her.LookAsync("offline");

        await her.Context.SetOfflineAsync(false);
        await Expect(her.Page.Locator("#line")).ToBeHiddenAsync();
        await confirm.ClickAsync();
        await her.ArriveAsync("Public.BookedTitle");
    }

    [Theory, BothLanguages]
    public async Task A_stranger_who_finds_no_time_joins_the_waitlist_after_proving_her_phone(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.ChooseAsync(Demo.Noor, Demo.LashLift);
        await her.Link("People.JoinWaitlist").First.ClickAsync();

        await her.ArriveAsync("Public.SignInTitle");
        var phone = stage.NewPhone();
        await her.AskForCodeAsync(phone);
        await her.TypeCodeAsync(phone);
        await her.ArriveAsync("People.JoinWaitlist"); // where she was going, with what she had chosen
        await Expect(her.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(Demo.LashLift.In(her.Language));
        await her.Field("Public.NameLabel").FillAsync("Hind");
        await her.LookAsync("waitlist-join");
        await her.Button("People.JoinWaitlist").ClickAsync();

        await her.ArriveAsync("People.Waitlist");
        await Expect(her.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = her.T["People.Joined"] })).ToBeVisibleAsync();
        await her.LookAsync("waitlist-mine");
    }
}
