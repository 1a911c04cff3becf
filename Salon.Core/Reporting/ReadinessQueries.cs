using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Reporting;

/// <summary>Something that is missing, and where to put it right.</summary>
/// <param name="Code">One of the sentences under Readiness.Item; also what the line is called in tests.</param>
/// <param name="Blocks">While it is missing, nobody can book (this branch, service or person).</param>
/// <param name="Name">What it is about; empty when it is about the salon.</param>
/// <param name="Path">Below /admin/{slug}/.</param>
public sealed record ReadinessItem(string Code, bool Blocks, LocalizedText Name, string Path, IsoDayOfWeek? Day = null);

/// <summary>What stands between a salon and its first booking.</summary>
/// <param name="IsBookable">Some service can be booked with somebody somewhere.</param>
/// <param name="Items">What blocks stands first.</param>
public sealed record SalonReadiness(bool IsBookable, IReadOnlyList<ReadinessItem> Items, int Done, int Steps);

/// <summary>Looks through a salon's set-up for what its owner forgot. Seven statements.</summary>
public sealed class ReadinessQueries(Database database)
{
    private const int MostOfAKind = 5;

    public async Task<Result<SalonReadiness>> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMenu)) return ReportErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var salon = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => new { o.Cover, o.Logo, o.Phone, o.About }).SingleAsync(ct);
        var branches = await db.Branches.Where(b => b.Active).OrderBy(b => b.Position).Select(b => new { b.Id, b.Name, b.Address, b.Latitude }).ToListAsync(ct);
        var open = (await db.BranchHours.Where(h => h.SeasonId == null).Select(h => new { h.BranchId, h.Day }).Distinct().ToListAsync(ct)).ToLookup(h => h.BranchId, h => h.Day);
        var services = await db.Services.Where(s => s.Active).OrderBy(s => s.Position)
            .Select(s => new { s.Id, s.Name, s.Online, Performers = db.StaffSkills.Count(k => k.ServiceId == s.Id && db.Staff.Any(p => p.Id == k.StaffId && p.Active)) }).ToListAsync(ct);
        var people = await db.Staff.Where(p => p.Active).OrderBy(p => p.Position)
            .Select(p => new { p.Id, p.Name, Skills = db.StaffSkills.Count(k => k.StaffId == p.Id), Works = db.StaffHours.Any(h => h.StaffId == p.Id && !h.IsBreak) }).ToListAsync(ct);
        var chairless = await db.ServiceNeeds.Where(n => db.Services.Any(s => s.Id == n.ServiceId && s.Active) && !db.Resources.Any(r => r.TypeId == n.ResourceTypeId && r.Active))
            .Select(n => n.ServiceId).Distinct().ToListAsync(ct);
        var ready = await db.StaffSkills.AnyAsync(k => db.Services.Any(s => s.Id == k.ServiceId && s.Active && s.Online) && db.Staff.Any(p => p.Id == k.StaffId && p.Active)
            && db.StaffHours.Any(h => h.StaffId == k.StaffId && !h.IsBreak && db.Branches.Any(b => b.Id == h.BranchId && b.Active)), ct) && open.Count > 0;

        var items = new List<ReadinessItem>();
        void Add(string code, bool blocks, string path, LocalizedText? name = null, IsoDayOfWeek? day = null) => items.Add(new(code, blocks, name ?? LocalizedText.Empty, path, day));

        if (branches.Count == 0) Add("NoBranch", true, "branches/new");
        foreach (var branch in branches.Where(b => !open.Contains(b.Id)).Take(MostOfAKind)) Add("BranchWithoutHours", true, $"branches/{branch.Id}/hours", branch.Name);
        if (services.Count == 0) Add("NoServices", true, await db.Categories.AnyAsync(ct) ? "services/new" : "headings/new");
        if (people.Count == 0) Add("NoTeam", true, "team/new");
        foreach (var service in services.Where(s => s.Performers == 0 && people.Count > 0).Take(MostOfAKind)) Add("ServiceWithoutStaff", true, $"services/{service.Id}", service.Name);
        foreach (var person in people.Where(p => !p.Works).Take(MostOfAKind)) Add("PersonWithoutHours", true, $"team/{person.Id}/hours", person.Name);
        foreach (var person in people.Where(p => p.Skills == 0 && services.Count > 0).Take(MostOfAKind)) Add("PersonWithoutSkills", true, $"team/{person.Id}", person.Name);
        foreach (var service in services.Where(s => chairless.Contains(s.Id)).Take(MostOfAKind)) Add("ServiceWithoutResource", true, "resources", service.Name);
        if (services.Count > 0 && services.TrueForAll(s => !s.Online)) Add("NothingOnline", true, "services");

        foreach (var branch in branches.Where(b => open.Contains(b.Id)))
        {
            foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None && !open[branch.Id].Contains(d))) Add("ClosedOnDay", false, $"branches/{branch.Id}/hours", branch.Name, day);
        }

        foreach (var branch in branches.Where(b => b.Address.En.Length + b.Address.Ar.Length == 0).Take(MostOfAKind)) Add("BranchWithoutAddress", false, $"branches/{branch.Id}", branch.Name);
        foreach (var branch in branches.Where(b => b.Latitude is null).Take(MostOfAKind)) Add("BranchWithoutMap", false, $"branches/{branch.Id}", branch.Name);
        if (salon.About.En.Length + salon.About.Ar.Length == 0) Add("NoAbout", false, "settings");
        if (salon.Phone is null) Add("NoPhone", false, "settings");
        if (salon.Cover is null) Add("NoCover", false, "branding");
        if (salon.Logo is null) Add("NoLogo", false, "branding");

        bool[] steps = [branches.Count > 0, open.Count > 0, services.Count > 0, people.Count > 0, services.Exists(s => s.Performers > 0), people.Exists(p => p.Works)];
        return new SalonReadiness(ready, items, steps.Count(s => s), steps.Length);
    }
}
