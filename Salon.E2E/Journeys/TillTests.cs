using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A visit is paid at the counter, the owner gives a part back, the drawer is counted.</summary>
[Collection(DeskStage.Name)]
public sealed class TillTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task The_desk_takes_cash_and_card_with_a_tip_and_the_owner_gives_back_a_part(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        var visit = await desk.ReceiveAsync(stage, desk.View.Language == "ar" ? "ريما" : "Rima");
        await desk.GoAsync($"/desk/{Demo.Lamsa}/checkout/{visit}");
        await desk.ArriveAsync("Till.Title");
        var due = await DueAsync(desk);

        await SellAsync(desk, "Argan oil", "45");
        await Expect(desk.Page.GetByTestId("due")).ToContainTextAsync(Text(due + 45));
        await desk.LookAsync("till-bill");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = desk.T["Till.OwnTip"], Exact = true }).ClickAsync();
        await desk.Field("Till.TipAmount").FillAsync("20");
        await desk.Button("Till.WayBoth").ClickAsync();
        await desk.Field("Till.CashPart").FillAsync("50");
        await desk.Field("Till.Given").FillAsync("100");
        await Expect(desk.Page.GetByTestId("change")).ToContainTextAsync("50");
        await Expect(desk.Page.GetByTestId("card-part")).ToContainTextAsync(Text(due + 45 + 20 - 50));
        await Expect(desk.Page.GetByTestId("take")).ToHaveTextAsync(desk.T["Till.TakeBoth", new Money((due + 65) * 100, "SAR")]);
        await desk.LookAsync("till-split");
        await desk.Page.GetByTestId("take").ClickAsync();

        var done = desk.Page.GetByTestId("done");
        await Expect(done).ToContainTextAsync(desk.T["Till.HandBack"]);
        await Expect(desk.Page.GetByTestId("remaining")).ToContainTextAsync("0");
        await desk.LookAsync("till-done");

        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync($"/desk/{Demo.Lamsa}/checkout/{visit}");
        await Expect(owner.Page.GetByTestId("taken")).ToHaveCountAsync(2);
        await owner.Page.GetByTestId("taken").Filter(new() { HasText = owner.T["Payments.MethodTerminal"] }).GetByRole(AriaRole.Link).ClickAsync();
        await owner.ArriveAsync("Payments.One");
        await owner.Field("Payments.RefundAmount").FillAsync("10");
        await owner.Field("Payments.RefundReason").FillAsync("Spilled");
        await owner.Button("Payments.Refund").ClickAsync();
        await owner.Button("Payments.RefundDo").ClickAsync();
        await Expect(owner.Page.GetByTestId("payment-news").Filter(new() { HasText = owner.T["Payments.NewsRefunded"] })).ToBeVisibleAsync();

        await owner.GoAsync($"/admin/{Demo.Lamsa}/payments/tips");
        await Expect(owner.Page.GetByTestId("tips-of").First).ToBeVisibleAsync();
    }

    [Theory, BothLanguages]
    public async Task A_mistake_on_the_bill_comes_off_and_a_discount_asks_for_its_reason(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        var visit = await owner.ReceiveAsync(stage, owner.View.Language == "ar" ? "ريما" : "Rima");
        await owner.GoAsync($"/desk/{Demo.Lamsa}/checkout/{visit}");
        var due = await DueAsync(owner);
        await SellAsync(owner, "Comb", "15");
        await Expect(owner.Page.GetByTestId("due")).ToContainTextAsync(Text(due + 15));
        await owner.Page.GetByTestId("bill").GetByRole(AriaRole.Button, new() { Name = owner.T["Till.RemoveNamed", "Comb"], Exact = true }).ClickAsync();
        await owner.Answer("Till.RemoveYes").ClickAsync();
        await Expect(owner.Page.GetByTestId("due")).ToContainTextAsync(Text(due));

        await owner.Button("Till.Discount").ClickAsync();
        await owner.Dialog().GetByRole(AriaRole.Button, new() { Name = owner.T["Till.ByAmount"], Exact = true }).ClickAsync();
        await owner.Field("Till.DiscountAmount").FillAsync("10");
        await owner.Answer("Till.DiscountYes").ClickAsync();
        await Expect(owner.Dialog()).ToContainTextAsync(owner.T["Errors.Payment.ReasonNeeded"]);
        await owner.Field("Till.Reason").FillAsync("Regular");
        await owner.Answer("Till.DiscountYes").ClickAsync();
        await Expect(owner.Page.GetByTestId("due")).ToContainTextAsync(Text(due - 10));
        await Expect(owner.Page.GetByTestId("bill")).ToContainTextAsync("Regular");
    }

    [Theory, BothLanguages]
    public async Task Cash_that_is_spent_out_of_the_drawer_is_not_missed_when_it_is_counted(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        await desk.GoAsync($"/admin/{Demo.Lamsa}/payments/day");
        await desk.ArriveAsync("Money.DayTitle");
        var moves = desk.Page.GetByTestId("drawer-move");
        var before = await moves.CountAsync();
        // Before the branch opens nothing is counted, and the drawer can be moved all the same
        var begun = await desk.Page.GetByTestId("expected").CountAsync() > 0;
        var expected = begun ? await desk.Page.GetByTestId("expected").First.InnerTextAsync() : "";

        await desk.Button("Money.DrawerPaidOut").ClickAsync();
        await desk.Answer("Money.DrawerYes").ClickAsync();
        await Expect(desk.Dialog()).ToContainTextAsync(desk.T["Errors.Payment.ReasonNeeded"]);
        await desk.Field("Money.DrawerAmount").FillAsync("15");
        await desk.Field("Money.DrawerNote").FillAsync("Coffee");
        await desk.LookAsync("drawer-sure");
        await desk.Answer("Money.DrawerYes").ClickAsync();

        await Expect(moves).ToHaveCountAsync(before + 1);
        await Expect(moves.First).ToContainTextAsync("Coffee");
        if (begun) await Expect(desk.Page.GetByTestId("expected").First).Not.ToHaveTextAsync(expected);
        await desk.LookAsync("drawer");
    }

    private static string Text(long riyals) => riyals.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<long> DueAsync(Person person)
    {
        var text = await person.Page.GetByTestId("due").Locator(".money span").First.InnerTextAsync();
        return long.Parse(text.Trim(), System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task SellAsync(Person person, string name, string price)
    {
        await person.Button("Till.Sell").ClickAsync();
        await person.Field("Till.ItemName").FillAsync(name);
        await person.Field("Till.ItemPrice").FillAsync(price);
        await person.Answer("Till.Add").ClickAsync();
        await Expect(person.Page.GetByTestId("bill")).ToContainTextAsync(name);
    }
}
