using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Tenancy;

/// <summary>Dates with a week of their own.</summary>
public sealed record SeasonForm(RowId Id, LocalizedText Name, DateRange Dates, IReadOnlyList<WeekRange> Week);

/// <summary>One date with hours of its own.</summary>
/// <param name="Hours">Empty: closed.</param>
public sealed record ExceptionRow(LocalDate Date, IReadOnlyList<DayHours> Hours, LocalizedText Note);

/// <summary>When a branch is open, as its editors read it.</summary>
/// <param name="Exceptions">From yesterday on.</param>
/// <param name="Version">The branch's; to be handed back when saving.</param>
public sealed record BranchHoursForm(IReadOnlyList<WeekRange> Week, IReadOnlyList<SeasonForm> Seasons, IReadOnlyList<ExceptionRow> Exceptions, int Version);

/// <summary>The week, the seasons and the dated exceptions of branches.</summary>
/// <remarks>Hours change what can be booked from now on; bookings that are already there stay.</remarks>
public sealed class BranchHoursService(Database database, TimeProvider clock)
{
    /// <summary>The most dates one closure may span.</summary>
    public const int MostDates = 62;

    public const int MostSeasons = 20;
    public const int LongestSeason = 366;

    public async Task<Result<BranchHoursForm>> FindAsync(Actor actor, BranchId branch, CancellationToken ct)
    {
        if (!actor.May(Permission.EditBranches)) return TenancyErrors.NotAllowed;
        var from = clock.GetCurrentInstant().InUtc().Date.PlusDays(-1);
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var version = await db.Branches.Where(b => b.Id == branch).Select(b => (int?)b.Version).SingleOrDefaultAsync(ct);
        if (version is null) return TenancyErrors.UnknownBranch;

        var weeks = (await db.BranchHours.AsNoTracking().Where(h => h.BranchId == branch).OrderBy(h => h.Day).ThenBy(h => h.FromMinute).ToListAsync(ct))
            .ToLookup(h => h.SeasonId, h => new WeekRange(h.Day, h.Hours));
        var seasons = await db.Seasons.AsNoTracking().Where(s => s.BranchId == branch).OrderBy(s => s.First).ToListAsync(ct);
        var exceptions = await db.BranchExceptions.AsNoTracking().Where(e => e.BranchId == branch && e.Date >= from).OrderBy(e => e.Date).ThenBy(e => e.FromMinute).ToListAsync(ct);
        return new BranchHoursForm(
            [.. weeks[null]],
            [.. seasons.Select(s => new SeasonForm(s.Id, s.Name, new(s.First, s.Last), [.. weeks[s.Id]]))],
            [.. exceptions.GroupBy(e => e.Date).Select(d => new ExceptionRow(d.Key, [.. d.Select(e => e.Hours).OfType<DayHours>()], d.First().Note))],
            version.Value);
    }

    /// <summary>Replaces the ordinary week.</summary>
    public async Task<Error?> SetWeekAsync(Actor actor, BranchId branch, IReadOnlyList<WeekRange> week, int version, CancellationToken ct)
    {
        var checks = new Checks();
        CheckWeek(checks, week);
        return await ChangeAsync(actor, branch, version, checks, async db =>
        {
            db.BranchHours.RemoveRange(await db.BranchHours.Where(h => h.BranchId == branch && h.SeasonId == null).ToListAsync(ct));
            db.BranchHours.AddRange(week.Select(r => BranchHours.On(actor.Organization, branch, r.Day, r.Hours)));
            return null;
        }, ct);
    }

    /// <summary>Adds a season under an id the caller made, or replaces it. Seasons of a branch do not overlap.</summary>
    public async Task<Error?> SetSeasonAsync(Actor actor, BranchId branch, SeasonForm season, int version, CancellationToken ct)
    {
        season = season with { Name = TidyText.Line(season.Name) };
        var checks = new Checks();
        checks.Name("Name", season.Name);
        checks.That(season.Dates.Days >= 1, "Dates", "Tenancy.LastBeforeFirst");
        checks.That(season.Dates.Days <= LongestSeason, "Dates", "Tenancy.TooManyDates", LongestSeason);
        CheckWeek(checks, season.Week);

        return await ChangeAsync(actor, branch, version, checks, async db =>
        {
            var others = await db.Seasons.Where(s => s.BranchId == branch && s.Id != season.Id).ToListAsync(ct);
            checks.That(others.Count < MostSeasons, "Dates", "Tenancy.TooManySeasons", MostSeasons);
            if (others.FirstOrDefault(s => s.First <= season.Dates.Last && season.Dates.First <= s.Last) is { } other)
                checks.Fail("Dates", "Tenancy.SeasonsOverlap", other.Name.ToString(), other.First, other.Last);
            if (checks.Refusal is { } refusal) return refusal;

            var row = await db.Seasons.SingleOrDefaultAsync(s => s.BranchId == branch && s.Id == season.Id, ct);
            if (row is null) db.Seasons.Add(Season.Between(actor.Organization, branch, season.Name, season.Dates.First, season.Dates.Last, season.Id));
            else row.Change(season.Name, season.Dates.First, season.Dates.Last);

            db.BranchHours.RemoveRange(await db.BranchHours.Where(h => h.BranchId == branch && h.SeasonId == season.Id).ToListAsync(ct));
            db.BranchHours.AddRange(season.Week.Select(r => BranchHours.On(actor.Organization, branch, r.Day, r.Hours, season.Id)));
            return null;
        }, ct);
    }

    public Task<Error?> RemoveSeasonAsync(Actor actor, BranchId branch, RowId season, int version, CancellationToken ct) => ChangeAsync(actor, branch, version, new(), async db =>
    {
        var row = await db.Seasons.SingleOrDefaultAsync(s => s.BranchId == branch && s.Id == season, ct);
        if (row is null) return TenancyErrors.UnknownSeason;
        db.Seasons.Remove(row); // its week goes with it
        return null;
    }, ct);

    /// <summary>Gives every date of a range hours of its own; without hours they are closed. What those dates had before is replaced.</summary>
    public async Task<Error?> SetExceptionAsync(Actor actor, BranchId branch, DateRange dates, IReadOnlyList<DayHours> hours, LocalizedText note, int version, CancellationToken ct)
    {
        note = TidyText.Line(note);
        var checks = new Checks();
        checks.That(dates.Days >= 1, "Dates", "Tenancy.LastBeforeFirst");
        checks.That(dates.Days <= MostDates, "Dates", "Tenancy.TooManyDates", MostDates);
        checks.Length("Note", note, 200);
        HoursChecks.Date(checks, "Hours", hours);

        return await ChangeAsync(actor, branch, version, checks, async db =>
        {
            await RemoveExceptionsAsync(db, branch, dates, ct);
            foreach (var date in dates.Dates())
            {
                if (hours.Count == 0) db.BranchExceptions.Add(BranchException.On(actor.Organization, branch, date, null, note));
                db.BranchExceptions.AddRange(hours.Select(h => BranchException.On(actor.Organization, branch, date, h, note)));
            }

            return null;
        }, ct);
    }

    /// <summary>The dates follow the season or the week again.</summary>
    public Task<Error?> RemoveExceptionsAsync(Actor actor, BranchId branch, DateRange dates, int version, CancellationToken ct) => ChangeAsync(actor, branch, version, new(), async db =>
    {
        await RemoveExceptionsAsync(db, branch, dates, ct);
        return null;
    }, ct);

    private static async Task RemoveExceptionsAsync(SalonDb db, BranchId branch, DateRange dates, CancellationToken ct) => db.BranchExceptions.RemoveRange(
        await db.BranchExceptions.Where(e => e.BranchId == branch && e.Date >= dates.First && e.Date <= dates.Last).ToListAsync(ct));

    private static void CheckWeek(Checks checks, IReadOnlyList<WeekRange> week)
    {
        checks.That(!week.Any(r => r.IsBreak), "Week", "Tenancy.BranchesHaveNoBreaks");
        HoursChecks.Week(checks, "Week", week);
    }

    private async Task<Error?> ChangeAsync(Actor actor, BranchId id, int version, Checks checks, Func<SalonDb, Task<Error?>> change, CancellationToken ct)
    {
        if (!actor.May(Permission.EditBranches)) return TenancyErrors.NotAllowed;
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        var branch = await db.Branches.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (branch is null) return TenancyErrors.UnknownBranch;
        if (branch.Version != version) return DataErrors.ChangedMeanwhile;
        if (await change(db) is { } fault) return fault;

        branch.Touch();
        db.Announce(new Change(actor.Organization, ChangeKind.Branches));
        return await db.CommitAsync(ct);
    }
}
