using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>One booking as its customer, the desk or the API sees it.</summary>
/// <param name="CustomerName">Null while held.</param>
/// <param name="CancelRefusal">Why the reader may not cancel now; null when she may.</param>
/// <param name="MoveRefusal">Why the reader may not move it now; null when she may.</param>
/// <param name="CancelIsFree">Cancelling now costs nothing under the policy agreed on.</param>
public sealed record BookingView(
    BookingId Id, int Number, BookingStatus Status, OrganizationId OrganizationId, string Slug, LocalizedText Salon, BranchView Branch,
    Instant StartsAt, Instant EndsAt, LocalDate BusinessDate, IReadOnlyList<LineView> Lines, Money Price, bool Together, string Note, string Language,
    Instant? HoldExpiresAt, PolicySnapshot Policy, string? CancelReason, ContactId? ContactId, string? CustomerName, string? CustomerPhone,
    IReadOnlyList<EventView> History, Error? CancelRefusal, Error? MoveRefusal, bool CancelIsFree)
{
    public bool CanCancel => CancelRefusal is null;

    public bool CanMove => MoveRefusal is null;

    /// <summary>Kept for somebody, or was until its minutes were over: she may still say yes.</summary>
    public bool IsUnconfirmed => Status is BookingStatus.Held or BookingStatus.Expired;

    /// <summary>The visit as it was asked for: whoever was not asked for by name may be somebody else next time.</summary>
    public IReadOnlyList<WantedLine> Wanted => [.. Lines.Select(line => new WantedLine(line.ServiceId, line.StaffWanted ? line.StaffId : null) { Minutes = line.OwnMinutes })];

    /// <summary>The same visit when it does not matter who serves.</summary>
    public IReadOnlyList<WantedLine> WithAnyone => [.. Wanted.Select(line => line with { Staff = null })];

    /// <summary>Agreed and still ahead: worth a place in a calendar.</summary>
    public bool IsComing => Status is BookingStatus.Pending or BookingStatus.Confirmed;
}

/// <param name="Phone">Its own number, or else the salon's.</param>
public sealed record BranchView(BranchId Id, LocalizedText Name, LocalizedText Address, string ZoneId, string? Phone, double? Latitude, double? Longitude)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];
}

/// <param name="StaffWanted">She asked for this person by name.</param>
public sealed record LineView(ServiceId ServiceId, LocalizedText Service, StaffId StaffId, LocalizedText Staff, bool StaffWanted, Instant StartsAt, Instant EndsAt, Money Price)
{
    /// <summary>Another one after every move.</summary>
    public RowId Id { get; init; }

    /// <summary>Active minutes agreed for this visit alone; null for the service's.</summary>
    public int? OwnMinutes { get; init; }
}

/// <param name="By">The role of whoever did it.</param>
/// <param name="Name">The user's name, for staff readers only.</param>
public sealed record EventView(Instant At, BookingStatus? From, BookingStatus To, Role By, string? Name, Instant? OldStart, Instant? NewStart, string? Reason)
{
    /// <summary>What became of its services and people.</summary>
    public IReadOnlyList<LineChange> Lines { get; init; } = [];
}

/// <summary>A booking in a list of one's own.</summary>
public sealed record BookingCard(
    BookingId Id, int Number, BookingStatus Status, string Slug, LocalizedText Salon, string? Cover, LocalizedText Branch, string ZoneId,
    Instant StartsAt, Instant EndsAt, LocalDate BusinessDate, Money Price, IReadOnlyList<LocalizedText> Services)
{
    /// <summary>Agreed and not over yet.</summary>
    public bool IsComing(Instant now) =>
        EndsAt > now && Status is (BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.Arrived or BookingStatus.InService);

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];

    /// <summary>Until when its deposit must come; null when none is awaited.</summary>
    public Instant? PayUntil { get; init; }
}

/// <summary>What a manage link opens.</summary>
/// <param name="Actor">May see, move and cancel this one booking and nothing else.</param>
public sealed record ManageLink(OrganizationId Organization, BookingId Booking, Actor Actor);

/// <summary>One business day of a branch, for the people who work it.</summary>
/// <param name="Today">The branch's business date now.</param>
public sealed record DayView(BranchId Branch, LocalizedText BranchName, string ZoneId, LocalDate Date, LocalDate Today, IReadOnlyList<DayRow> Rows)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];
}

/// <summary>One visit of the day with what may be done to it now.</summary>
/// <param name="Phone">E.164; null when the reader may not see contacts.</param>
public sealed record DayRow(
    BookingId Id, int Number, BookingStatus Status, Instant StartsAt, Instant EndsAt, string? Customer, string? Phone, string Note, Money Price,
    BookingChannel Channel, IReadOnlyList<LineView> Lines, int Version, bool CanArrive, bool CanStart, bool CanComplete, bool CanMarkNoShow, bool CanCancel, bool CanMove)
{
    /// <summary>Why it stands where another visit does; null when it does not.</summary>
    public string? OverbookReason { get; init; }

    /// <summary>It waits for a deposit, and the reader may let that go.</summary>
    public bool CanWaive { get; init; }

    /// <summary>She is here, or was, and has not paid everything: the reader may take her money.</summary>
    public bool CanPay { get; init; }
}
