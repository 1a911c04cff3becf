using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;
using Salon.Team;

namespace Salon.Reporting;

/// <summary>How long people work by their hours, on dates that may be long past. Five statements.</summary>
internal static class WorkTime
{
    public static async Task<Dictionary<StaffId, int>> ReadAsync(SalonDb db, ReportQuestion question, CancellationToken ct)
    {
        var (first, last) = (question.Dates.First, question.Dates.Last);
        var zones = (await db.Branches.Select(b => new { b.Id, b.ZoneId }).ToListAsync(ct)).Where(b => question.Branch is not { } one || b.Id == one).ToDictionary(b => b.Id, b => DateTimeZoneProviders.Tzdb[b.ZoneId]);
        var hours = (await db.StaffHours.AsNoTracking().ToListAsync(ct)).ToLookup(h => (h.StaffId, h.BranchId));
        var seasons = await db.Seasons.AsNoTracking().Where(s => s.First <= last && s.Last >= first).OrderBy(s => s.First).ThenBy(s => s.Id).ToListAsync(ct);
        var dated = (await db.StaffOverrides.AsNoTracking().Where(o => o.Date >= first && o.Date <= last).ToListAsync(ct)).ToLookup(o => (o.StaffId, o.BranchId));
        var (from, to) = (first.AtMidnight().InUtc().ToInstant() - Duration.FromDays(1), last.AtMidnight().InUtc().ToInstant() + Duration.FromDays(3));
        var away = (await db.TimesOff.AsNoTracking().Where(t => t.EndsAt > from && t.StartsAt < to).ToListAsync(ct)).ToLookup(t => t.StaffId);

        var minutes = new Dictionary<StaffId, int>();
        foreach (var (staff, branch) in hours.Select(h => h.Key).Union(dated.Select(d => d.Key)))
        {
            if (!zones.TryGetValue(branch, out var zone)) continue;
            var key = (staff, branch);
            var plan = new HoursPlan(WeekOf(hours[key].Where(h => h.SeasonId is null && !h.IsBreak)))
            {
                Breaks = WeekOf(hours[key].Where(h => h.SeasonId is null && h.IsBreak)),
                Seasons = [.. from season in seasons join h in hours[key] on season.Id equals h.SeasonId into hers where hers.Any()
                    select new SeasonHours(new(season.First, season.Last), WeekOf(hers.Where(h => !h.IsBreak)), WeekOf(hers.Where(h => h.IsBreak)))],
                Exceptions = dated[key].GroupBy(o => o.Date).ToDictionary(d => d.Key, IReadOnlyList<DayHours> (d) => [.. d.Select(o => o.Hours).OfType<DayHours>().OrderBy(h => h.From)]),
            };
            var off = Spans.Of([.. away[staff].Select(t => (Minute.Floor(t.StartsAt), Minute.Ceiling(t.EndsAt)))]);
            var works = WorkingHours.Works(plan, question.Dates, zone, off);
            minutes[staff] = minutes.GetValueOrDefault(staff) + Enumerable.Range(0, works.Count).Sum(i => works[i].To - works[i].From);
        }

        return minutes;
    }

    private static Week WeekOf(IEnumerable<StaffHours> hours) => new(hours.Select(h => (h.Day, h.Hours)));
}
