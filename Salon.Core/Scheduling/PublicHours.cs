using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Scheduling;

/// <summary>When the open branches of a salon are open, for people to read. Kept in memory until hours change.</summary>
public sealed class PublicHours : IDisposable
{
    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly OrganizationCache<IReadOnlyDictionary<BranchId, OpeningHours>> kept;

    public PublicHours(Database database, ChangeFeed feed, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        kept = new(feed, clock, Duration.FromMinutes(1), kind => kind == ChangeKind.Branches, FromRowsAsync);
    }

    /// <summary>The hours of every open branch; four statements, or none while nothing has changed.</summary>
    public Task<IReadOnlyDictionary<BranchId, OpeningHours>> ReadAsync(OrganizationId organization, CancellationToken ct) => kept.GetAsync(organization, ct);

    public void Dispose() => kept.Dispose();

    private async Task<IReadOnlyDictionary<BranchId, OpeningHours>> FromRowsAsync(OrganizationId organization, CancellationToken ct)
    {
        var from = clock.GetCurrentInstant().InUtc().Date.PlusDays(-2); // far enough back for every zone, and for a night that is still under way
        await using var db = await database.OpenAsync(organization, ct);
        return await FromRowsAsync(db, db.Branches.Where(b => b.Active), from, ct);
    }

    /// <param name="from">Hours of earlier dates are not read.</param>
    internal static async Task<IReadOnlyDictionary<BranchId, OpeningHours>> FromRowsAsync(SalonDb db, IQueryable<Branch> which, LocalDate from, CancellationToken ct)
    {
        var branches = await which.Select(b => new { b.Id, b.ZoneId }).ToListAsync(ct);
        var hours = await db.BranchHours.AsNoTracking().ToListAsync(ct);
        var seasons = (await db.Seasons.AsNoTracking().Where(s => s.Last >= from).OrderBy(s => s.First).ThenBy(s => s.Id).ToListAsync(ct)).ToLookup(s => s.BranchId);
        var exceptions = (await db.BranchExceptions.AsNoTracking().Where(e => e.Date >= from).ToListAsync(ct)).ToLookup(e => e.BranchId);

        return branches.ToDictionary(b => b.Id, b =>
        {
            var weeks = hours.Where(h => h.BranchId == b.Id).ToLookup(h => h.SeasonId);
            return new OpeningHours(DateTimeZoneProviders.Tzdb[b.ZoneId], new HoursPlan(WeekOf(weeks[null]))
            {
                Seasons = [.. seasons[b.Id].Select(s => new SeasonHours(new(s.First, s.Last), WeekOf(weeks[s.Id]), Week.None))],
                Exceptions = exceptions[b.Id].GroupBy(e => e.Date).ToDictionary(
                    d => d.Key, IReadOnlyList<DayHours> (d) => [.. d.Select(e => e.Hours).OfType<DayHours>().OrderBy(h => h.From)]),
            });
        });
    }

    private static Week WeekOf(IEnumerable<BranchHours> hours) => new(hours.Select(h => (h.Day, h.Hours)));
}
