using System.Globalization;

namespace Salon.Payments.Documents;

/// <summary>A fact at the head of a document, told in Arabic and English.</summary>
/// <param name="Latin">The value reads from left to right in both: a number, a day.</param>
public sealed record SheetFact(LocalizedText Label, LocalizedText Value, bool Latin = true);

/// <param name="Amount">With two places and no currency.</param>
public sealed record SheetLine(LocalizedText Name, int Quantity, string Amount);

/// <param name="Strong">The sum everything above comes to.</param>
public sealed record SheetSum(LocalizedText Label, string Amount, bool Strong = false);

/// <summary>
/// What a document says and in what order, in Arabic with English beside: the page and the printer draw the same. Everything but the words
/// around it comes from the document itself, as it was issued.
/// </summary>
public sealed record ReceiptSheet(
    LocalizedText Title, LocalizedText Subtitle, LocalizedText Seller, LocalizedText Address, string VatNumber, IReadOnlyList<SheetFact> Facts,
    IReadOnlyList<SheetLine> Lines, IReadOnlyList<SheetSum> Sums, IReadOnlyList<SheetSum> Payments, LocalizedText Currency, LocalizedText Note, string? Qr)
{
    public static ReceiptSheet Of(ReceiptView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var content = view.Content;
        return new(
            Words($"Receipts.Title{ReceiptRow.FormOf(view.Kind, view.Scheme)}"), view.Kind == InvoiceKind.Deposit ? Words("Receipts.ForAdvance") : LocalizedText.Empty,
            content.Seller, content.Address, view.Taxes ? content.VatNumber : "", [.. FactsOf(view)],
            [.. content.Lines.Select(l => new SheetLine(l.Name, l.Quantity, Amount(l.GrossMinor, view.Gross.Currency)))], [.. SumsOf(view)],
            view.Kind == InvoiceKind.CreditNote ? [] : [.. PaymentsOf(content.Payments, view.Gross.Currency)],
            Words($"Formats.Currency.{view.Gross.Currency}"), Words(view.Taxes ? "Receipts.VatIncluded" : "Receipts.NoTax"), view.Qr);
    }

    /// <summary>"1,150.00", whatever the culture.</summary>
    public static string Amount(long minor, string currency)
    {
        var places = Currencies.Exponent(currency);
        return (minor / (decimal)Currencies.Scale(currency)).ToString($"N{places}", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<SheetFact> FactsOf(ReceiptView view)
    {
        var content = view.Content;
        var at = view.IssuedAt.InZone(DateTimeZoneProviders.Tzdb[content.ZoneId]).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
        yield return new(Words("Receipts.Number"), Same(Number(view.Number)));
        yield return new(Words("Receipts.IssuedAt"), Same(at));
        yield return new(Words("Receipts.Booking"), Same(Number(content.BookingNumber)));
        if (!string.IsNullOrEmpty(content.Branch.En + content.Branch.Ar)) yield return new(Words("Receipts.Branch"), content.Branch, Latin: false);
        if (content.Customer.Length > 0) yield return new(Words("Receipts.Customer"), Same(content.Customer), Latin: false);
        if (content.RefersToNumber is { } number) yield return new(Words("Receipts.RefersTo"), Same(Number(number)));
        if (content.Why.In(Texts.For(Languages.English)) is { } english && content.Why.In(Texts.For(Languages.Arabic)) is { } arabic)
            yield return new(Words("Receipts.Reason"), new(english, arabic), Latin: false);
    }

    private static IEnumerable<SheetSum> SumsOf(ReceiptView view)
    {
        var (content, currency) = (view.Content, view.Gross.Currency);
        SheetSum Sum(string key, long minor, bool strong = false) => new(Words(key), Amount(minor, currency), strong);
        if (content.Deducted > 0 || (view.Kind == InvoiceKind.Final && view.Gross.Minor == 0))
        {
            yield return Sum(view.Taxes ? "Receipts.WholeWithVat" : "Receipts.Whole", view.Gross.Minor + content.Deducted);
            var numbers = string.Join(", ", content.DeductedNumbers.Select(Number));
            yield return new(new(Texts.For(Languages.English).Unmarked["Receipts.Deducted", numbers], Texts.For(Languages.Arabic).Unmarked["Receipts.Deducted", numbers]), Amount(-content.Deducted, currency));
        }

        if (view.Taxes)
        {
            yield return Sum("Receipts.Net", view.Gross.Minor - view.VatMinor);
            yield return new(RateOf(content) is { } rate ? new(Texts.For(Languages.English).Unmarked["Receipts.VatAt", rate], Texts.For(Languages.Arabic).Unmarked["Receipts.VatAt", rate]) : Words("Receipts.Vat"), Amount(view.VatMinor, currency));
        }

        yield return Sum(view.Kind == InvoiceKind.CreditNote ? "Receipts.Returned" : view.Taxes ? "Receipts.TotalWithVat" : "Receipts.Total", view.Gross.Minor, strong: true);
    }

    // What the terminal took and what lay on the counter, as on her statement; what of all that was for people stands below it, once.
    private static IEnumerable<SheetSum> PaymentsOf(IReadOnlyList<InvoicePayment> payments, string currency)
    {
        foreach (var payment in payments.Where(p => p.Minor + p.TipMinor > 0))
            yield return new(Words($"Receipts.By{payment.Method}"), Amount(payment.Minor + payment.TipMinor, currency));
        if (payments.Sum(p => p.TipMinor) is > 0 and var tips) yield return new(Words("Receipts.Tip"), Amount(tips, currency));
    }

    private static string? RateOf(InvoiceContent content) =>
        content.Lines.Select(l => l.VatBasisPoints).Distinct().ToList() is [> 0 and var one] ? (one / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%" : null;

    /// <summary>A word of the sheet itself in both languages.</summary>
    public static LocalizedText LabelOf(string key) => Words(key);

    private static LocalizedText Words(string key) => new(TextResources.Find(Languages.English, key) ?? key, TextResources.Find(Languages.Arabic, key) ?? key);

    private static LocalizedText Same(string text) => new(text, text);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
