using Salon.Data;

namespace Salon.Payments.Till;

/// <summary>What a line of a bill is. Stored by number: never renumber.</summary>
public enum BillLineKind
{
    /// <summary>Booked with the visit; stands on the booking, never in this table.</summary>
    Booked = 0,
    /// <summary>Done on top of what was booked.</summary>
    Service = 1,
    /// <summary>Sold over the counter.</summary>
    Retail = 2,
    /// <summary>Taken off, with a reason.</summary>
    Discount = 3,
}

/// <summary>Something the desk put on the bill of a visit. Rows are only added; what was a mistake is taken off by a <see cref="BillLineVoid"/>.</summary>
public sealed class BillLine : ITenantRow
{
    private BillLine() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; } // minted by the page: the same click arriving twice is one line
    public BookingId BookingId { get; private init; }
    public BillLineKind Kind { get; private init; }
    public LocalizedText Name { get; private init; } // as it was then; the menu may change later
    public int Quantity { get; private init; } = 1;
    public long GrossMinor { get; private init; } // of all pieces, VAT included; below 0 for a discount
    public int VatBasisPoints { get; private init; } // of a discount 0: it takes from every line its part
    public int? Percent { get; private init; } // how a discount was given; null when as an amount
    public string? Reason { get; private init; } // of a discount
    public ServiceId? ServiceId { get; private init; }
    public StaffId? StaffId { get; private init; } // who did or sold it
    public UserId? UserId { get; private init; } // who put it there
    public Instant At { get; private init; }

    internal static BillLine Of(Actor actor, RowId id, BookingId booking, BillLineKind kind, LocalizedText name, int quantity, long gross, int vat, ServiceId? service, StaffId? staff, Instant now) => new()
    {
        OrganizationId = actor.Organization, Id = id, BookingId = booking, Kind = kind, Name = name, Quantity = quantity, GrossMinor = gross, VatBasisPoints = vat,
        ServiceId = service, StaffId = staff, UserId = actor.User, At = now,
    };

    internal static BillLine Discount(Actor actor, RowId id, BookingId booking, LocalizedText name, long minor, int? percent, string reason, Instant now) => new()
    {
        OrganizationId = actor.Organization, Id = id, BookingId = booking, Kind = BillLineKind.Discount, Name = name, GrossMinor = -minor, Percent = percent, Reason = reason,
        UserId = actor.User, At = now,
    };
}

/// <summary>A line of a bill that does not count any more, with its reason.</summary>
public sealed class BillLineVoid : ITenantRow
{
    private BillLineVoid() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId LineId { get; private init; }
    public BookingId BookingId { get; private init; }
    public string Reason { get; private init; } = "";
    public UserId? UserId { get; private init; }
    public Instant At { get; private init; }

    internal static BillLineVoid Of(Actor actor, BillLine line, string reason, Instant now) => new()
    {
        OrganizationId = actor.Organization, LineId = line.Id, BookingId = line.BookingId, Reason = reason, UserId = actor.User, At = now,
    };
}
