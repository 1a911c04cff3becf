using Salon.Data;

namespace Salon.Payments.Books;

/// <summary>States of money on its way back. Stored by number: never renumber.</summary>
public enum RefundStatus
{
    Wanted = 0,
    /// <summary>The provider is being asked, or did not answer: only looking at the payment tells. One at a time for each payment.</summary>
    Asking = 1,
    Done = 2,
    /// <summary>The provider does not do it: a person has to look.</summary>
    Refused = 3,
}

/// <summary>Money on its way back to whoever paid.</summary>
public sealed class Refund : ITenantRow
{
    private Refund() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RefundId Id { get; private init; }
    public PaymentId PaymentId { get; private init; }
    public string Key { get; private init; } = ""; // the same request has the same: it goes back once, however often it is asked
    public long Minor { get; private init; }
    public PaymentReason? Because { get; private init; } // what the program decided; null when a person wanted it
    public string Reason { get; private init; } = ""; // the person's words
    public UserId? UserId { get; private init; } // who wanted it; null for the program
    public RefundStatus Status { get; private set; }
    public long? BeforeMinor { get; private set; } // what the provider had given back when it was asked: tells afterwards whether it did
    public Instant? AskedAt { get; private set; }
    public string? Trouble { get; private set; } // a code of Errors.resx
    public Instant CreatedAt { get; private init; }
    public Instant? DoneAt { get; private set; }
    public int Version { get; private set; }

    public static Refund Want(OrganizationId organization, PaymentId payment, string key, long minor, Why why, UserId? user, Instant now) => new()
    {
        OrganizationId = organization, Id = RefundId.New(), PaymentId = payment, Key = key, Minor = minor,
        Because = why.Because, Reason = why.Words ?? "", UserId = user,
        CreatedAt = now,
    };

    public Why Why => Because is { } rule ? Why.Of(rule) : Why.Said(Reason);

    internal bool Become(RefundStatus next)
    {
        if (!PaymentStates.Allows(Status, next)) return false;
        Status = next;
        Version++;
        return true;
    }

    internal void Ask(long before, Instant now) => (BeforeMinor, AskedAt, Trouble) = (before, now, null);

    internal void Finish(Instant now) => (DoneAt, Trouble) = (now, null);

    internal void Fail(string trouble) => Trouble = trouble;
}
