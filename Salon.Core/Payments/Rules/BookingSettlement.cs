using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Rules;

/// <summary>What became of the money of a visit that did not happen, decided once.</summary>
public sealed class BookingSettlement : ITenantRow
{
    private BookingSettlement() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public BookingId BookingId { get; private init; }
    public ContactId? ContactId { get; private init; } // whose visit it was then; whose it is now, her visit says: she may have been merged since
    public CancelCause Cause { get; private init; }
    public SettleReason Reason { get; private init; }
    public long PaidMinor { get; private init; }
    public long KeptMinor { get; private init; }
    public long RefundMinor { get; private init; }
    public Instant At { get; private init; }

    public static BookingSettlement Of(OrganizationId organization, BookingId booking, ContactId? contact, CancelCause cause, long paid, Settlement settled, Instant at) => new()
    {
        OrganizationId = organization, BookingId = booking, ContactId = contact, Cause = cause, Reason = settled.Reason,
        PaidMinor = paid, KeptMinor = settled.Kept, RefundMinor = settled.Refund, At = at,
    };
}
