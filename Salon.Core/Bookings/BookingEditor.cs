using Salon.Data;

namespace Salon.Bookings;

/// <summary>Somebody has the form of a booking open. Kept in the database for a short while, so that colleagues on every node see it.</summary>
public sealed class BookingEditor : ITenantRow
{
    private BookingEditor() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; } // one for each open form
    public BookingId BookingId { get; private init; }
    public UserId UserId { get; private init; }
    public Instant Until { get; private set; } // forgotten after this unless renewed

    internal static BookingEditor Open(OrganizationId organization, RowId id, BookingId booking, UserId user, Instant until) =>
        new() { OrganizationId = organization, Id = id, BookingId = booking, UserId = user, Until = until };

    internal void Renew(Instant until) => Until = until;
}
