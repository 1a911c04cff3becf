using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Rules;
using Salon.Payments.Till;

namespace Salon.Payments.Documents;

/// <summary>
/// Writes the documents of one visit. It asks what should have been issued by now and issues what is missing, so it may be called at any time,
/// in any order and as often as one likes: each cause has one document. The VAT of a document goes into the ledger with it.
/// </summary>
internal sealed class ReceiptBook
{
    private readonly SalonDb db;
    private readonly Booking booking;
    private readonly TaxProfile profile;
    private readonly Instant now;
    private readonly List<TaxInvoice> documents;
    private HashSet<string> taxedWhenEarned = [];
    private ReceiptHead? head;

    private ReceiptBook(SalonDb db, Booking booking, TaxProfile profile, List<TaxInvoice> documents, Instant now) =>
        (this.db, this.booking, this.profile, this.documents, this.now) = (db, booking, profile, documents, now);

    public static string KeyOf(PaymentId payment) => $"paid:{payment}";

    /// <summary>Issues what is missing of a visit's documents, in the commit under way.</summary>
    /// <returns>All of the visit's documents.</returns>
    public static async Task<IReadOnlyList<TaxInvoice>> CatchUpAsync(SalonDb db, BookingId id, Instant now, CancellationToken ct)
    {
        var booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null || !await db.Payments.AnyAsync(p => p.BookingId == id && p.CapturedMinor > 0, ct)) return [];
        await db.LockAsync([TaxProfile.Subject(db.Organization)], ct); // one document after the other: numbers have no gaps
        var profile = await db.TaxProfiles.SingleOrDefaultAsync(ct) ?? TaxProfile.Of(db.Organization);
        var documents = await db.TaxInvoices.Where(i => i.BookingId == id).OrderBy(i => i.Number).AsNoTracking().ToListAsync(ct);
        if (profile.Scheme == TaxScheme.Phase2) return documents; // its documents come from another program

        var book = new ReceiptBook(db, booking, profile, documents, now);
        await book.IssueAsync(ct);
        return documents;
    }

    private async Task IssueAsync(CancellationToken ct)
    {
        var payments = await db.Payments.Where(p => p.BookingId == booking.Id && p.CapturedMinor > 0).OrderBy(p => p.PaidAt).ThenBy(p => p.Id).AsNoTracking().ToListAsync(ct);
        taxedWhenEarned = [.. await db.Ledger.Where(e => e.BookingId == booking.Id && e.Credit == Account.Vat).Select(e => e.Cause).ToListAsync(ct)];
        var bill = (await Bill.ReadAsync(db, booking.Id, ct))!;
        var isDone = booking.Status == BookingStatus.Completed && bill.Total.Minor > 0 && documents.All(d => d.Kind != InvoiceKind.Final)
            && payments.Where(p => p.Status == PaymentStatus.Paid).Sum(ForVisit) >= bill.Total.Minor;

        foreach (var payment in payments)
        {
            if (payment.CapturedMinor > payment.TipMinor && !IsCovered(payment) && !isDone && !Waits(payment)) await InvoiceAsync(payment, bill, ct);
        }

        if (isDone) await FinishAsync(payments, bill, ct);
        await TakeBackAsync(payments, ct);
    }

    // At the desk she pays when all is done: what is taken while she is here waits for the bill.
    private bool Waits(Payment payment) => payment.Method != PaymentMethod.Online && booking.Status is BookingStatus.Arrived or BookingStatus.InService;

    // Or its VAT was counted while another program wrote the documents.
    private bool IsCovered(Payment payment) =>
        documents.Any(d => d.Key == KeyOf(payment.Id) || d.Content.Payments.Any(p => p.Payment == payment.Id && d.Kind != InvoiceKind.CreditNote))
        || taxedWhenEarned.Contains(Settlements.EarnedBy(payment.Id));

    private async Task InvoiceAsync(Payment payment, Bill bill, CancellationToken ct)
    {
        var gross = payment.CapturedMinor - payment.TipMinor;
        var lines = new InvoiceLine[] { new(ReceiptWords.Both("Receipts.AdvanceLine", culture => [LocalizedText.List(bill.Items.Where(i => i.Kind != BillLineKind.Discount).Select(i => i.Name), culture)]), gross, RateOf(bill.Items.Select(i => i.VatBasisPoints))) };
        await IssueAsync(InvoiceKind.Deposit, KeyOf(payment.Id), payment.Id, null, gross, profile.Taxes ? bill.VatOf(gross) : 0,
            c => c with { Lines = lines, Payments = [new(payment.Id, payment.Method, gross, 0, payment.TipMinor)] }, ct);
    }

    private async Task FinishAsync(IReadOnlyList<Payment> payments, Bill bill, CancellationToken ct)
    {
        var paid = new List<InvoicePayment>();
        foreach (var payment in payments.Where(p => p.Status == PaymentStatus.Paid))
        {
            if (!IsCovered(payment)) paid.Add(new(payment.Id, payment.Method, ForVisit(payment), payment.RefundedMinor, payment.TipMinor));
        }

        var advance = documents.Where(d => d.Kind == InvoiceKind.Deposit).Select(d => (d.Number, d.Scheme, Gross: d.Gross.Minor - CreditedOf(d).Gross, Vat: d.VatMinor - CreditedOf(d).Vat)).Where(d => d.Gross > 0).ToList();
        var (deducted, deductedVat) = (Math.Min(advance.Sum(d => d.Gross), bill.Total.Minor), advance.Sum(d => d.Vat));
        var untaxed = advance.Where(d => d.Scheme == TaxScheme.NotRegistered).Sum(d => d.Gross); // received before the salon was registered
        var gross = bill.Total.Minor - deducted;
        var vat = profile.Taxes ? Math.Clamp(bill.VatOf(bill.Total.Minor - Math.Min(untaxed, bill.Total.Minor)) - deductedVat, 0, gross) : 0;
        await IssueAsync(InvoiceKind.Final, $"final:{booking.Id}", null, null, gross, vat, c => c with
        {
            Lines = [.. bill.Items.GroupBy(i => i.Line ?? RowId.New()).Select(Line)],
            Payments = paid,
            Deducted = deducted,
            DeductedVat = deductedVat,
            DeductedNumbers = [.. advance.Select(d => d.Number)],
        }, ct);
    }

    private async Task TakeBackAsync(IReadOnlyList<Payment> payments, CancellationToken ct)
    {
        var ids = payments.Select(p => p.Id).ToList();
        var refunds = await db.Refunds.Where(r => ids.Contains(r.PaymentId) && r.Status == RefundStatus.Done).OrderBy(r => r.DoneAt).ThenBy(r => r.Id).AsNoTracking().ToListAsync(ct);
        var before = new Dictionary<PaymentId, long>();
        foreach (var refund in refunds)
        {
            var gone = before.GetValueOrDefault(refund.PaymentId);
            before[refund.PaymentId] = gone + refund.Minor;
            await CreditAsync($"refund:{refund.Id}", refund.PaymentId, refund.Minor, gone, refund.Why, ct);
        }

        foreach (var payment in payments.Where(p => p.Status == PaymentStatus.Voided))
        {
            var gone = before.GetValueOrDefault(payment.Id);
            await CreditAsync($"void:{payment.Id}", payment.Id, payment.CapturedMinor - gone, gone, Why.Of(PaymentReason.Voided), ct);
        }
    }

    private async Task CreditAsync(string cause, PaymentId payment, long minor, long goneBefore, Why why, CancellationToken ct)
    {
        foreach (var document in documents.Where(d => d.Kind != InvoiceKind.CreditNote && d.Content.Payments.Any(p => p.Payment == payment)).ToList())
        {
            var key = $"{cause}:{document.Number}";
            if (documents.Any(d => d.Key == key)) continue;
            var covered = document.Content.Payments.Single(p => p.Payment == payment);
            var beyond = Math.Clamp(goneBefore + minor - covered.RefundedBefore, 0, minor); // what had gone back before it was issued stands on no document
            var credited = CreditedOf(document);
            var gross = Math.Min(beyond, document.Gross.Minor - credited.Gross);
            if (gross <= 0) continue; // a tip goes back without a document

            var vat = document.VatOf(credited.Gross + gross) - credited.Vat;
            var line = new InvoiceLine(ReceiptWords.Both("Receipts.CreditLine", _ => [document.Number]), gross, RateOf(document.Content.Lines.Select(l => l.VatBasisPoints)));
            await IssueAsync(InvoiceKind.CreditNote, key, payment, document, gross, vat, c => c with
            {
                Lines = [line],
                RefersToNumber = document.Number,
                Because = why.Because,
                Reason = why.Words,
                Payments = [new(payment, covered.Method, gross, 0, 0)],
                Seller = document.Content.Seller,
                VatNumber = document.Content.VatNumber,
            }, ct);
        }
    }

    private static long ForVisit(Payment payment) => Payment.ForVisit(payment.CapturedMinor, payment.RefundedMinor, payment.TipMinor);

    // A discount on several rates is told once.
    private static InvoiceLine Line(IEnumerable<BillItem> parts)
    {
        var items = parts.ToList();
        return new(items[0].Name, items.Sum(i => i.GrossMinor), RateOf(items.Select(i => i.VatBasisPoints))) { Quantity = items[0].Quantity };
    }

    private static int RateOf(IEnumerable<int> rates) => rates.Distinct().ToList() is [var one] ? one : InvoiceLine.Mixed;

    private (long Gross, long Vat) CreditedOf(TaxInvoice document)
    {
        var notes = documents.Where(d => d.RefersTo == document.Id).ToList();
        return (notes.Sum(n => n.Gross.Minor), notes.Sum(n => n.VatMinor));
    }

    private async Task IssueAsync(InvoiceKind kind, string key, PaymentId? payment, TaxInvoice? refersTo, long gross, long vat, Func<InvoiceContent, InvoiceContent> fill, CancellationToken ct)
    {
        head ??= await ReceiptHead.ReadAsync(db, booking, profile, ct);
        var content = fill(head.Blank(booking));
        if (profile.LastNumber == 0 && db.Entry(profile).State == EntityState.Detached) db.TaxProfiles.Add(profile);
        var document = TaxInvoice.Issue(profile, new InvoiceRequest(kind, key, booking.Id, payment, refersTo, booking.Price with { Minor = gross }, vat, content), now);
        db.TaxInvoices.Add(document);
        documents.Add(document);
        await Ledger.TaxedAsync(db, document, ct);
    }
}
