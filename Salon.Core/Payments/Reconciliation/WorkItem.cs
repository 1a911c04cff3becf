using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Reconciliation;

/// <summary>What a person has to look at. Stored by number: never renumber.</summary>
public enum WorkKind
{
    /// <summary>The provider took another amount or currency than was asked.</summary>
    AmountDiffers = 0,
    /// <summary>The provider has a payment that we never asked for.</summary>
    UnknownPayment = 1,
    /// <summary>More went back at the provider than we asked for.</summary>
    RefundedOutside = 2,
    /// <summary>The provider does not give money back that should go back.</summary>
    RefundRefused = 3,
    /// <summary>A webhook that was not the provider's, or was of another mode.</summary>
    ForgedWebhook = 4,
    /// <summary>The provider says less than we have written down.</summary>
    Contradiction = 5,
    /// <summary>Our keys are refused.</summary>
    KeyRefused = 6,
    /// <summary>The bank's promise is about to lapse and was not used.</summary>
    AuthorizationAging = 7,
    /// <summary>More came for a visit than it costs.</summary>
    PaidTooMuch = 8,
}

/// <summary>Something about money that does not fit and that a person has to settle. Never silent, never twice.</summary>
public sealed class WorkItem : ITenantRow
{
    private WorkItem() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public WorkKind Kind { get; private init; }
    public string Key { get; private init; } = ""; // the same difference is one item
    public PaymentId? PaymentId { get; private init; }
    public string? ProviderId { get; private init; }
    public long? ExpectedMinor { get; private init; }
    public long? FoundMinor { get; private init; }
    public int Times { get; private set; } = 1;
    public Instant CreatedAt { get; private init; }
    public Instant LastAt { get; private set; }
    public Instant? ClosedAt { get; private set; }
    public UserId? ClosedBy { get; private set; }
    public string? Resolution { get; private set; }

    internal static WorkItem Open(OrganizationId organization, Difference difference, Instant now) => new()
    {
        OrganizationId = organization, Id = RowId.New(), Kind = difference.Kind, Key = difference.Key, PaymentId = difference.Payment, ProviderId = difference.ProviderId,
        ExpectedMinor = difference.Expected, FoundMinor = difference.Found, CreatedAt = now, LastAt = now,
    };

    internal void Again(Instant now) => (Times, LastAt) = (Times + 1, now);

    /// <summary>Its money is on its way back, and not seen to be there yet: nobody settles it in another way meanwhile.</summary>
    public bool IsGoingBack => ClosedAt is null && Resolution is not null;

    internal void Close(UserId? user, string resolution, Instant now) => (ClosedAt, ClosedBy, Resolution) = (now, user, resolution);

    internal void SendBack(UserId? user, string reason) => (ClosedBy, Resolution) = (user, reason);

    /// <summary>It did not go back.</summary>
    internal void Stay(Instant now) => (ClosedBy, Resolution, LastAt) = (null, null, now);
}

/// <summary>Something that does not fit.</summary>
public sealed record Difference(WorkKind Kind, string Key, PaymentId? Payment = null, string? ProviderId = null, long? Expected = null, long? Found = null);
