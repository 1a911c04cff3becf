using Salon.Data;
using Salon.Payments.Online;

namespace Salon.Payments.Books;

/// <summary>What a payment is for. Stored by number: never renumber.</summary>
public enum PaymentPurpose
{
    /// <summary>Asked for before the visit stands.</summary>
    Deposit = 0,
    /// <summary>The rest, or all of it.</summary>
    Visit = 1,
}

/// <summary>States of a payment. Stored by number: never renumber. Money that went back is a matter of amounts, not of states.</summary>
public enum PaymentStatus
{
    /// <summary>Nothing has come yet.</summary>
    Open = 0,
    /// <summary>The bank keeps the amount for us; nothing has moved.</summary>
    Authorized = 1,
    Paid = 2,
    /// <summary>Nobody paid in time. Money that comes later all the same is still counted.</summary>
    Lapsed = 3,
    /// <summary>Taken back before it was settled.</summary>
    Voided = 4,
}

/// <summary>What somebody is asked to pay for one visit, and what came of it.</summary>
public sealed class Payment : ITenantRow
{
    private Payment() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public PaymentId Id { get; private init; }
    public BookingId BookingId { get; private init; }
    public PaymentPurpose Purpose { get; private init; }
    public PaymentMethod Method { get; private init; }
    public Money Amount { get; private init; }
    public PaymentStatus Status { get; private set; }
    public long CapturedMinor { get; private set; }
    public long RefundedMinor { get; private set; } // has gone back for certain
    public long FeeMinor { get; private set; } // the provider's, where it says
    public long TipMinor { get; private init; } // part of the amount that belongs to people
    public Instant CreatedAt { get; private init; }
    public Instant? PaidAt { get; private set; }
    public int Version { get; private set; } // optimistic concurrency: of two who heard the same news, one writes it down

    /// <summary>What may still go back, in minor units.</summary>
    public long RefundableMinor => Status == PaymentStatus.Paid ? CapturedMinor - RefundedMinor : 0;

    /// <summary>Of a payment's amounts, what pays for the visit, in minor units. What went back was of the visit first, and of the tip last.</summary>
    public static long ForVisit(long captured, long refunded, long tip) => Math.Max(0, captured - refunded - tip);

    /// <summary>The part of the next so many minor units to go back that is of the tip.</summary>
    internal long TipOf(long minor)
    {
        var visit = CapturedMinor - TipMinor;
        return Math.Max(0, RefundedMinor + minor - visit) - Math.Max(0, RefundedMinor - visit);
    }

    public static Payment Ask(OrganizationId organization, PaymentId id, BookingId booking, PaymentPurpose purpose, PaymentMethod method, Money amount, Instant now, long tip = 0) => new()
    {
        OrganizationId = organization, Id = id, BookingId = booking, Purpose = purpose, Method = method, Amount = amount, CreatedAt = now, TipMinor = tip,
    };

    /// <summary>Goes on to another state.</summary>
    /// <returns>False when that is not a way forward: nothing changes.</returns>
    internal bool Become(PaymentStatus next)
    {
        if (!PaymentStates.Allows(Status, next)) return false;
        Status = next;
        Version++;
        return true;
    }

    internal void Capture(long minor, long fee, Instant now)
    {
        (CapturedMinor, FeeMinor, PaidAt) = (checked(CapturedMinor + minor), fee, PaidAt ?? now);
        Version++;
    }

    /// <summary>Something that counts on its amounts is about to be written.</summary>
    internal void Touch() => Version++;

    /// <exception cref="InvalidOperationException">More than was captured: a bug of whoever asks.</exception>
    internal void GiveBack(long minor)
    {
        if (minor <= 0 || RefundedMinor + minor > CapturedMinor) throw new InvalidOperationException($"{minor} cannot go back of {CapturedMinor} with {RefundedMinor} gone.");
        RefundedMinor += minor;
        Version++;
    }
}

/// <summary>How money changes hands. Stored by number: never renumber.</summary>
public enum PaymentMethod
{
    /// <summary>Through the provider: card, mada, Apple Pay, STC Pay.</summary>
    Online = 0,
    /// <summary>Notes and coins at the desk.</summary>
    Cash = 1,
    /// <summary>The card terminal at the desk.</summary>
    Terminal = 2,
}

/// <summary>The one table of the ways a payment and its tries can go. What is not in it does not happen: nothing goes backwards.</summary>
public static class PaymentStates
{
    private static readonly HashSet<(PaymentStatus, PaymentStatus)> Payments =
    [
        (PaymentStatus.Open, PaymentStatus.Authorized), (PaymentStatus.Open, PaymentStatus.Paid), (PaymentStatus.Open, PaymentStatus.Lapsed),
        (PaymentStatus.Authorized, PaymentStatus.Paid), (PaymentStatus.Authorized, PaymentStatus.Voided),
        (PaymentStatus.Lapsed, PaymentStatus.Authorized), (PaymentStatus.Lapsed, PaymentStatus.Paid), // money may come late
        (PaymentStatus.Paid, PaymentStatus.Voided),
    ];

    private static readonly HashSet<(AttemptStatus, AttemptStatus)> Attempts =
    [
        (AttemptStatus.Asking, AttemptStatus.Open), (AttemptStatus.Asking, AttemptStatus.Authorized), (AttemptStatus.Asking, AttemptStatus.Paid),
        (AttemptStatus.Asking, AttemptStatus.Failed), (AttemptStatus.Asking, AttemptStatus.Lapsed),
        (AttemptStatus.Open, AttemptStatus.Authorized), (AttemptStatus.Open, AttemptStatus.Paid), (AttemptStatus.Open, AttemptStatus.Failed), (AttemptStatus.Open, AttemptStatus.Lapsed),
        (AttemptStatus.Lapsed, AttemptStatus.Authorized), (AttemptStatus.Lapsed, AttemptStatus.Paid),
        (AttemptStatus.Authorized, AttemptStatus.Paid), (AttemptStatus.Authorized, AttemptStatus.Voided), (AttemptStatus.Paid, AttemptStatus.Voided),
    ];

    private static readonly HashSet<(RefundStatus, RefundStatus)> Refunds =
    [
        (RefundStatus.Wanted, RefundStatus.Asking), (RefundStatus.Wanted, RefundStatus.Done), (RefundStatus.Wanted, RefundStatus.Refused),
        (RefundStatus.Asking, RefundStatus.Done), (RefundStatus.Asking, RefundStatus.Refused), (RefundStatus.Asking, RefundStatus.Wanted),
        (RefundStatus.Refused, RefundStatus.Wanted), // a person wants it tried again
    ];

    public static bool Allows(PaymentStatus from, PaymentStatus to) => Payments.Contains((from, to));

    public static bool Allows(AttemptStatus from, AttemptStatus to) => Attempts.Contains((from, to));

    public static bool Allows(RefundStatus from, RefundStatus to) => Refunds.Contains((from, to));
}
