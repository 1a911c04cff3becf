using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>Something an editor is about to do that bookings may lean on.</summary>
public abstract record PlannedChange
{
    private PlannedChange() { }

    /// <summary>A branch takes no bookings any more.</summary>
    public sealed record BranchCloses(BranchId Branch) : PlannedChange;

    /// <summary>Dates of a branch get other hours, or none.</summary>
    public sealed record BranchDates(BranchId Branch, DateRange Dates, IReadOnlyList<DayHours> Hours) : PlannedChange;

    /// <summary>The ordinary week of a branch is replaced.</summary>
    public sealed record BranchWeek(BranchId Branch, IReadOnlyList<WeekRange> Week) : PlannedChange;

    public sealed record ServiceRetires(ServiceId Service) : PlannedChange;

    public sealed record StaffLeaves(StaffId Staff) : PlannedChange;

    /// <summary>Dates of a staff member at a branch get other hours, or none.</summary>
    public sealed record StaffDates(StaffId Staff, BranchId Branch, DateRange Dates, IReadOnlyList<DayHours> Hours) : PlannedChange;

    public sealed record StaffAway(StaffId Staff, Span Span) : PlannedChange;
}

/// <summary>The coming bookings a change would leave without their hours, person or service. They stay until somebody moves them.</summary>
/// <param name="Bookings">How many.</param>
/// <param name="First">The first few of them.</param>
public sealed record Impact(int Bookings, IReadOnlyList<ImpactRow> First);

/// <param name="Customer">Null when the reader may not see contacts.</param>
public sealed record ImpactRow(BookingId Id, int Number, Instant StartsAt, string ZoneId, string? Customer)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];
}
