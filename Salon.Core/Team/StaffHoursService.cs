using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Team;

/// <summary>When people work: their week at each branch, dates that differ, and time off.</summary>
/// <remarks>Hours change what can be booked from now on; bookings that are already there stay.</remarks>
public sealed class StaffHoursService(Database database, TimeProvider clock)
{
    /// <summary>The most dates one change may span.</summary>
    public const int MostDates = 62;

    /// <summary>The longest time off that is entered at once.</summary>
    public static readonly Duration LongestTimeOff = Duration.FromDays(366);

    public async Task<Result<StaffHoursForm>> FindAsync(Actor actor, StaffId staff, CancellationToken ct)
    {
        if (!actor.May(Permission.EditTeam)) return TeamErrors.NotAllowed;
        var now = clock.GetCurrentInstant();
        var from = now.InUtc().Date.PlusDays(-1);
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var version = await db.Staff.Where(s => s.Id == staff).Select(s => (int?)s.Version).SingleOrDefaultAsync(ct);
        if (version is null) return TeamErrors.UnknownStaff;

        var hours = await db.StaffHours.AsNoTracking().Where(h => h.StaffId == staff).OrderBy(h => h.Day).ThenBy(h => h.FromMinute).ToListAsync(ct);
        var overrides = await db.StaffOverrides.AsNoTracking().Where(o => o.StaffId == staff && o.Date >= from).OrderBy(o => o.Date).ThenBy(o => o.FromMinute).ToListAsync(ct);
        var off = await db.TimesOff.AsNoTracking().Where(t => t.StaffId == staff && t.EndsAt > now).OrderBy(t => t.StartsAt).ToListAsync(ct);
        return new StaffHoursForm(
            [.. hours.GroupBy(h => h.BranchId).Select(b => new BranchWeek(b.Key, [.. b.Select(h => new WeekRange(h.Day, h.Hours, h.IsBreak))]))],
            [.. overrides.GroupBy(o => (o.BranchId, o.Date)).Select(d => new OverrideRow(d.Key.BranchId, d.Key.Date, [.. d.Select(o => o.Hours).OfType<DayHours>()]))],
            [.. off.Select(t => new TimeOffRow(t.Id, new(t.StartsAt, t.EndsAt), t.Reason))],
            version.Value);
    }

    /// <summary>Replaces her ordinary week at a branch. Without ranges she does not work there.</summary>
    public Task<Error?> SetWeekAsync(Actor actor, StaffId staff, BranchId branch, IReadOnlyList<WeekRange> week, int version, CancellationToken ct)
    {
        var checks = new Checks();
        HoursChecks.Week(checks, "Week", week);
        return ChangeAsync(actor, staff, version, checks, async db =>
        {
            if (!await db.Branches.AnyAsync(b => b.Id == branch, ct)) return TenancyErrors.UnknownBranch;
            var hours = await db.StaffHours.Where(h => h.StaffId == staff).ToListAsync(ct);
            var elsewhere = hours.Where(h => h.BranchId != branch && !h.IsBreak).ToList();
            foreach (var range in week.Where(r => !r.IsBreak))
                checks.That(!elsewhere.Exists(h => Meet(range.Day, range.Hours, h.Day, h.Hours)), $"Week.{range.Day}", "Team.AtAnotherBranch");
            if (checks.Refusal is { } refusal) return refusal;

            db.StaffHours.RemoveRange(hours.Where(h => h.BranchId == branch));
            db.StaffHours.AddRange(week.Select(r => StaffHours.On(actor.Organization, staff, branch, r.Day, r.Hours, r.IsBreak)));
            return null;
        }, ct);
    }

    /// <summary>Gives her hours of their own on every date of a range at a branch; without hours she does not work there on them.</summary>
    public Task<Error?> SetOverrideAsync(Actor actor, StaffId staff, BranchId branch, DateRange dates, IReadOnlyList<DayHours> hours, int version, CancellationToken ct)
    {
        var checks = new Checks();
        checks.That(dates.Days >= 1, "Dates", "Tenancy.LastBeforeFirst");
        checks.That(dates.Days <= MostDates, "Dates", "Tenancy.TooManyDates", MostDates);
        HoursChecks.Date(checks, "Hours", hours);
        return ChangeAsync(actor, staff, version, checks, async db =>
        {
            if (!await db.Branches.AnyAsync(b => b.Id == branch, ct)) return TenancyErrors.UnknownBranch;
            await RemoveOverridesAsync(db, staff, branch, dates, ct);
            foreach (var date in dates.Dates())
            {
                if (hours.Count == 0) db.StaffOverrides.Add(StaffOverride.On(actor.Organization, staff, branch, date, null));
                db.StaffOverrides.AddRange(hours.Select(h => StaffOverride.On(actor.Organization, staff, branch, date, h)));
            }

            return null;
        }, ct);
    }

    /// <summary>The dates follow her week again.</summary>
    public Task<Error?> RemoveOverrideAsync(Actor actor, StaffId staff, BranchId branch, DateRange dates, int version, CancellationToken ct) =>
        ChangeAsync(actor, staff, version, new(), async db =>
        {
            await RemoveOverridesAsync(db, staff, branch, dates, ct);
            return null;
        }, ct);

    /// <summary>She is away at every branch. Adding the same id twice is the same click arriving twice.</summary>
    public Task<Error?> AddTimeOffAsync(Actor actor, StaffId staff, TimeOffRow off, int version, CancellationToken ct)
    {
        var reason = TidyText.Line(off.Reason);
        var checks = new Checks();
        checks.That(!off.Span.IsEmpty, "Span", "Team.TimeOffIsEmpty");
        checks.That(off.Span.Length <= LongestTimeOff, "Span", "Team.TimeOffTooLong");
        checks.Length("Reason", reason, 200);
        return ChangeAsync(actor, staff, version, checks, async db =>
        {
            if (await db.TimesOff.AnyAsync(t => t.Id == off.Id, ct)) return null;
            db.TimesOff.Add(TimeOff.For(actor.Organization, staff, off.Span, reason, off.Id));
            return null;
        }, ct);
    }

    public Task<Error?> RemoveTimeOffAsync(Actor actor, StaffId staff, RowId off, int version, CancellationToken ct) => ChangeAsync(actor, staff, version, new(), async db =>
    {
        var row = await db.TimesOff.SingleOrDefaultAsync(t => t.Id == off && t.StaffId == staff, ct);
        if (row is null) return TeamErrors.UnknownTimeOff;
        db.TimesOff.Remove(row);
        return null;
    }, ct);

    // In one week of wall-clock minutes; the night from Sunday to Monday comes around again.
    private static bool Meet(IsoDayOfWeek day, DayHours hours, IsoDayOfWeek otherDay, DayHours other)
    {
        const int Week = 7 * DayHours.MinutesPerDay;
        var (from, to) = ((int)day * DayHours.MinutesPerDay + hours.From, (int)day * DayHours.MinutesPerDay + hours.To);
        var (otherFrom, otherTo) = ((int)otherDay * DayHours.MinutesPerDay + other.From, (int)otherDay * DayHours.MinutesPerDay + other.To);
        return new[] { -Week, 0, Week }.Any(turn => from < otherTo + turn && otherFrom + turn < to);
    }

    private static async Task RemoveOverridesAsync(SalonDb db, StaffId staff, BranchId branch, DateRange dates, CancellationToken ct) => db.StaffOverrides.RemoveRange(
        await db.StaffOverrides.Where(o => o.StaffId == staff && o.BranchId == branch && o.Date >= dates.First && o.Date <= dates.Last).ToListAsync(ct));

    private async Task<Error?> ChangeAsync(Actor actor, StaffId id, int version, Checks checks, Func<SalonDb, Task<Error?>> change, CancellationToken ct)
    {
        if (!actor.May(Permission.EditTeam)) return TeamErrors.NotAllowed;
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        var person = await db.Staff.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (person is null) return TeamErrors.UnknownStaff;
        if (person.Version != version) return DataErrors.ChangedMeanwhile;
        if (await change(db) is { } fault) return fault;

        person.Touch();
        db.Announce(new Change(actor.Organization, ChangeKind.Team));
        return await db.CommitAsync(ct);
    }
}
