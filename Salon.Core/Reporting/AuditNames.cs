using Microsoft.EntityFrameworkCore;
using Salon.Auditing;
using Salon.Data;

namespace Salon.Reporting;

/// <summary>What the ids in the audit log are called today: people, services, branches and the rest of a salon's set-up.</summary>
public sealed class AuditNames(Database database)
{
    /// <summary>A handful of small tables, one statement each.</summary>
    public async Task<Result<IReadOnlyDictionary<Guid, LocalizedText>>> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeAudit)) return AuditErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var names = new Dictionary<Guid, LocalizedText>();
        foreach (var x in await db.Services.Select(s => new { s.Id, s.Name }).ToListAsync(ct)) names[x.Id.Value] = x.Name;
        foreach (var x in await db.Categories.Select(s => new { s.Id, s.Name }).ToListAsync(ct)) names[x.Id.Value] = x.Name;
        foreach (var x in await db.Staff.Select(s => new { s.Id, s.Name }).ToListAsync(ct)) names[x.Id.Value] = x.Name;
        foreach (var x in await db.Branches.Select(s => new { s.Id, s.Name }).ToListAsync(ct)) names[x.Id.Value] = x.Name;
        foreach (var x in await db.Resources.Select(s => new { s.Id, s.Name }).ToListAsync(ct)) names[x.Id.Value] = x.Name;
        foreach (var x in await db.ResourceTypes.Select(s => new { s.Id, s.Name }).ToListAsync(ct)) names[x.Id.Value] = x.Name;
        var people = db.AuditEntries.Where(e => e.UserId != null).Select(e => e.UserId!.Value).Union(db.Memberships.Select(m => m.UserId));
        foreach (var x in await db.Users.Where(u => people.Contains(u.Id)).Select(u => new { u.Id, u.Name, u.Phone }).ToListAsync(ct))
            names[x.Id.Value] = x.Name.Length > 0 ? new(x.Name, x.Name) : Ends(x.Phone);
        return names;
    }

    // Without a name, the end of her number: enough for a colleague to know who it was.
    private static LocalizedText Ends(string phone) => new($"…{phone[^4..]}", $"…{phone[^4..]}");
}
