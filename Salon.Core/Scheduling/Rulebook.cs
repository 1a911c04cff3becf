using Salon.Tenancy;

namespace Salon.Scheduling;

/// <summary>Everything about a salon that decides about time and seldom changes: all of it except opening hours and claims.</summary>
/// <param name="TakesBookings">False while the salon is suspended.</param>
/// <param name="Services">What can be booked; retired services are missing.</param>
/// <param name="Staff">Who works; people who left are missing.</param>
/// <param name="Hours">Per person and branch at which she works.</param>
/// <param name="Units">Units of the resources of each branch, in the order in which they are filled.</param>
internal sealed record Rulebook(
    bool TakesBookings,
    BookingRules Rules,
    IReadOnlyDictionary<ServiceId, ServiceRule> Services,
    IReadOnlyDictionary<StaffId, StaffRule> Staff,
    IReadOnlyDictionary<(StaffId Staff, BranchId Branch), HoursPlan> Hours,
    ILookup<BranchId, UnitRule> Units);

/// <param name="Online">False: the desk alone books it.</param>
/// <param name="Candidates">Everyone who can do it, with her own pace.</param>
internal sealed record ServiceRule(bool Online, IReadOnlyList<Candidate> Candidates);

/// <param name="Online">False: the desk alone books her.</param>
/// <param name="Away">Time off, from the day before yesterday on.</param>
internal sealed record StaffRule(bool Online, Spans Away);

internal readonly record struct UnitRule(ResourceId Resource, int Unit, ResourceTypeId Type);
