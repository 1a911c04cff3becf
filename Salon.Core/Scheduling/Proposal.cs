namespace Salon.Scheduling;

public enum DayState
{
    /// <summary>At least one time is free.</summary>
    Open,

    /// <summary>The branch is shut, nobody who is asked for works, or the date cannot be booked (any more, or yet).</summary>
    Closed,

    /// <summary>There are working hours, but no time is left in them.</summary>
    Full,
}

/// <summary>Why a day has no free time. Each has another way on: another branch, another person, another day.</summary>
public enum NoTimes
{
    /// <summary>The branch does not open on this date.</summary>
    BranchClosed,

    /// <summary>Nobody at this branch does one of the services.</summary>
    NotOffered,

    /// <summary>The branch is open, but nobody who does it works on this date.</summary>
    NobodyWorks,

    /// <summary>A person who is asked for by name does not work on this date.</summary>
    PersonOff,

    /// <summary>The date lies beyond what the salon lets customers book.</summary>
    BeyondHorizon,

    /// <summary>What is left of the date is over, or too short, or too soon to book.</summary>
    TooLate,

    /// <summary>There are hours, and all of them are taken.</summary>
    FullyBooked,
}

/// <summary>A time that can be booked.</summary>
/// <param name="Start">What the customer is told.</param>
/// <param name="End">When she leaves.</param>
/// <param name="Staff">One service: everyone who could do it, the best choice first. Several: who would do each, in the order of the lines.</param>
public sealed record Slot(Instant Start, Instant End, IReadOnlyList<StaffId> Staff);

/// <summary>The free times of one business date, in order.</summary>
public sealed record DayTimes(LocalDate Date, DayState State, IReadOnlyList<Slot> Slots)
{
    /// <summary>Null on a day that has a time.</summary>
    public NoTimes? Reason { get; init; }
}

/// <summary>Whose time a claim takes: a person, or one unit of a resource.</summary>
/// <param name="Id">The value of a <see cref="StaffId"/> or a <see cref="ResourceId"/>.</param>
/// <param name="Unit">0 for a person; 1 to the parallel capacity for a resource.</param>
public readonly record struct ClaimSubject(Guid Id, int Unit)
{
    public bool IsPerson => Unit == 0;

    public static ClaimSubject Of(StaffId staff) => new(staff.Value, 0);

    public static ClaimSubject Of(ResourceId resource, int unit) => new(resource.Value, unit);
}

/// <summary>Time to be taken of one subject.</summary>
public readonly record struct ProposedClaim(ClaimSubject Subject, Span Time);

/// <summary>One service of a proposed visit: who does it, when the customer is in the chair, and everything it takes.</summary>
public sealed record ProposedLine(ServiceId Service, StaffId Staff, Instant Start, Instant End, IReadOnlyList<ProposedClaim> Claims);

/// <summary>A visit that fits: what a booking has to write down.</summary>
/// <param name="Date">The business date it belongs to.</param>
public sealed record Proposal(LocalDate Date, Instant Start, Instant End, IReadOnlyList<ProposedLine> Lines);
