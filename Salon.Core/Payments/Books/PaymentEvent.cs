using Salon.Data;

namespace Salon.Payments.Books;

/// <summary>Who or what brought news of a payment. Stored by number: never renumber.</summary>
public enum NewsFrom
{
    /// <summary>A person: the customer who pays, or staff.</summary>
    Person = 0,
    /// <summary>The customer came back from the provider's page.</summary>
    Return = 1,
    Webhook = 2,
    Reconciliation = 3,
    /// <summary>A rule of the salon.</summary>
    Policy = 4,
}

/// <summary>What brought a change about.</summary>
/// <param name="Reference">The webhook's event id, the run of the reconciliation, the provider's id or code: for whoever looks into it.</param>
public sealed record Cause(NewsFrom From, string? Reference = null, UserId? User = null)
{
    /// <summary>What it was done for, of something that a person or a rule asked for.</summary>
    public Why Why { get; init; }

    public static Cause By(Actor actor, string? reference = null) => new(actor.Role == Role.System ? NewsFrom.Policy : NewsFrom.Person, reference, actor.User);
}

/// <summary>What happened to a payment. Stored by number: never renumber.</summary>
public enum PaymentNews
{
    Asked = 0,
    PageOpened = 1,
    Declined = 2,
    Authorized = 3,
    Paid = 4,
    Lapsed = 5,
    RefundWanted = 6,
    Refunded = 7,
    RefundRefused = 8,
    Voided = 9,
    /// <summary>The money came when the time was gone; it goes back.</summary>
    CameTooLate = 10,
    Confirmed = 11,
    /// <summary>A person said that a payment nobody had asked for is this visit's.</summary>
    Linked = 12,
    /// <summary>Nobody should pay on it any more.</summary>
    PageClosed = 13,
}

/// <summary>One thing that happened to a payment, with its cause. Rows are added, never changed.</summary>
public sealed class PaymentEvent : ITenantRow
{
    private PaymentEvent() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public PaymentId PaymentId { get; private init; }
    public Instant At { get; private init; }
    public PaymentNews News { get; private init; }
    public NewsFrom From { get; private init; }
    public string? Reference { get; private init; }
    public UserId? UserId { get; private init; }
    public long? Minor { get; private init; }
    public PaymentReason? Because { get; private init; } // what the program decided
    public string? Words { get; private init; } // the provider's, or a person's reason

    internal static PaymentEvent Of(Payment payment, PaymentNews news, Cause cause, Instant now, long? minor = null, Why why = default) => new()
    {
        OrganizationId = payment.OrganizationId, Id = RowId.New(), PaymentId = payment.Id, At = now, News = news, From = cause.From,
        Reference = cause.Reference, UserId = cause.User, Minor = minor, Because = why.Because, Words = why.Words,
    };
}
