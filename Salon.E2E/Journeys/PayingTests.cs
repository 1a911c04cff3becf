using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A service that asks for a deposit: paid on the provider's page, seen everywhere, given back by the rules.</summary>
[Collection(CustomerStage.Name)]
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

    [Theory, BothLanguagesMirrored]
    public async Task A_card_typed_on_the_salons_page_goes_past_the_salon_and_after_a_refused_one_another_pays(View view)
    {
        await using var her = await stage.EnterAsync(view);
        var seen = new List<string>();
        her.Page.Request += (_, request) =>
        {
            if (!request.Url.Contains("/sandbox/moyasar/", StringComparison.Ordinal)) seen.Add($"{request.Url} {request.PostData}");
        };
        await her.AgreeAsync(stage.NewPhone());
        await her.TypeCardAsync("4201 3201 1111 1011");
        await her.SeesAsync(her.Page.GetByText(her.T["Public.CardNumberWrong"]));
        await Expect(her.Field("Public.CardNumber")).ToBeFocusedAsync();
        await her.LookAsync("pay-card-wrong");

        await her.TypeCardAsync(PaySteps.PoorCard);
        await her.Button("Sandbox.BankYes").ClickAsync();
        await her.ArriveAsync("Public.PayHeading");
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = her.T["Public.CardRefused"] }));
        await her.LookAsync("pay-card-refused");

        await her.TypeCardAsync(PaySteps.GoodCard);
        await her.Button("Sandbox.BankYes").ClickAsync();
        await her.ArriveAsync("Public.BookedTitle");
        await her.SeesAmountAsync("Public.PaidSoFar");
        Assert.DoesNotContain(seen, request => request.Contains("4201", StringComparison.Ordinal));
    }

    [Theory, BothLanguages]
    public async Task A_deposit_that_is_only_held_is_let_go_when_she_cancels_in_time(View view)
    {
        await using var owner = await stage.EnterAsAsync(View.EnglishDesktop, Demo.Owner);
        var before = await FreeUntilAsync(owner, "0");
        await HoldDepositsAsync(owner, true);
        try
        {
            await using var her = await stage.EnterAsync(view);
            await her.AgreeAsync(stage.NewPhone());
            await her.SeesAsync(her.Page.GetByText(her.T["Public.CardHeld"]));
            await her.TypeCardAsync(PaySteps.TrustedCard, pays: "Public.CardHold");
            await her.ArriveAsync("Public.BookedTitle");
            await her.SeesAmountAsync("Public.Promised");
            await her.LookAsync("pay-held");

            await her.Link("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelTitle");
            await her.SeesAmountAsync("Public.FreedIfCancelled");
            await her.Button("Public.CancelBooking").ClickAsync();
            await her.ArriveAsync("Public.CancelledTitle");
            await her.RefreshUntilGoneAsync(her.T["Public.Promised", PaySteps.Riyals(PaySteps.Deposit)]);
        }
        finally
        {
            await HoldDepositsAsync(owner, false);
            await FreeUntilAsync(owner, before);
        }
    }

    private static async Task HoldDepositsAsync(Person owner, bool holds)
    {
        await owner.GoAsync($"/admin/{Demo.Lamsa}/deposits");
        await owner.Page.GetByRole(AriaRole.Checkbox, new() { Name = owner.T["Money.HoldsDeposit"] }).SetCheckedAsync(holds);
        await owner.SeesAsync(owner.Page.GetByText(owner.T["Admin.Unsaved"]));
        await owner.Button("Admin.Save").ClickAsync();
        await Expect(owner.Page.GetByText(owner.T["Admin.Unsaved"])).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_line_that_breaks_after_the_bank_charged_ends_in_one_charge_and_a_booking()
    {
        await using var her = await stage.EnterAsync(View.ArabicPhone);
        await her.AgreeAsync(stage.NewPhone());
        await her.Page.RouteAsync("**/sandbox/moyasar/v1/payments", async route =>
        {
            await route.FetchAsync(); // it arrives, and its answer does not
            await her.Page.UnrouteAsync("**/sandbox/moyasar/v1/payments");
            await route.AbortAsync();
        });

        await her.TypeCardAsync(PaySteps.TrustedCard);

        await her.ArriveAsync("Public.BookedTitle");
        await her.SeesAmountAsync("Public.PaidSoFar");
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
            await her.SeesAsync(her.Page.GetByText(her.T["Public.AllKeptIfCancelled", PaySteps.Riyals(PaySteps.Deposit)]));
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

    [Theory, BothLanguages]
    public async Task A_service_with_a_fee_of_its_own_says_it_before_she_pays_and_keeps_just_that(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.AgreeAsync(stage.NewPhone(), Demo.EveningHairstyle);
        var (late, noShow, rest) = (PaySteps.Riyals("64"), PaySteps.Riyals("100"), PaySteps.Riyals("36"));
        await her.SeesAsync(her.Page.GetByText(her.T["Public.KeptNow", late, noShow]));
        await her.LookAsync("fee-own");

        await her.PayAsync(PaySteps.GoodCard);
        await her.Link("Public.CancelBooking").ClickAsync(); // the soonest time is less than a week ahead
        await her.ArriveAsync("Public.CancelTitle");
        await her.SeesAsync(her.Page.GetByText(her.T["Public.KeptIfCancelled", late, rest]));
        await her.LookAsync("fee-own-cancel");
        await her.Button("Public.CancelBooking").ClickAsync();
        await her.ArriveAsync("Public.CancelledTitle");

        await her.RefreshUntilAsync(her.T["Public.MoneyKept", late]);
        await her.RefreshUntilAsync(her.T["Public.WentBack", rest]);
    }

    [Theory, BothLanguages]
    public async Task The_owner_gives_a_service_its_own_fee_and_reads_what_it_comes_to(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync($"/admin/{Demo.Lamsa}/services");
        await owner.GoAsync((await owner.Page.GetByRole(AriaRole.Link, new() { Name = Demo.NailExtensions.In(owner.Language), Exact = true }).GetAttributeAsync("href"))!);
        await Expect(owner.Button("Admin.Save")).ToBeEnabledAsync(); // the page is live
        await owner.Page.GetByText(owner.T["Admin.ServiceFees"]).ClickAsync();
        var kind = owner.Page.GetByRole(AriaRole.Combobox, new() { Name = owner.T["Money.LateFee"], Exact = true });
        await kind.SelectOptionAsync("Percent");
        var share = owner.Page.GetByRole(AriaRole.Textbox, new() { Name = owner.T["Money.ShareValue"], Exact = true });
        await share.FillAsync("150");
        await owner.Button("Admin.Save").ClickAsync();
        await owner.SeesAsync(owner.Page.GetByText(owner.T["Errors.Rules.NotAShare"]));

        await share.FillAsync("50");
        var said = owner.Page.GetByTestId("fees");
        await owner.SeesAsync(said);
        var price = decimal.Parse(await owner.Field("Admin.Price").InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture) * 100;
        await Expect(said).ToHaveTextAsync(owner.T["Admin.FeesSay", new Money((long)price, "SAR"), new Money((long)price / 2, "SAR"), new Money((long)price, "SAR")]);
        await owner.LookAsync("service-fee");
        await kind.SelectOptionAsync(owner.T["Admin.LikeSalon", owner.T["Money.PercentOfPrice", 100]]);
        await Expect(said).ToHaveTextAsync(owner.T["Admin.FeesSay", new Money((long)price, "SAR"), new Money((long)price, "SAR"), new Money((long)price, "SAR")]);
    }

    [Theory, BothLanguagesMirrored]
    public async Task The_desk_reads_what_becomes_of_the_money_before_it_cancels_for_her_or_for_the_salon(View view)
    {
        await using var owner = await stage.EnterAsAsync(View.EnglishDesktop, Demo.Owner);
        var before = await FreeUntilAsync(owner, "336");
        try
        {
            await using var her = await stage.EnterAsync(view);
            var phone = stage.NewPhone();
            var name = $"Dana {phone[^5..]}";
            var start = await her.AgreeAsync(phone, name: name);
            await her.PayAsync(PaySteps.GoodCard);

            await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
            var date = start.InZone(Demo.Riyadh).Minus(Duration.FromHours(5)).Date;
            await desk.GoAsync($"/desk/{Demo.Lamsa}?view=agenda&date={date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}");
            await desk.Button("Desk.CancelNamed", name).ClickAsync();
            var said = desk.Page.GetByTestId("consequence");
            var paid = PaySteps.Riyals(PaySteps.Deposit);
            await Expect(said).ToHaveTextAsync(desk.T["Desk.AllIsKept", paid]);
            await desk.LookAsync("desk-cancel");
            await desk.Page.GetByRole(AriaRole.Radio, new() { Name = desk.T["Desk.SalonCancels"] }).CheckAsync(new() { Force = true });
            await Expect(said).ToHaveTextAsync(desk.T["Desk.AllGoesBack", paid]);
            await desk.Field("Desk.CancelReason").FillAsync("burst pipe");
            await desk.Answer("Desk.CancelBooking").ClickAsync();
            await Expect(desk.Dialog()).ToHaveCountAsync(0);

            await her.Page.ReloadAsync();
            await her.RefreshUntilAsync(her.T["Public.WentBack", paid]);
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
