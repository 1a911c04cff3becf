using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;
using Salon.Payments.Till;

namespace Salon.Payments.Books;

/// <summary>Accounts of an organization. Stored by number: never renumber.</summary>
public enum Account
{
    /// <summary>What customers owe for visits that took place.</summary>
    Customer = 1,
    /// <summary>What customers paid for visits to come: owed to them until then.</summary>
    Deposits = 2,
    Revenue = 3,
    Vat = 4,
    Tips = 5,
    /// <summary>What the provider keeps.</summary>
    Fees = 6,
    /// <summary>Given back of what was earned.</summary>
    Refunds = 7,
    /// <summary>At the provider, on its way to the salon's bank.</summary>
    Clearing = 8,
    /// <summary>In the drawer.</summary>
    Cash = 9,
    /// <summary>Taken by the card terminal.</summary>
    Terminal = 10,
    /// <summary>Drawers that held more or less than they should.</summary>
    Difference = 11,
    /// <summary>The salon's own money outside its drawers.</summary>
    Bank = 12,
    /// <summary>Spent out of the drawer.</summary>
    Expenses = 13,
    /// <summary>Came through the provider for no visit: somebody else's, until it goes back.</summary>
    Unassigned = 14,
}

/// <summary>
/// One movement of money from an account to another. Rows are only added: both databases refuse to change or delete them. A movement has
/// one amount and both of its sides, so the sum over all accounts is zero by its shape: no row can be written that breaks it.
/// </summary>
public sealed class LedgerEntry : ITenantRow
{
    private LedgerEntry() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public string Cause { get; private init; } = ""; // "paid:{attempt}": with the line, unique, so that nothing is booked twice
    public int Line { get; private init; }
    public Account Debit { get; private init; } // gets
    public Account Credit { get; private init; } // gives
    public Money Amount { get; private init; } // above 0
    public BookingId? BookingId { get; private init; }
    public PaymentId? PaymentId { get; private init; }
    public Instant At { get; private init; }

    internal static LedgerEntry Move(Posting posting, int line, Account debit, Account credit, Money amount) => new()
    {
        OrganizationId = posting.Organization, Cause = posting.Cause, Line = line, Debit = debit, Credit = credit, Amount = amount,
        BookingId = posting.Booking, PaymentId = posting.Payment, At = posting.At,
    };
}

/// <summary>Movements that belong together: all are written, or none.</summary>
/// <param name="Cause">What brought them about; the same cause is written once.</param>
internal sealed record Posting(OrganizationId Organization, string Cause, BookingId? Booking, PaymentId? Payment, Instant At);

/// <summary>Writes movements. The only place that knows which accounts an event touches.</summary>
internal static class Ledger
{
    /// <summary>Money for a visit to come arrived at the provider.</summary>
    public static void Paid(SalonDb db, Payment payment, AttemptId attempt, long minor, Instant now)
    {
        var from = payment.Method switch { PaymentMethod.Cash => Account.Cash, PaymentMethod.Terminal => Account.Terminal, _ => Account.Clearing };
        var posting = new Posting(payment.OrganizationId, $"paid:{attempt.Value:N}", payment.BookingId, payment.Id, now);
        Write(db, posting, payment.Amount.Currency, [(from, Account.Deposits, minor - payment.TipMinor), (from, Account.Tips, payment.TipMinor)]);
    }

    /// <summary>The provider kept its fee.</summary>
    public static void Fee(SalonDb db, Payment payment, AttemptId attempt, long minor, Instant now) =>
        Write(db, new(payment.OrganizationId, $"fee:{attempt.Value:N}", payment.BookingId, payment.Id, now), payment.Amount.Currency, [(Account.Fees, Account.Clearing, minor)]);

    /// <summary>What is still held for a visit: paid for it, and neither earned nor given back, nor owed as VAT.</summary>
    public static Task<long> HeldAsync(SalonDb db, BookingId booking, CancellationToken ct) => BalanceAsync(db, booking, Account.Deposits, ct);

    /// <summary>
    /// A document charges VAT or, as a credit note, takes it back. Charged, it comes out of what is held for the visit, then of what the visit
    /// earned; taken back, it returns to where the refund came from.
    /// </summary>
    public static async Task TaxedAsync(SalonDb db, TaxInvoice document, CancellationToken ct)
    {
        var posting = new Posting(document.OrganizationId, $"vat:{document.Key}", document.BookingId, document.PaymentId, document.IssuedAt);
        var (vat, booking) = (document.VatMinor, document.BookingId);
        if (document.Kind == InvoiceKind.CreditNote)
        {
            var returned = Math.Clamp(-await BalanceAsync(db, booking, Account.Refunds, ct), 0, vat);
            Write(db, posting, document.Gross.Currency, [(Account.Vat, Account.Refunds, returned), (Account.Vat, Account.Deposits, vat - returned)]);
            return;
        }

        var held = Math.Clamp(await HeldAsync(db, booking, ct), 0, vat);
        var earned = Math.Clamp(await BalanceAsync(db, booking, Account.Revenue, ct), 0, vat - held);
        Write(db, posting, document.Gross.Currency, [(Account.Deposits, Account.Vat, held), (Account.Revenue, Account.Vat, earned), (Account.Refunds, Account.Vat, vat - held - earned)]);
    }

    // Credit less debit, with what this commit is about to write.
    private static async Task<long> BalanceAsync(SalonDb db, BookingId booking, Account account, CancellationToken ct)
    {
        var moves = await db.Ledger.Where(e => e.BookingId == booking && (e.Debit == account || e.Credit == account)).AsNoTracking().ToListAsync(ct);
        moves.AddRange(db.ChangeTracker.Entries<LedgerEntry>().Where(e => e.State == EntityState.Added).Select(e => e.Entity)
            .Where(e => e.BookingId == booking && (e.Debit == account || e.Credit == account)));
        return moves.Sum(e => e.Credit == account ? e.Amount.Minor : -e.Amount.Minor);
    }

    /// <summary>Money went back: first what was still held for the visit, then what was earned by it.</summary>
    public static void Refunded(SalonDb db, Payment payment, Refund refund, long held, Instant now) =>
        Back(db, payment, $"refund:{refund.Id.Value:N}", refund.Minor, held, now);

    /// <summary>The payment was undone before it was settled.</summary>
    public static void Voided(SalonDb db, Payment payment, AttemptId attempt, long minor, long held, Instant now) =>
        Back(db, payment, $"void:{attempt.Value:N}", minor, held, now);

    // Asked before the payment's own amount goes down: what goes back is of the visit first, and of the tip last.
    private static void Back(SalonDb db, Payment payment, string cause, long minor, long held, Instant now)
    {
        var to = payment.Method switch { PaymentMethod.Cash => Account.Cash, PaymentMethod.Terminal => Account.Terminal, _ => Account.Clearing };
        var tip = payment.TipOf(minor);
        var unearned = Math.Clamp(held, 0, minor - tip);
        Write(db, new(payment.OrganizationId, cause, payment.BookingId, payment.Id, now), payment.Amount.Currency,
            [(Account.Deposits, to, unearned), (Account.Refunds, to, minor - tip - unearned), (Account.Tips, to, tip)]);
    }

    /// <summary>A payment of the provider that is for no visit was settled: what came and what went back, so that payouts and fees are whole.</summary>
    public static void Unasked(SalonDb db, ProviderPayment theirs, Instant now)
    {
        if (!theirs.HasMoney) return; // undone before anything moved
        Write(db, new(db.Organization, UnaskedBy(theirs.Id), null, null, now), theirs.Amount.Currency,
            [(Account.Clearing, Account.Unassigned, theirs.TakenMinor), (Account.Unassigned, Account.Clearing, theirs.RefundedMinor), (Account.Fees, Account.Clearing, theirs.FeeMinor)]);
    }

    internal static string UnaskedBy(string providerId) => $"unasked:{providerId}";

    /// <summary>A drawer was counted: what was more or less than it should have been.</summary>
    public static void Counted(SalonDb db, DayClose close, Instant now) => Difference(db, close, "close", close.DifferenceMinor, now);

    /// <summary>The count does not count any more: its difference is taken back.</summary>
    public static void Uncounted(SalonDb db, DayClose close, Instant now) => Difference(db, close, "reopen", -close.DifferenceMinor, now);

    // Above zero when there was more.
    private static void Difference(SalonDb db, DayClose close, string cause, long minor, Instant now) =>
        Write(db, new(close.OrganizationId, $"{cause}:{close.Id.Value:N}", null, null, now), close.Currency,
            [minor > 0 ? (Account.Cash, Account.Difference, minor) : (Account.Difference, Account.Cash, -minor)]);

    /// <summary>Cash was put into a drawer or taken out of it without a visit.</summary>
    public static void Drawer(SalonDb db, DrawerMove move)
    {
        var (debit, credit) = move.Reason switch
        {
            DrawerReason.PutIn => (Account.Cash, Account.Bank),
            DrawerReason.ToBank => (Account.Bank, Account.Cash),
            _ => (Account.Expenses, Account.Cash),
        };
        Write(db, new(move.OrganizationId, $"drawer:{move.Id.Value:N}", null, null, move.At), move.Amount.Currency, [(debit, credit, move.Amount.Minor)]);
    }

    /// <summary>What was paid in advance is earned: the visit took place, or the policy keeps it.</summary>
    /// <param name="net">Without VAT.</param>
    /// <param name="vat">Charged now; 0 when a document charged it or will.</param>
    public static void Earned(SalonDb db, OrganizationId organization, BookingId booking, Money net, long vat, string cause, Instant now) =>
        Write(db, new(organization, cause, booking, null, now), net.Currency, [(Account.Deposits, Account.Revenue, net.Minor), (Account.Deposits, Account.Vat, vat)]);

    private static void Write(SalonDb db, Posting posting, string currency, IEnumerable<(Account Debit, Account Credit, long Minor)> moves)
    {
        foreach (var (line, move) in moves.Where(m => m.Minor != 0).Index())
            db.Ledger.Add(LedgerEntry.Move(posting, line, move.Debit, move.Credit, new Money(move.Minor, currency)));
    }
}
