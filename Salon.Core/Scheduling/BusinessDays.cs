using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Scheduling;

/// <summary>The day under way at a branch, or in a whole salon.</summary>
/// <param name="Date">The business date: yesterday's while it is still open after midnight.</param>
/// <param name="CalendarDate">The date on the wall, by which tax periods are counted.</param>
public sealed record SalonDay(LocalDate Date, LocalDate CalendarDate, DateTimeZone Zone);

/// <summary>Which day it is: asked of the salon, never of the clock. The one owner of that answer for pages, reports and files.</summary>
public sealed class BusinessDays(Database database, PublicHours hours, TimeProvider clock)
{
    private static readonly OpeningHours Nowhere = new(DateTimeZoneProviders.Tzdb["Asia/Riyadh"], new(Week.None)); // a salon without a branch

    /// <param name="branch">Null for the whole salon, whose day ends when that of its last open branch does; a branch that is closed for good counts from midnight.</param>
    public async Task<SalonDay> TodayAsync(OrganizationId organization, BranchId? branch, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var open = await hours.ReadAsync(organization, ct);
        if (branch is { } one && open.TryGetValue(one, out var known)) return Day(known, now);
        var closed = branch is null ? null : await ZoneAsync(organization, branch.Value, ct);
        if (closed is not null) return Day(new(closed, new(Week.None)), now);
        return open.Values.Select(hours => Day(hours, now)).DefaultIfEmpty(Day(Nowhere, now)).MinBy(day => day.Date)!;
    }

    /// <summary>Which business day a moment belonged to at each branch, for the dates of a report; with the hours as they are written for those dates.</summary>
    internal static async Task<BusinessDates> OfAsync(SalonDb db, DateRange dates, CancellationToken ct)
    {
        var all = await PublicHours.FromRowsAsync(db, db.Branches, dates.First.PlusDays(-2), ct);
        var main = await db.Branches.OrderBy(b => b.Active ? 0 : 1).ThenBy(b => b.Position).ThenBy(b => b.Id).Select(b => (BranchId?)b.Id).FirstOrDefaultAsync(ct);
        return new(dates, all, main is { } id ? all[id] : Nowhere);
    }

    private static SalonDay Day(OpeningHours hours, Instant now) => new(hours.BusinessDateAt(now), now.InZone(hours.Zone).Date, hours.Zone);

    private async Task<DateTimeZone?> ZoneAsync(OrganizationId organization, BranchId branch, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var zone = await db.Branches.Where(b => b.Id == branch).Select(b => b.ZoneId).SingleOrDefaultAsync(ct);
        return zone is null ? null : DateTimeZoneProviders.Tzdb[zone];
    }
}

/// <summary>The business dates of a report at every branch.</summary>
internal sealed class BusinessDates(DateRange dates, IReadOnlyDictionary<BranchId, OpeningHours> branches, OpeningHours main)
{
    private readonly Dictionary<(OpeningHours, LocalDate), Instant> starts = [];

    /// <summary>Holds every moment of the dates at any branch.</summary>
    public Span Widest { get; } = new(
        branches.Values.Append(main).Min(hours => hours.StartOf(dates.First)), branches.Values.Append(main).Max(hours => hours.StartOf(dates.Last.PlusDays(1))));

    /// <summary>The business date of a moment, if it is one of the report.</summary>
    /// <param name="branch">Null for what belongs to no branch: the first one's day.</param>
    public LocalDate? DateOf(BranchId? branch, Instant moment)
    {
        var hours = branch is { } id && branches.TryGetValue(id, out var known) ? known : main;
        var date = moment.InZone(hours.Zone).Date;
        if (!starts.TryGetValue((hours, date), out var start)) starts[(hours, date)] = start = hours.StartOf(date);
        if (moment < start) date = date.PlusDays(-1);
        return date >= dates.First && date <= dates.Last ? date : null;
    }
}
