using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Catalog;
using Salon.Data;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Scheduling;

/// <summary>Keeps the rulebook of each salon in memory until something in it changes, so that a question about free times reads claims only.</summary>
public sealed class Rulebooks : IDisposable
{
    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly OrganizationCache<Rulebook> kept;

    public Rulebooks(Database database, ChangeFeed feed, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        kept = new(feed, clock, Duration.FromMinutes(1), kind => kind != ChangeKind.Bookings, FromRowsAsync);
    }

    internal Task<Rulebook> ReadAsync(OrganizationId organization, CancellationToken ct) => kept.GetAsync(organization, ct);

    public void Dispose() => kept.Dispose();

    private async Task<Rulebook> FromRowsAsync(OrganizationId organization, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(organization, ct);
        var salon = await db.Organizations.Where(o => o.Id == organization).Select(o => new { o.Status, o.Rules }).SingleOrDefaultAsync(ct);
        var staff = await StaffAsync(db, now - Duration.FromDays(2), ct);
        return new Rulebook(
            salon is { Status: OrganizationStatus.Active }, salon?.Rules ?? BookingRules.Default,
            await ServicesAsync(db, staff, ct), staff, await HoursAsync(db, now.InUtc().Date.PlusDays(-3), ct), await UnitsAsync(db, ct));
    }

    private static async Task<Dictionary<StaffId, StaffRule>> StaffAsync(SalonDb db, Instant from, CancellationToken ct)
    {
        var away = (await db.TimesOff.Where(t => t.EndsAt > from).Select(t => new { t.StaffId, Time = new Span(t.StartsAt, t.EndsAt) }).ToListAsync(ct)).ToLookup(t => t.StaffId, t => t.Time);
        var people = await db.Staff.Where(s => s.Active).Select(s => new { s.Id, s.Online }).ToListAsync(ct);
        return people.ToDictionary(s => s.Id, s => new StaffRule(s.Online, Spans.Covering(away[s.Id])));
    }

    private static async Task<Dictionary<ServiceId, ServiceRule>> ServicesAsync(SalonDb db, Dictionary<StaffId, StaffRule> staff, CancellationToken ct)
    {
        var needs = (await db.ServiceNeeds.Select(n => new { n.ServiceId, Need = new Need(n.ResourceTypeId, n.Blocks) }).ToListAsync(ct)).ToLookup(n => n.ServiceId, n => n.Need);
        var skills = (await db.StaffSkills.AsNoTracking().ToListAsync(ct)).ToLookup(s => s.ServiceId);
        var services = await db.Services.Where(s => s.Active).Select(s => new { s.Id, s.Online, s.Time }).ToListAsync(ct);
        return services.ToDictionary(s => s.Id, s =>
        {
            var shape = new ServiceShape(s.Id, s.Time.Before, s.Time.Active, s.Time.Processing, s.Time.Finishing, s.Time.Buffer, [.. needs[s.Id]]);
            var candidates = skills[s.Id].Where(k => staff.ContainsKey(k.StaffId))
                .Select(k => new Candidate(k.StaffId, k.ActiveMinutes is { } own ? shape with { Active = own } : shape))
                .Where(c => c.Shape.IsValid); // a service that takes no time cannot be booked by anybody
            return new ServiceRule(s.Online, [.. candidates]);
        });
    }

    private static async Task<Dictionary<(StaffId, BranchId), HoursPlan>> HoursAsync(SalonDb db, LocalDate from, CancellationToken ct)
    {
        var all = await db.StaffHours.AsNoTracking().ToListAsync(ct);
        var weekly = all.Where(h => h.SeasonId is null).ToLookup(h => (h.StaffId, h.BranchId));
        var seasonal = all.Where(h => h.SeasonId is not null).ToLookup(h => (h.StaffId, h.BranchId));
        var seasons = await db.Seasons.AsNoTracking().Where(s => s.Last >= from).OrderBy(s => s.First).ThenBy(s => s.Id).ToListAsync(ct);
        var dated = (await db.StaffOverrides.AsNoTracking().Where(o => o.Date >= from).ToListAsync(ct)).ToLookup(o => (o.StaffId, o.BranchId));
        return weekly.Select(w => w.Key).Union(seasonal.Select(s => s.Key)).Union(dated.Select(d => d.Key)).ToDictionary(key => key, key => new HoursPlan(WeekOf(weekly[key].Where(h => !h.IsBreak)))
        {
            Breaks = WeekOf(weekly[key].Where(h => h.IsBreak)),
            Seasons = [.. from season in seasons join h in seasonal[key] on season.Id equals h.SeasonId into hers where hers.Any()
                select new SeasonHours(new(season.First, season.Last), WeekOf(hers.Where(h => !h.IsBreak)), WeekOf(hers.Where(h => h.IsBreak)))],
            Exceptions = dated[key].GroupBy(o => o.Date).ToDictionary(d => d.Key, IReadOnlyList<DayHours> (d) => [.. d.Select(o => o.Hours).OfType<DayHours>().OrderBy(h => h.From)]),
        });
    }

    private static async Task<ILookup<BranchId, UnitRule>> UnitsAsync(SalonDb db, CancellationToken ct)
    {
        var resources = await db.Resources.Where(r => r.Active).OrderBy(r => r.Id).Select(r => new { r.BranchId, r.Id, r.TypeId, r.Capacity }).ToListAsync(ct);
        return resources
            .SelectMany(r => Enumerable.Range(1, r.Capacity), (r, unit) => (r.BranchId, Unit: new UnitRule(r.Id, unit, r.TypeId)))
            .ToLookup(u => u.BranchId, u => u.Unit);
    }

    private static Week WeekOf(IEnumerable<StaffHours> hours) => new(hours.Select(h => (h.Day, h.Hours)));
}
