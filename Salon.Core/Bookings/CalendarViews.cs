using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Which part of a branch's calendar somebody looks at.</summary>
/// <param name="First">The first business date; null for the one under way.</param>
/// <param name="Days">1 to <see cref="MostDays"/>.</param>
/// <param name="Staff">Only this person; null for everybody the reader may see.</param>
public sealed record CalendarQuestion(BranchId Branch, LocalDate? First, int Days, StaffId? Staff = null)
{
    public const int MostDays = 7;
}

/// <summary>Some business days of a branch: people, rooms, visits and everything else that takes time.</summary>
/// <param name="Now">When it was read.</param>
/// <param name="Today">The branch's business date at that moment.</param>
/// <param name="Step">Minutes between offered starts; what is dragged falls on multiples of it.</param>
/// <param name="People">Who works or has something to do on these days, in the salon's order.</param>
/// <param name="MayChange">The reader may book, move and cancel for customers.</param>
/// <param name="MayOverbook">The reader may put a visit where another one already is, with a reason.</param>
public sealed record CalendarView(
    BranchId Branch, LocalizedText BranchName, string ZoneId, Instant Now, LocalDate Today, int Step,
    IReadOnlyList<CalendarDay> Days, IReadOnlyList<CalendarPerson> People, IReadOnlyList<CalendarResource> Resources,
    IReadOnlyList<CalendarVisit> Visits, IReadOnlyList<CalendarBlock> Blocks, IReadOnlyList<CalendarEditor> Editors, bool MayChange, bool MayOverbook)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];

    public LocalDate First => Days[0].Date;

    /// <summary>Today is one of its days.</summary>
    public bool ShowsToday => Days.Any(d => d.Date == Today);

    /// <summary>Customers who came in without a booking and are waiting, the one who was promised the earliest time first.</summary>
    public IReadOnlyList<CalendarVisit> Queue =>
        [.. Visits.Where(v => v.Date == Today && v.Row is { Channel: BookingChannel.WalkIn, Status: BookingStatus.Arrived }).OrderBy(v => v.Row.StartsAt)];
}

/// <param name="Open">When the branch is open; empty when it is closed. May reach past midnight.</param>
public sealed record CalendarDay(LocalDate Date, IReadOnlyList<Span> Open);

/// <param name="Days">One for each day of the view, in order.</param>
public sealed record CalendarPerson(StaffId Id, LocalizedText Name, LocalizedText Title, string? Picture, IReadOnlyList<PersonDay> Days);

/// <summary>One person's business day at the branch.</summary>
/// <param name="Works">Her hours without breaks; what she does not work is not listed.</param>
/// <param name="Away">Time off that touches the day.</param>
public sealed record PersonDay(LocalDate Date, IReadOnlyList<Span> Works, IReadOnlyList<Span> Breaks, IReadOnlyList<Absence> Away);

/// <param name="Reason">Empty for readers who may not see it.</param>
public sealed record Absence(RowId Id, Span Time, string Reason);

public sealed record CalendarResource(ResourceId Id, LocalizedText Name, int Capacity);

/// <summary>A visit with where its parts lie.</summary>
/// <param name="Date">The business date it belongs to.</param>
/// <param name="Units">The rooms, chairs and devices it takes.</param>
public sealed record CalendarVisit(DayRow Row, LocalDate Date, IReadOnlyList<LinePlace> Lines, IReadOnlyList<UnitPlace> Units);

/// <summary>Where one service of a visit lies.</summary>
/// <param name="Visible">While the customer is there for it.</param>
/// <param name="Taken">What it takes of the person, from preparing to clearing up.</param>
/// <param name="Idle">The part in which the person is free: colour develops, a mask works. Bookable.</param>
/// <param name="CanResize">The service has one block of work, whose length the desk may change for this visit.</param>
public sealed record LinePlace(LineView Line, Span Visible, Span Taken, IReadOnlyList<Span> Idle, bool CanResize)
{
    /// <summary>The service has several parts, each with its length: it cannot be made longer or shorter for one visit.</summary>
    public bool HasFixedParts { get; init; }
}

/// <param name="Unit">1 to the resource's capacity.</param>
public sealed record UnitPlace(ResourceId Resource, int Unit, Span Time);

/// <param name="CanRemove">Whether the reader may take it away or move it.</param>
public sealed record CalendarBlock(RowId Id, StaffId Staff, LocalDate Date, Span Time, BlockKind Kind, string Reason, bool CanRemove);

/// <summary>Somebody else has the form of this booking open.</summary>
public sealed record CalendarEditor(BookingId Booking, UserId User, string Name);
