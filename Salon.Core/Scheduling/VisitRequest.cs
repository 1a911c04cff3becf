namespace Salon.Scheduling;

/// <summary>Somebody who can do a service, and how long it takes with her.</summary>
public sealed record Candidate(StaffId Staff, ServiceShape Shape);

/// <summary>One service of a visit.</summary>
/// <param name="Wanted">The person the customer insists on; null for anyone.</param>
/// <param name="Candidates">Everyone who can do it; each person once.</param>
public sealed record LineRequest(ServiceId Service, StaffId? Wanted, IReadOnlyList<Candidate> Candidates);

/// <summary>What a customer wants to have done in one visit.</summary>
/// <param name="Lines">At least one; in this order, one after the other.</param>
/// <param name="Together">All lines at the same time instead, each by somebody else.</param>
public sealed record VisitRequest(IReadOnlyList<LineRequest> Lines, bool Together = false)
{
    /// <summary>More lines than this are refused: it keeps the search for people small.</summary>
    public const int MaxLines = 8;
}

/// <summary>Which times a branch offers.</summary>
/// <param name="Step">5, 10, 15, 20, 30 or 60: a visit may start when the clock's minute is a multiple of it.</param>
/// <param name="Earliest">The first moment a visit may start: now and the lead time.</param>
/// <param name="LastDate">The last business date that may be booked.</param>
/// <param name="MaxWait">Minutes a customer may wait between two services of a visit, while the same person clears up and prepares.</param>
public sealed record VisitRules(int Step, Instant Earliest, LocalDate LastDate, int MaxWait = VisitRules.DefaultMaxWait)
{
    public const int DefaultMaxWait = 15;

    public bool IsValid => Step is 5 or 10 or 15 or 20 or 30 or 60 && MaxWait >= 0;
}
