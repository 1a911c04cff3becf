using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A service that asks for a deposit: paid on the provider's page, seen everywhere, given back by the rules.</summary>
[Collection(StageCollection.Name)]
public sealed class PayingTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task A_deposit_is_paid_through_her_banks_page_and_comes_back_when_she_cancels_in_time(View view)
    {
        await using var owner = await stage.EnterAsAsync(View.EnglishDesktop, Demo.Owner);
        var before = await FreeUntilAsync(owner, "0"); // until it begins: no visit is late, whatever the hour is now
        try
        {
            await using var her = await stage.EnterAsync(view);
            await her.AgreeAsync(stage.NewPhone());
            await her.LookAsync("pay");
            await her.PayAsync(PaySteps.GoodCard);
            await her.LookAsync("pay-done");
            await her.SeesAmountAsync("Public.PaidSoFar");

            await her.Link("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelTitle");
            await her.SeesAmountAsync("Public.BackIfCancelled");
            await her.LookAsync("pay-cancel");
            await her.Button("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelledTitle");

            await her.RefreshUntilAsync(her.T["Public.WentBack", PaySteps.Riyals(PaySteps.Deposit)]);
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
        await her.AgreeAsync(stage.NewPhone());
        await her.ToProviderAsync();
        await her.ChooseCardAsync(PaySteps.PoorCard);
        await her.Button("Sandbox.BankYes").ClickAsync();
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Alert)); // the bank's reason
        await her.ChooseCardAsync(PaySteps.GoodCard);
        await her.Button("Sandbox.BankNo").ClickAsync(); // and the payer did not prove herself
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Alert));

        await her.ChooseCardAsync(PaySteps.GoodCard);
        await her.Button("Sandbox.BankYes").ClickAsync();

        await her.ArriveAsync("Public.BookedTitle");
        await her.SeesAmountAsync("Public.PaidSoFar");
    }

    [Theory, BothLanguages]
    public async Task Whoever_leaves_the_providers_page_comes_back_to_the_same_payment(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.AgreeAsync(stage.NewPhone());
        await her.ToProviderAsync();
        await her.Link("Sandbox.PayBack").ClickAsync();

        await her.ArriveAsync("Public.PayHeading"); // being back proves nothing
        await her.PayAsync(PaySteps.GoodCard);
        await her.SeesAmountAsync("Public.PaidSoFar");
    }

    [Theory, BothLanguages]
    public async Task Cancelling_late_says_what_is_kept_before_and_after(View view)
    {
        await using var owner = await stage.EnterAsAsync(View.EnglishDesktop, Demo.Owner);
        var before = await FreeUntilAsync(owner, "336"); // two weeks: every visit is late
        try
        {
            await using var her = await stage.EnterAsync(view);
            await her.AgreeAsync(stage.NewPhone());
            await her.PayAsync(PaySteps.GoodCard);
            await her.Link("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelTitle");
            await her.SeesAmountAsync("Public.KeptIfCancelled");
            await her.LookAsync("pay-cancel-late");
            await her.Button("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelledTitle");

            await her.RefreshUntilAsync(her.T["Public.MoneyKept", PaySteps.Riyals(PaySteps.Deposit)]);
            await Expect(her.Page.GetByText(her.T["Public.WentBack", PaySteps.Riyals(PaySteps.Deposit)])).ToHaveCountAsync(0);
        }
        finally
        {
            await FreeUntilAsync(owner, before);
        }
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
