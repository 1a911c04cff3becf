namespace Salon.Scheduling;

/// <summary>A business day and when the branch is open on it; no spans when it is closed.</summary>
public sealed record OpenDay(LocalDate Date, Spans Open);

/// <summary>One person's time in the window of a question.</summary>
/// <param name="Works">Her hours at this branch without breaks and time off.</param>
/// <param name="Away">Time off: nothing may be put here, not even clearing up.</param>
/// <param name="Busy">Her claims, at any branch.</param>
public sealed record PersonDiary(StaffId Staff, Spans Works, Spans Away, Spans Busy);

/// <summary>One numbered unit of a resource and when it is claimed. A resource of parallel capacity three is three of these.</summary>
/// <param name="Unit">1 to the resource's parallel capacity.</param>
public sealed record UnitDiary(ResourceId Resource, int Unit, ResourceTypeId ResourceType, Spans Busy);

/// <summary>Everything that decides when a branch is free, for some days: what the engine knows of the world.</summary>
/// <param name="Days">
/// Consecutive business days. Begin one day before the first date that is asked about, because that day may end after midnight.
/// </param>
/// <param name="Units">In the order in which they are to be filled.</param>
public sealed record BranchDiary(DateTimeZone Zone, IReadOnlyList<OpenDay> Days, IReadOnlyList<PersonDiary> People, IReadOnlyList<UnitDiary> Units);
