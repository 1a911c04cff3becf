using System.Globalization;
using Salon.Reporting;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Admin;

/// <summary>The money report and the accountant's files as rows of cells.</summary>
public static class MoneyWords
{
    /// <summary>The days of a report, and their sum in the last row.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Days(VatReport report, Texts texts)
    {
        var columns = Columns.Where(c => report.Taxes || c.Untaxed is not null).ToList();
        yield return [texts["Report.Date"], .. columns.Select(c => texts[report.Taxes ? c.Key : c.Untaxed!])];
        foreach (var (date, figures) in report.Days) yield return [date, .. columns.Select(c => (object?)new Money(c.Of(figures), report.Currency))];
        yield return [texts["Report.MoneyTotal"], .. columns.Select(c => (object?)new Money(c.Of(report.Total), report.Currency))];
    }

    public static IEnumerable<IReadOnlyList<object?>> Documents(IReadOnlyList<DocumentRow> rows, Texts texts)
    {
        yield return
        [
            texts["Receipts.Number"], texts["Report.DocumentKind"], texts["Receipts.IssuedAt"], texts["Receipts.Booking"], texts["Receipts.Customer"], texts["Receipts.RefersTo"], texts["Receipts.Reason"],
            texts["Report.DocumentGross"], texts["Report.DocumentNet"], texts["Report.MoneyVat"], texts["Report.Currency"],
        ];
        foreach (var r in rows)
        {
            yield return
            [
                r.Number, texts[$"Receipts.Short{r.Form}"], Time(r.IssuedAt, r.Zone), r.BookingNumber, texts.CustomerOf(r.Customer),
                r.RefersTo, texts.Reason(r.Why),
                new Money(r.GrossMinor, r.Currency), new Money(r.GrossMinor - r.VatMinor, r.Currency), new Money(r.VatMinor, r.Currency), r.Currency,
            ];
        }
    }

    /// <param name="zone">Of the salon, for money that is no branch's.</param>
    public static IEnumerable<IReadOnlyList<object?>> Movements(IReadOnlyList<MovementRow> rows, DateTimeZone zone, Texts texts)
    {
        yield return [texts["Report.MovementAt"], texts["Report.MovementCause"], texts["Report.MovementLine"], texts["Report.MovementDebit"], texts["Report.MovementCredit"], texts["Payments.Amount"], texts["Report.Currency"], texts["Receipts.Booking"], texts["Report.MovementPayment"]];
        foreach (var r in rows)
            yield return [Time(r.At, r.Zone ?? zone), r.Cause, r.Line, texts[$"Report.Account{r.Debit}"], texts[$"Report.Account{r.Credit}"], r.Amount, r.Amount.Currency, r.BookingNumber, r.Payment?.ToString()];
    }

    /// <summary>The figures of the page, called as this salon calls them.</summary>
    public static IEnumerable<(string Key, long Minor)> Tiles(VatReport report) =>
        Columns.Take(6).Where(c => report.Taxes || c.Untaxed is not null).Select(c => (report.Taxes ? c.Key : c.Untaxed!, c.Of(report.Total)));

    // What it is called by a salon that has nothing to do with VAT stands second; nothing when it is about VAT alone.
    private static readonly IReadOnlyList<(string Key, string? Untaxed, Func<MoneyFigures, long> Of)> Columns =
    [
        ("Report.MoneyGross", "Report.MoneyGrossPlain", f => f.Gross), ("Report.MoneyRefunded", "Report.MoneyRefunded", f => f.Refunded), ("Report.MoneyVat", null, f => f.Vat),
        ("Report.MoneyNet", "Report.MoneyNetPlain", f => f.Net), ("Report.MoneyTips", "Report.MoneyTips", f => f.Tips), ("Report.MoneyFees", "Report.MoneyFees", f => f.Fees),
        ("Report.MoneyOnline", "Report.MoneyOnline", f => f.Online), ("Report.MoneyCash", "Report.MoneyCash", f => f.Cash),
        ("Report.MoneyTerminal", "Report.MoneyTerminal", f => f.Terminal), ("Report.MoneyEarned", "Report.MoneyEarnedPlain", f => f.Earned),
    ];

    private static string Time(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
