using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Money that was taken in the provider's own office: the owner links it to its visit, gives it back, or says that it is not the salon's.</summary>
[Collection(DeskStage.Name)]
public sealed class UnknownPaymentTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task A_payment_nobody_asked_for_is_linked_to_the_visit_that_it_names(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        var visit = await owner.ReceiveAsync(stage, owner.View.Language == "ar" ? "نوف" : "Nouf");
        using var office = new MoyasarOffice(stage.Host);
        var reference = await office.TakeAsync(visit);
        await OpenAsync(owner, reference);
        var likeliest = owner.Page.GetByTestId("visit").First;
        await Expect(likeliest).ToContainTextAsync(owner.T["Money.FitNamed"]);
        await owner.LookAsync("unknown-payment");

        await likeliest.GetByRole(AriaRole.Button).ClickAsync();
        await owner.Answer("Money.LinkYes").ClickAsync();
        await Expect(owner.Dialog()).ToContainTextAsync(owner.T["Errors.Payment.ReasonNeeded"]);
        await owner.Field("Money.LinkReason").FillAsync("Paid by a link");
        await owner.LookAsync("unknown-payment-sure");
        await owner.Answer("Money.LinkYes").ClickAsync();

        await Expect(owner.Page.GetByTestId("settled")).ToContainTextAsync("Paid by a link");
        await owner.Link("Money.UnknownShow").ClickAsync();
        await owner.ArriveAsync("Payments.One");
        await Expect(owner.Page.GetByTestId("payment-news").Filter(new() { HasText = owner.T["Payments.NewsLinked"] })).ToContainTextAsync("Paid by a link");
        await owner.GoAsync($"/desk/{Demo.Lamsa}/checkout/{visit}");
        await Expect(owner.Page.GetByTestId("taken")).ToHaveCountAsync(1);
    }

    [Theory, BothLanguages]
    public async Task What_is_not_for_a_visit_goes_back_or_is_noted_and_does_not_come_up_again(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        using var office = new MoyasarOffice(stage.Host);
        var (back, foreign) = (await office.TakeAsync(null), await office.TakeAsync(null));
        await OpenAsync(owner, back);
        await owner.Button("Money.UnknownBack").ClickAsync();
        await owner.Field("Till.Reason").FillAsync("Charged by mistake");
        await owner.Answer("Money.UnknownBack").ClickAsync();
        await Expect(owner.Page.GetByTestId("settled")).ToContainTextAsync("Charged by mistake");

        await OpenAsync(owner, foreign);
        await owner.Button("Money.UnknownForeign").ClickAsync();
        await owner.Field("Till.Reason").FillAsync("The other shop");
        await owner.Answer("Money.UnknownForeign").ClickAsync();
        await Expect(owner.Page.GetByTestId("settled")).ToContainTextAsync("The other shop");

        await owner.GoAsync($"/admin/{Demo.Lamsa}/payments/differences");
        await owner.ArriveAsync("Money.DifferencesTitle");
        await Expect(owner.Page.GetByTestId("difference").Filter(new() { HasText = back })).ToHaveCountAsync(0);
        await Expect(owner.Page.GetByTestId("difference").Filter(new() { HasText = foreign })).ToHaveCountAsync(0);
        await Expect(owner.Page.GetByTestId("settled").Filter(new() { HasText = "The other shop" }).First).ToBeVisibleAsync();
        await owner.LookAsync("settled-lately");
    }

    /// <summary>The provider's news of it reaches the list by itself.</summary>
    private static async Task OpenAsync(Person owner, string reference)
    {
        var card = owner.Page.GetByTestId("difference").Filter(new() { HasText = reference });
        await owner.GoAsync($"/admin/{Demo.Lamsa}/payments/differences");
        await owner.ArriveAsync("Money.DifferencesTitle");
        await card.GetByRole(AriaRole.Link).ClickAsync();
        await owner.ArriveAsync("Money.UnknownTitle");
        await Expect(owner.Page.GetByTestId("told")).ToContainTextAsync(reference);
    }
}
