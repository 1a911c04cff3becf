using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Reporting;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Pages.Admin;

namespace Salon.Tests.Payments;

/// <summary>The report and the accountant's files say what the ledger says.</summary>
public sealed class VatReportTests
{
    private static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];

    [Theory, BothDatabases]
    public async Task The_report_and_both_files_sum_to_the_ledger(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        await LiveAsync(site);
        var question = new ReportQuestion(null, new(new(2026, 12, 1), new(2026, 12, 31)));
        var reports = site.Get<VatReports>();
        Assert.True((await reports.ReadAsync(site.Shop.Owner, question, Riyadh, default)).TryGet(out var report, out _));
        Assert.True((await reports.DocumentsAsync(site.Shop.Owner, question, Riyadh, default)).TryGet(out var documents, out _));
        Assert.True((await reports.MovementsAsync(site.Shop.Owner, question, Riyadh, default)).TryGet(out var moves, out _));

        var total = report.Total;
        Assert.Equal((5_000 + 5_000 + 5_000 + 5_000, 2_000 + 5_000, 700), (total.Gross, total.Refunded, total.Tips));
        Assert.Equal(total.Gross - total.Refunded + total.Tips, total.Online + total.Cash + total.Terminal);
        Assert.Equal((await site.BalanceAsync(Account.Vat), -await site.BalanceAsync(Account.Fees)), (total.Vat, total.Fees));
        Assert.Equal(await site.BalanceAsync(Account.Revenue) + await site.BalanceAsync(Account.Refunds), total.Earned);
        Assert.Equal(total.Net, report.Days.Sum(d => d.Figures.Net));
        Assert.Equal(31, report.Days.Count);

        Assert.Equal(total.Vat, documents.Sum(d => d.VatMinor));
        Assert.Equal(total.Gross - total.Refunded, documents.Sum(d => d.GrossMinor)); // every riyal that came or went has its document
        Assert.Equal(total.Vat, moves.Sum(m => m.Credit == Account.Vat ? m.Amount.Minor : m.Debit == Account.Vat ? -m.Amount.Minor : 0));
        Assert.Equal(await site.QueryAsync(d => d.Ledger.CountAsync()), moves.Count);

        var file = MoneyWords.Documents(documents, Texts.For(Languages.English).Unmarked).ToList();
        Assert.Equal(total.Vat / 100m, file.Skip(1).Sum(row => decimal.Parse(Csv.Text(row[9]), System.Globalization.CultureInfo.InvariantCulture)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_salon_that_is_not_registered_reads_nothing_of_VAT(Db db)
    {
        foreach (var (tax, speaks) in new[] { (TaxScheme.NotRegistered, false), (TaxScheme.Phase1, true) })
        {
            await using var site = await PaySite.OpenAsync(db, tax: tax);
            await site.PaidAsync();
            Assert.True((await site.Get<VatReports>().ReadAsync(site.Shop.Owner, new(null, new(new(2026, 12, 1), new(2026, 12, 31))), Riyadh, default)).TryGet(out var report, out _));

            var (english, arabic) = (Texts.For(Languages.English).Unmarked, Texts.For(Languages.Arabic).Unmarked);
            Assert.Equal(speaks, MoneyWords.Days(report, english).First().Any(head => Csv.Text(head).Contains("VAT", StringComparison.Ordinal)));
            Assert.Equal(speaks, MoneyWords.Days(report, arabic).First().Any(head => Csv.Text(head).Contains("ضريبة", StringComparison.Ordinal)));
            Assert.Equal(speaks, MoneyWords.Tiles(report).Any(tile => english[tile.Key].Contains("VAT", StringComparison.Ordinal)));
        }
    }

    [Theory, BothDatabases]
    public async Task A_payment_before_midnight_is_of_that_day_in_the_branchs_zone(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Clock.Set(new LocalDateTime(2026, 12, 7, 23, 59, 30).InZoneStrictly(Riyadh).ToInstant());
        await site.PaidAsync();
        site.Clock.Set(new LocalDateTime(2026, 12, 8, 0, 0, 30).InZoneStrictly(Riyadh).ToInstant());
        await site.PaidAsync(16);

        async Task<long> GrossAsync(LocalDate day) =>
            (await site.Get<VatReports>().ReadAsync(site.Shop.Owner, new(null, new(day, day)), Riyadh, default)).TryGet(out var report, out _) ? report.Total.Gross : -1;
        Assert.Equal((5_000, 5_000, 0), (await GrossAsync(new(2026, 12, 7)), await GrossAsync(new(2026, 12, 8)), await GrossAsync(new(2026, 12, 9))));
    }

    [Theory, BothDatabases]
    public async Task Only_who_may_see_reports_reads_them_and_no_cell_is_a_formula(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        var paid = await site.PaidAsync();
        await site.Get<PaymentService>().RefundAsync(site.Shop.Owner, paid.Payment, 1_000, "=HYPERLINK(\"http://evil\")", "one", default);
        await site.GiveBackAsync();
        var question = new ReportQuestion(null, new(new(2026, 12, 1), new(2026, 12, 31)));

        Assert.Equal(ErrorKind.Forbidden, (await site.Get<VatReports>().ReadAsync(site.Shop.Desk, question, Riyadh, default)).Error!.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await site.Get<VatReports>().DocumentsAsync(site.Shop.Desk, question, Riyadh, default)).Error!.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await site.Get<VatReports>().MovementsAsync(site.Shop.CustomerActor, question, Riyadh, default)).Error!.Kind);
        Assert.True((await site.Get<VatReports>().DocumentsAsync(site.Shop.Owner, question, Riyadh, default)).TryGet(out var documents, out _));
        var file = System.Text.Encoding.UTF8.GetString(Csv.File(MoneyWords.Documents(documents, Texts.For(Languages.English).Unmarked)));
        Assert.Contains("\"'=HYPERLINK", file, StringComparison.Ordinal);
        Assert.Contains("\"-10.00\"", file, StringComparison.Ordinal);
    }

    // A visit paid in full with a tip, one given back in part, one undone, one kept by the policy's no-show rule.
    private static async Task LiveAsync(PaySite site)
    {
        var kept = await site.PaidAsync(11);
        var done = await site.PaidAsync(14);
        var undone = await site.PaidAsync(16);
        Assert.Null((await site.Get<PaymentService>().VoidAsync(site.Shop.Owner, undone.Payment, "mistake", default)).Error);
        await site.SettleAsync();
        site.Clock.Set((await site.Shop.ReadAsync(kept.Booking)).StartsAt + Duration.FromMinutes(30));
        Assert.Null((await site.Get<BookingService>().NoShowAsync(site.Shop.Owner, kept.Booking, default)).Error);
        await site.VisitAsync(done.Booking);
        await site.TakeAsync(done.Booking, 5_000, tip: 700);
        Assert.Null((await site.Get<PaymentService>().RefundAsync(site.Shop.Owner, done.Payment, 2_000, "kindness", "one", default)).Error);
        await site.GiveBackAsync();
    }
}
