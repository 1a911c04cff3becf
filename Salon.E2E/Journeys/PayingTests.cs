using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A service that asks for a deposit: paid on the provider's page, seen everywhere, given back by the rules.</summary>
[Collection(StageCollection.Name)]
public sealed class PayingTests(Stage stage)
{
    private const string Deposit = "100", GoodCard = "4201320111111010", PoorCard = "4201320000311101";

    [Theory, EveryView]
    public async Task A_deposit_is_paid_through_her_banks_page_and_comes_back_when_she_cancels_in_time(View view)
    {
        await using var owner = await stage.EnterAsAsync(View.EnglishDesktop, Demo.Owner);
        var before = await FreeUntilAsync(owner, "0"); // until it begins: no visit is late, whatever the hour is now
        try
        {
            await using var her = await stage.EnterAsync(view);
            await AgreeAsync(her);
            await her.LookAsync("pay");
            await PayAsync(her, GoodCard, approve: true);
            await her.LookAsync("pay-done");
            await SeesAmountAsync(her, "Public.PaidSoFar");

            await her.Link("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelTitle");
            await SeesAmountAsync(her, "Public.BackIfCancelled");
            await her.LookAsync("pay-cancel");
            await her.Button("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelledTitle");

            await RefreshUntilAsync(her, her.T["Public.WentBack", Riyals(Deposit)]);
            await her.LookAsync("pay-refunded");
        }
        finally
        {
            await FreeUntilAsync(owner, before);
        }
    }

    [Theory, BothLanguages]
    public async Task After_a_refused_card_another_one_pays(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await AgreeAsync(her);
        await ToProviderAsync(her);
        await ChooseCardAsync(her, PoorCard);
        await her.Button("Sandbox.BankYes").ClickAsync();
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Alert)); // the bank's reason
        await ChooseCardAsync(her, GoodCard);
        await her.Button("Sandbox.BankNo").ClickAsync(); // and the payer did not prove herself
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Alert));

        await ChooseCardAsync(her, GoodCard);
        await her.Button("Sandbox.BankYes").ClickAsync();

        await her.ArriveAsync("Public.BookedTitle");
        await SeesAmountAsync(her, "Public.PaidSoFar");
    }

    [Theory, BothLanguages]
    public async Task Whoever_leaves_the_providers_page_comes_back_to_the_same_payment(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await AgreeAsync(her);
        await ToProviderAsync(her);
        await her.Link("Sandbox.PayBack").ClickAsync();

        await her.ArriveAsync("Public.PayHeading"); // being back proves nothing
        await PayAsync(her, GoodCard, approve: true);
        await SeesAmountAsync(her, "Public.PaidSoFar");
    }

    [Theory, BothLanguages]
    public async Task Cancelling_late_says_what_is_kept_before_and_after(View view)
    {
        await using var owner = await stage.EnterAsAsync(View.EnglishDesktop, Demo.Owner);
        var before = await FreeUntilAsync(owner, "336"); // two weeks: every visit is late
        try
        {
            await using var her = await stage.EnterAsync(view);
            await AgreeAsync(her);
            await PayAsync(her, GoodCard, approve: true);
            await her.Link("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelTitle");
            await SeesAmountAsync(her, "Public.KeptIfCancelled");
            await her.LookAsync("pay-cancel-late");
            await her.Button("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelledTitle");

            await RefreshUntilAsync(her, her.T["Public.MoneyKept", Riyals(Deposit)]);
            await Expect(her.Page.GetByText(her.T["Public.WentBack", Riyals(Deposit)])).ToHaveCountAsync(0);
        }
        finally
        {
            await FreeUntilAsync(owner, before);
        }
    }

    private static Money Riyals(string major) => new(long.Parse(major, System.Globalization.CultureInfo.InvariantCulture) * 100, "SAR");

    // Books the demo salon's service with a deposit, up to the page that asks for money.
    private async Task AgreeAsync(Person her)
    {
        await her.ChooseAsync(Demo.Lamsa, Demo.Keratin);
        await her.KeepAsync(her.Soonest());
        await her.ProvePhoneAsync(stage.NewPhone());
        await her.Field("Public.NameLabel").FillAsync(her.View.Language == "ar" ? "هند" : "Hind");
        await her.Begins(AriaRole.Button, her.T["Public.ConfirmButton"]).ClickAsync();
        await her.ArriveAsync("Public.PayHeading");
        await Expect(her.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(Deposit);
    }

    private static async Task ToProviderAsync(Person her)
    {
        var onwards = her.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = her.T["Public.PayButton"] });
        await onwards.Or(her.Button("Public.PayContinue")).First.ClickAsync();
        if (her.Page.Url.EndsWith("/pay", StringComparison.Ordinal)) await onwards.ClickAsync(new() { Timeout = 5_000 });
        await her.Page.WaitForURLAsync(url => url.Contains("/sandbox/moyasar/", StringComparison.Ordinal));
    }

    private static async Task ChooseCardAsync(Person her, string card)
    {
        await her.Page.Locator($"input[value='{card}']").CheckAsync();
        await her.Button("Sandbox.PayButton").ClickAsync();
    }

    private static async Task PayAsync(Person her, string card, bool approve)
    {
        await ToProviderAsync(her);
        await ChooseCardAsync(her, card);
        await her.Button(approve ? "Sandbox.BankYes" : "Sandbox.BankNo").ClickAsync();
        await her.ArriveAsync("Public.BookedTitle");
    }

    private static Task SeesAmountAsync(Person her, string key) => her.SeesAsync(her.Page.GetByText(her.T[key, Riyals(Deposit), Riyals("0")]));

    // The provider is asked by a job, which takes a moment.
    private static async Task RefreshUntilAsync(Person her, string words)
    {
        for (var i = 0; i < 20 && await her.Page.GetByText(words).CountAsync() == 0; i++)
        {
            await Task.Delay(500);
            await her.Page.ReloadAsync();
        }

        await her.SeesAsync(her.Page.GetByText(words));
    }

    /// <returns>What it was before.</returns>
    private static async Task<string> FreeUntilAsync(Person owner, string hours)
    {
        await owner.GoAsync($"/admin/{Demo.Lamsa}/rules");
        var field = owner.Field("Admin.FreeUntil");
        var before = await field.InputValueAsync();
        await owner.ChangeAsync(field, hours);
        await owner.Button("Admin.Save").ClickAsync();
        await Expect(owner.Page.GetByText(owner.T["Admin.Unsaved"])).ToHaveCountAsync(0);
        return before;
    }
}
