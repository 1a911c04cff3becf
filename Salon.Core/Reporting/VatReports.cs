using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Rules;
using Salon.Payments.Till;

namespace Salon.Reporting;

/// <summary>What happened to a salon's money on one day, or on several together. All from the ledger, in minor units.</summary>
public sealed record MoneyFigures
{
    /// <summary>Came in for visits, VAT included, without tips.</summary>
    public long Gross { get; set; }

    /// <summary>Went back of it.</summary>
    public long Refunded { get; set; }

    /// <summary>Charged by documents, less what credit notes took back.</summary>
    public long Vat { get; set; }

    /// <summary>Came in for people, less what went back.</summary>
    public long Tips { get; set; }

    /// <summary>Kept by the payment provider.</summary>
    public long Fees { get; set; }

    /// <summary>Came in online less what went back that way, tips included. So are the next two.</summary>
    public long Online { get; set; }

    public long Cash { get; set; }

    public long Terminal { get; set; }

    /// <summary>Without VAT, of visits that took place or whose money the policy keeps, less refunds of that.</summary>
    public long Earned { get; set; }

    /// <summary>Stays of what came in, once VAT and refunds are off.</summary>
    public long Net => Gross - Refunded - Vat;

    internal void Add(Account debit, Account credit, long minor)
    {
        var isIn = IsPlace(debit) && credit is Account.Deposits or Account.Tips;
        var isOut = IsPlace(credit) && debit is Account.Deposits or Account.Refunds or Account.Tips;
        if (isIn && credit == Account.Deposits) Gross += minor;
        if (isOut && debit != Account.Tips) Refunded += minor;
        if (isIn) Move(debit, minor);
        if (isOut) Move(credit, -minor);
        Vat += Side(Account.Vat);
        Tips += Side(Account.Tips);
        Fees -= Side(Account.Fees);
        Earned += Side(Account.Revenue) + Side(Account.Refunds);

        long Side(Account account) => credit == account ? minor : debit == account ? -minor : 0;
    }

    private void Move(Account place, long minor)
    {
        if (place == Account.Cash) Cash += minor;
        else if (place == Account.Terminal) Terminal += minor;
        else Online += minor;
    }

    private static bool IsPlace(Account account) => account is Account.Clearing or Account.Cash or Account.Terminal;
}

/// <param name="Days">Every day of the range, from midnight to midnight in the branch's zone, as tax periods are counted.</param>
/// <param name="Taxes">The salon is registered for VAT, or was within the range: without it nothing may speak of VAT.</param>
public sealed record VatReport(
    ReportQuestion Question, string Currency, IReadOnlyList<(LocalDate Date, MoneyFigures Figures)> Days, MoneyFigures Total, bool Taxes);

/// <summary>One document in the accountant's file. Amounts of credit notes are below zero.</summary>
public sealed record DocumentRow(
    long Number, InvoiceKind Kind, TaxScheme Scheme, Instant IssuedAt, int BookingNumber, string Customer, long? RefersTo, Why Why, long GrossMinor, long VatMinor, string Currency, string ZoneId)
{
    /// <summary>As it stands on the document.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];

    public string Form => ReceiptRow.FormOf(Kind, Scheme);
}

/// <summary>One movement of the ledger in the accountant's file.</summary>
public sealed record MovementRow(Instant At, string Cause, int Line, Account Debit, Account Credit, Money Amount, int? BookingNumber, PaymentId? Payment, string? ZoneId)
{
    /// <summary>Of the branch whose money moved; null when it is no branch's.</summary>
    public DateTimeZone? Zone => ZoneId is null ? null : DateTimeZoneProviders.Tzdb[ZoneId];
}

/// <summary>Reads what happened to the money, for the salon and for its accountant. The documents of a range add up to the VAT account of that range.</summary>
public sealed class VatReports(Database database)
{
    public async Task<Result<VatReport>> ReadAsync(Actor actor, ReportQuestion question, DateTimeZone zone, CancellationToken ct)
    {
        if (Refusal(actor, question) is { } refusal) return refusal;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var isRegistered = await db.TaxProfiles.AnyAsync(p => p.Scheme != TaxScheme.NotRegistered, ct);
        var days = question.Dates.Dates().ToDictionary(date => date, _ => new MoneyFigures());
        var total = new MoneyFigures();
        await foreach (var move in In(db, question, zone).Select(e => new { e.At, e.Debit, e.Credit, e.Amount.Minor }).AsAsyncEnumerable().WithCancellation(ct))
        {
            days[move.At.InZone(zone).Date].Add(move.Debit, move.Credit, move.Minor);
            total.Add(move.Debit, move.Credit, move.Minor);
        }

        var rows = days.OrderBy(d => d.Key).Select(d => (d.Key, d.Value)).ToList();
        return new VatReport(question, currency, rows, total, isRegistered || days.Values.Any(day => day.Vat != 0));
    }

    /// <summary>The documents of a range by their numbers.</summary>
    public async Task<Result<IReadOnlyList<DocumentRow>>> DocumentsAsync(Actor actor, ReportQuestion question, DateTimeZone zone, CancellationToken ct)
    {
        if (Refusal(actor, question) is { } refusal) return refusal;
        var span = question.Dates.In(zone);
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var documents = db.TaxInvoices.Where(i => i.IssuedAt >= span.Start && i.IssuedAt < span.End);
        if (question.Branch is { } branch) documents = documents.Where(i => db.Bookings.Any(b => b.Id == i.BookingId && b.BranchId == branch));
        var rows = await documents.OrderBy(i => i.Number).Select(i => new { i.Number, i.Kind, i.Scheme, i.IssuedAt, i.Content, i.Gross, i.VatMinor }).ToListAsync(ct);
        return rows.ConvertAll(r =>
        {
            var sign = r.Kind == InvoiceKind.CreditNote ? -1 : 1;
            return new DocumentRow(
                r.Number, r.Kind, r.Scheme, r.IssuedAt, r.Content.BookingNumber, r.Content.Customer, r.Content.RefersToNumber, r.Content.Why, sign * r.Gross.Minor, sign * r.VatMinor, r.Gross.Currency, r.Content.ZoneId);
        });
    }

    /// <summary>The movements of a range in their order.</summary>
    public async Task<Result<IReadOnlyList<MovementRow>>> MovementsAsync(Actor actor, ReportQuestion question, DateTimeZone zone, CancellationToken ct)
    {
        if (Refusal(actor, question) is { } refusal) return refusal;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await (from e in In(db, question, zone)
                      from b in db.Bookings.Where(b => b.Id == e.BookingId).DefaultIfEmpty()
                      from place in db.Branches.Where(place => place.Id == b!.BranchId).DefaultIfEmpty()
                      orderby e.At, e.Cause, e.Line
                      select new MovementRow(e.At, e.Cause, e.Line, e.Debit, e.Credit, e.Amount, b == null ? null : b.Number, e.PaymentId, place == null ? null : place.ZoneId)).ToListAsync(ct);
    }

    private static Error? Refusal(Actor actor, ReportQuestion question) =>
        !actor.May(Permission.SeeReports) ? ReportErrors.NotAllowed : question.Dates.Days is < 1 or > SalonReports.MostDays ? ReportErrors.TooLong(SalonReports.MostDays) : null;

    private static IQueryable<LedgerEntry> In(SalonDb db, ReportQuestion question, DateTimeZone zone)
    {
        var span = question.Dates.In(zone);
        var moves = db.Ledger.Where(e => e.At >= span.Start && e.At < span.End);
        return question.Branch is { } branch ? moves.Where(e => db.Bookings.Any(b => b.Id == e.BookingId && b.BranchId == branch)) : moves;
    }
}
