using Microsoft.Playwright;
using Salon.E2E.Host;
using Salon.Payments.Documents;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Each riyal has its document: hers when she pays, another when a part of it goes back.</summary>
[Collection(DeskStage.Name)]
public sealed class ReceiptTests(Stage stage)
{
    [Theory, BothLanguagesMirrored]
    public async Task A_deposit_has_its_invoice_and_a_part_given_back_has_its_credit_note_on_both_sides(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.AgreeAsync(stage.NewPhone());
        await her.PayAsync(PaySteps.GoodCard);
        await her.RefreshUntilAsync(her.T["Receipts.ShortDepositTax"]);
        await her.LookAsync("visit-with-receipt");
        var visit = her.Page.Url;
        await her.Page.GetByTestId("receipts").GetByRole(AriaRole.Link).ClickAsync();
        await her.SeesAsync(her.Page.GetByTestId("receipt"));
        await her.LookAsync("receipt");
        await SaysAsync(her, "فاتورة ضريبية مبسطة", "Simplified tax invoice", "100.00", "13.04");
        var code = ZatcaQr.Decode((await her.Page.GetByTestId("qr").GetAttributeAsync("data-code"))!)!;
        Assert.Equal(("مؤسسة لمسة للتجميل", "100.00", "13.04"), (code[1], code[4], code[5]));
        var number = her.Page.Url[(her.Page.Url.LastIndexOf('/') + 1)..].Split('?')[0];

        var file = await her.Page.APIRequest.GetAsync((await her.Link("Receipts.Pdf").GetAttributeAsync("href"))!);
        Assert.Equal((200, "application/pdf", "nosniff"), (file.Status, file.Headers["content-type"], file.Headers["x-content-type-options"]));
        Assert.Contains("no-store", file.Headers["cache-control"], StringComparison.Ordinal);

        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync($"/admin/{Demo.Lamsa}/receipts/{number}");
        await owner.LookAsync("receipt-office");
        await owner.Page.Locator($"a[href^='/admin/{Demo.Lamsa}/payments/']").First.ClickAsync();
        await GiveBackAsync(owner, "40", "نقص في الخدمة");
        await owner.Page.GetByTestId("receipts").GetByText(owner.T["Receipts.ShortCreditNoteTax"]).ClickAsync();
        await SaysAsync(owner, "إشعار دائن لفاتورة ضريبية مبسطة", "40.00", "5.22", "نقص في الخدمة");
        await owner.LookAsync("credit-note-office");

        await her.Page.GotoAsync(visit);
        await her.RefreshUntilAsync(her.T["Receipts.ShortCreditNoteTax"]);
        await her.Page.GetByTestId("receipts").GetByText(her.T["Receipts.ShortCreditNoteTax"]).ClickAsync();
        await SaysAsync(her, "إشعار دائن لفاتورة ضريبية مبسطة", "40.00", number);
        await her.LookAsync("credit-note");
    }

    [Theory, BothLanguages]
    public async Task An_owner_says_how_she_stands_to_VAT_and_reads_what_the_money_came_to(View view)
    {
        await using var her = await stage.EnterAsync(View.EnglishDesktop);
        await her.AgreeAsync(stage.NewPhone());
        await her.PayAsync(PaySteps.GoodCard);

        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync($"/admin/{Demo.Lamsa}/tax");
        await owner.SeesAsync(owner.Page.GetByTestId("qr"));
        await owner.LookAsync("tax");
        var number = owner.Field("Receipts.VatNumber");
        await owner.ChangeAsync(number, "٣١٠١٢٢٣٩٣٥");
        await owner.Button("Admin.Save").ClickAsync();
        await owner.SeesAsync(owner.Page.GetByText(owner.T["Errors.Tax.NotAVatNumber"]));
        await owner.LookAsync("tax-fault");
        await number.FillAsync("٣١٠١٢٢٣٩٣٥٠٠٠٠٣"); // as it is written on her certificate
        await owner.Button("Admin.Save").ClickAsync();
        await Expect(owner.Page.GetByText(owner.T["Admin.Unsaved"])).ToHaveCountAsync(0);

        await owner.GoAsync($"/admin/{Demo.Lamsa}/money");
        await Expect(owner.Page.GetByTestId("money-days")).ToContainTextAsync("–"); // what did not move is not a zero
        await owner.LookAsync("money");
        foreach (var part in (string[])["Report.FileDocuments", "Report.FileLedger"])
            Assert.Contains("13.04", await (await owner.Page.APIRequest.GetAsync((await owner.Link(part).GetAttributeAsync("href"))!)).TextAsync(), StringComparison.Ordinal);
    }

    [Theory, BothLanguages]
    public async Task Nobody_reads_a_strangers_receipt(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.AgreeAsync(stage.NewPhone());
        await her.PayAsync(PaySteps.GoodCard);
        await her.RefreshUntilAsync(her.T["Receipts.ShortDepositTax"]);
        var mine = await her.Page.GetByTestId("receipts").GetByRole(AriaRole.Link).GetAttributeAsync("href");
        var number = long.Parse(mine![(mine!.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        var root = mine[..mine.LastIndexOf('/')];

        foreach (var path in (string[])[$"{root}/{number + 1_000}.pdf", $"{root.Replace("/b/", "/b/x", StringComparison.Ordinal)}/{number}.pdf", $"{root.Replace("/b/", "/b/x", StringComparison.Ordinal)}/{number}"])
            Assert.Equal(404, (await her.Page.APIRequest.GetAsync(path)).Status);
        if (number > 1) Assert.Equal(404, (await her.Page.APIRequest.GetAsync($"{root}/{number - 1}.pdf")).Status); // somebody else's
        Assert.NotEqual("application/pdf", (await her.Page.APIRequest.GetAsync($"/admin/{Demo.Lamsa}/receipts/{number}.pdf")).Headers.GetValueOrDefault("content-type"));
    }

    private static async Task SaysAsync(Person person, params string[] words)
    {
        foreach (var word in words) await Expect(person.Page.GetByTestId("receipt")).ToContainTextAsync(word);
    }

    private static async Task GiveBackAsync(Person owner, string amount, string why)
    {
        await owner.ArriveAsync("Payments.One");
        await owner.Field("Payments.RefundAmount").FillAsync(amount);
        await owner.Field("Payments.RefundReason").FillAsync(why);
        await owner.Button("Payments.Refund").ClickAsync();
        await owner.Button("Payments.RefundDo").ClickAsync();
        await owner.SeesAsync(owner.Page.GetByTestId("receipts").GetByText(owner.T["Receipts.ShortCreditNoteTax"]));
    }
}
