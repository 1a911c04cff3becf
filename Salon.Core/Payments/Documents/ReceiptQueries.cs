using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Documents;

/// <summary>One document in a list.</summary>
/// <param name="Payments">The payments it tells of.</param>
public sealed record ReceiptRow(long Number, InvoiceKind Kind, TaxScheme Scheme, Instant IssuedAt, Money Gross, IReadOnlyList<PaymentId> Payments)
{
    /// <summary>Names the document among those of its salon: a tax document is called otherwise than a receipt.</summary>
    public string Form => FormOf(Kind, Scheme);

    internal static string FormOf(InvoiceKind kind, TaxScheme scheme) => scheme == TaxScheme.Phase1 ? $"{kind}Tax" : $"{kind}";
}

/// <summary>One document, whole.</summary>
/// <param name="Gross">What it tells was paid; of a credit note what went back.</param>
/// <param name="Qr">Base64 of the code; null when no tax is shown.</param>
public sealed record ReceiptView(
    long Number, InvoiceKind Kind, TaxScheme Scheme, BookingId Booking, Instant IssuedAt, Money Gross, long VatMinor, InvoiceContent Content, string? Qr)
{
    public bool Taxes => Scheme == TaxScheme.Phase1;
}

/// <summary>Reads documents for whoever may see the visit they belong to.</summary>
public sealed class ReceiptQueries(Database database, BookingQueries bookings)
{
    /// <summary>A visit's documents in the order in which they were issued.</summary>
    public async Task<Result<IReadOnlyList<ReceiptRow>>> OfBookingAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        if (!(await bookings.FindAsync(actor, id, ct)).TryGet(out _, out var refusal)) return refusal;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var rows = await db.TaxInvoices.Where(i => i.BookingId == id).OrderBy(i => i.Number)
            .Select(i => new { i.Number, i.Kind, i.Scheme, i.IssuedAt, i.Gross, i.Content }).ToListAsync(ct);
        return rows.ConvertAll(r => new ReceiptRow(r.Number, r.Kind, r.Scheme, r.IssuedAt, r.Gross, [.. r.Content.Payments.Select(p => p.Payment)]));
    }

    /// <summary>One document by its number.</summary>
    public async Task<Result<ReceiptView>> FindAsync(Actor actor, long number, CancellationToken ct)
    {
        ReceiptView? view;
        await using (var db = await database.OpenAsync(actor.Organization, ct))
        {
            view = await db.TaxInvoices.Where(i => i.Number == number)
                .Select(i => new ReceiptView(i.Number, i.Kind, i.Scheme, i.BookingId, i.IssuedAt, i.Gross, i.VatMinor, i.Content, i.Qr)).SingleOrDefaultAsync(ct);
        }

        if (view is null) return PaymentErrors.NotFound;
        return (await bookings.FindAsync(actor, view.Booking, ct)).TryGet(out _, out var refusal) ? view : refusal; // whoever sees the visit sees its documents
    }
}
