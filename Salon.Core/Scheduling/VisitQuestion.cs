namespace Salon.Scheduling;

/// <summary>One service somebody wants.</summary>
/// <param name="Staff">The person she insists on; null for anyone.</param>
public sealed record WantedLine(ServiceId Service, StaffId? Staff = null)
{
    /// <summary>The longest active block the desk may give a service for one visit.</summary>
    public const int MostMinutes = 720;

    /// <summary>Active minutes for this visit alone, 1 to <see cref="MostMinutes"/>; null for the service's. The desk only.</summary>
    public int? Minutes { get; init; }

    /// <summary>Whether the customer asked for the person; null: when one is named, she did.</summary>
    public bool? Asked { get; init; }
}

/// <summary>When would this visit be possible?</summary>
/// <param name="Lines">Services in the order of the visit; 1 to <see cref="VisitRequest.MaxLines"/>.</param>
public sealed record VisitQuestion(OrganizationId Organization, BranchId Branch, IReadOnlyList<WantedLine> Lines)
{
    /// <summary>All services at the same time, each by somebody else, where the salon allows it.</summary>
    public bool Together { get; init; }

    /// <summary>True for customers: only what is offered online, with the salon's lead time and horizon, on its steps. False for the desk.</summary>
    public bool Online { get; init; } = true;

    /// <summary>What an overbooking on purpose disregards; nothing for everybody else.</summary>
    internal Insistence Insist { get; init; }

    /// <summary>Bookings whose time counts as free: the one that is being moved, the asker's own hold.</summary>
    public IReadOnlyCollection<BookingId> Ignore { get; init; } = [];
}

/// <summary>How much somebody who overbooks on purpose disregards. Opening hours always count.</summary>
internal enum Insistence
{
    None,
    /// <summary>People's visits, hours and time off.</summary>
    People,
    /// <summary>Also that rooms and chairs are taken.</summary>
    Everything,
}

/// <summary>When somebody could begin a service at the earliest.</summary>
public sealed record FirstFree(StaffId Staff, Instant Start);

/// <summary>The free times of a range of business dates.</summary>
/// <param name="Zone">The branch's zone, in which the dates and all times are meant.</param>
public sealed record Availability(DateTimeZone Zone, IReadOnlyList<DayTimes> Days);
