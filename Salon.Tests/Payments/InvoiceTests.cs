using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>Every riyal has its document: when it comes, when the visit is over, when it goes back.</summary>
public sealed class InvoiceTests
{
    [Theory, BothDatabases]
    public async Task A_deposit_gets_its_tax_invoice_and_its_VAT_falls_due(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        var paid = await site.PaidAsync();
        await site.SettleAsync();
        await site.Get<ReceiptService>().CatchUpAsync(site.Shop.Id, paid.Booking, default);

        var invoice = Assert.Single(await site.DocumentsAsync());
        Assert.Equal((1L, InvoiceKind.Deposit, 5000L, 652L, paid.Payment), (invoice.Number, invoice.Kind, invoice.Gross.Minor, invoice.VatMinor, invoice.PaymentId!.Value));
        Assert.Equal(new("Advance payment: Haircut", "دفعة مقدمة: قص"), Assert.Single(invoice.Content.Lines).Name);
        Assert.Equal(["صالون النخبة", PaySite.VatNumber, invoice.IssuedAt.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null), "50.00", "6.52"], ZatcaQr.Decode(invoice.Qr!)!.OrderBy(f => f.Key).Select(f => f.Value));
        Assert.Equal(652, await site.BalanceAsync(Account.Vat));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task The_final_invoice_deducts_the_deposit_and_the_VAT_of_both_is_that_of_the_bill(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        var paid = await site.PaidAsync();
        await site.VisitAsync(paid.Booking);
        await site.SettleAsync();
        Assert.Single(await site.DocumentsAsync()); // half of the bill is not paid yet

        await site.TakeAsync(paid.Booking, 5000);
        await site.SettleAsync();

        var final = (await site.DocumentsAsync())[^1];
        Assert.Equal((2L, InvoiceKind.Final, 5000L, 652L), (final.Number, final.Kind, final.Gross.Minor, final.VatMinor));
        Assert.Equal((5000L, 652L, 10000L), (final.Content.Deducted, final.Content.DeductedVat, final.Content.Lines.Sum(l => l.GrossMinor)));
        Assert.Equal([1L], final.Content.DeductedNumbers);
        Assert.Equal((1304, 8696, 0), (await site.BalanceAsync(Account.Vat), await site.BalanceAsync(Account.Revenue), await site.BalanceAsync(Account.Deposits)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Each_refund_has_a_credit_note_and_together_they_take_back_the_invoice_to_the_halala(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        var paid = await site.PaidAsync();
        foreach (var (i, minor) in ((int[])[1111, 1111, 2778]).Index())
        {
            Assert.Null((await site.Get<PaymentService>().RefundAsync(site.Shop.Owner, paid.Payment, minor, "kindness", $"{i}", default)).Error);
            await site.GiveBackAsync();
        }

        var documents = await site.DocumentsAsync();
        Assert.Equal([InvoiceKind.Deposit, InvoiceKind.CreditNote, InvoiceKind.CreditNote, InvoiceKind.CreditNote], documents.Select(d => d.Kind));
        Assert.All(documents.Skip(1), note => Assert.Equal((documents[0].Id, 1L, "kindness"), (note.RefersTo!.Value, note.Content.RefersToNumber!.Value, note.Content.Reason)));
        Assert.Equal([1111L, 1111L, 2778L], documents.Skip(1).Select(d => d.Gross.Minor));
        Assert.Equal([145L, 145L, 362L], documents.Skip(1).Select(d => d.VatMinor));
        Assert.Equal((0, 0, 0), (await site.BalanceAsync(Account.Vat), await site.BalanceAsync(Account.Deposits), await site.BalanceAsync(Account.Refunds)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task What_the_policy_keeps_stays_covered_by_its_deposit_invoice(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { Deposit = Share.Percent(50), LateFee = Share.Percent(20) }, tax: TaxScheme.Phase1);
        var paid = await site.PaidAsync();
        site.Clock.Set(Shop.At(13, day: 3));
        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.Owner, paid.Booking, "late", default)).Error);
        await site.GiveBackAsync();

        var documents = await site.DocumentsAsync();
        var kept = documents[0].Gross.Minor - documents.Skip(1).Sum(d => d.Gross.Minor);
        Assert.Equal(await site.QueryAsync(d => d.Settlements.Select(s => s.KeptMinor).SingleAsync()), kept);
        Assert.Equal(0, await site.BalanceAsync(Account.Deposits));
        Assert.Equal(kept, await site.BalanceAsync(Account.Vat) + await site.BalanceAsync(Account.Revenue) + await site.BalanceAsync(Account.Refunds));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_void_is_taken_back_by_a_credit_note(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        var paid = await site.PaidAsync();
        Assert.Null((await site.Get<PaymentService>().VoidAsync(site.Shop.Owner, paid.Payment, "mistake", default)).Error);
        await site.SettleAsync();

        var documents = await site.DocumentsAsync();
        Assert.Equal([(InvoiceKind.Deposit, 5000L), (InvoiceKind.CreditNote, 5000L)], documents.Select(d => (d.Kind, d.Gross.Minor)));
        Assert.Equal(0, await site.BalanceAsync(Account.Vat));
    }

    [Theory, BothDatabases]
    public async Task A_salon_without_registration_gives_receipts_without_a_word_of_tax(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        await site.SettleAsync();

        var receipt = Assert.Single(await site.DocumentsAsync());
        Assert.Equal((0L, null, "", 0), (receipt.VatMinor, receipt.Qr, receipt.Content.VatNumber, await site.BalanceAsync(Account.Vat)));
        Assert.Equal(new("shop", "shop"), receipt.Content.Seller);
    }

    [Theory, BothDatabases]
    public async Task A_salon_of_the_second_phase_gets_no_document_and_its_VAT_is_counted_when_it_is_earned(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase2);
        var paid = await site.PaidAsync();
        await site.VisitAsync(paid.Booking);
        await site.SettleAsync();

        Assert.Empty(await site.DocumentsAsync());
        Assert.Equal((652, 4348), (await site.BalanceAsync(Account.Vat), await site.BalanceAsync(Account.Revenue)));
    }

    [Theory, BothDatabases]
    public async Task Numbers_have_no_gaps_and_the_chain_holds_when_many_pay_at_once(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        var visits = new List<BookingId>();
        for (var i = 0; i < 20; i++) visits.Add((await site.PaidAsync(10 + (i % 10), 2 + (i / 10))).Booking);
        await Task.WhenAll(visits.SelectMany(visit => Enumerable.Range(0, 3).Select(_ => site.Get<ReceiptService>().CatchUpAsync(site.Shop.Id, visit, default))));
        await site.SettleAsync();

        var documents = await site.DocumentsAsync();
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), documents.Select(d => d.Number));
        Assert.Equal(20, documents.Select(d => d.BookingId).Distinct().Count());
        Assert.Null(InvoiceHash.FirstBroken(documents));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Neither_database_lets_an_issued_document_be_changed_or_deleted(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        await site.PaidAsync();
        await site.SettleAsync();

        foreach (var act in (Func<SalonDb, Task<int>>[])[d => d.TaxInvoices.ExecuteUpdateAsync(s => s.SetProperty(i => i.VatMinor, 1)), d => d.TaxInvoices.ExecuteDeleteAsync()])
        {
            await using var writing = await site.Database.OpenForWriteAsync(site.Shop.Id, default);
            Assert.Contains("history is only added to", (await Assert.ThrowsAnyAsync<Exception>(() => act(writing))).ToString(), StringComparison.Ordinal);
        }
    }
}
