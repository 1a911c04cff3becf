using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Reporting;

/// <summary>What the ids in the audit log are called today: people, services, branches and the rest of a salon's set-up.</summary>
public sealed class AuditNames(Database database)
{
    private const int MostAtOnce = 1_000;

    /// <summary>A handful of small tables, one statement each.</summary>
    /// <param name="rows">Entries whose bookings are named by their number; bookings are too many to read them all.</param>
    public async Task<Result<IReadOnlyDictionary<Guid, LocalizedText>>> ReadAsync(Actor actor, IEnumerable<AuditRow> rows, CancellationToken ct)
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
            names[x.Id.Value] = x.Name.Length > 0 ? Same(x.Name) : Ends(x.Phone);
        foreach (var some in rows.Where(r => r.Subject == nameof(Booking)).Select(r => new BookingId(r.SubjectId)).Distinct().Chunk(MostAtOnce))
        {
            foreach (var x in await db.Bookings.Where(b => some.Contains(b.Id)).Select(b => new { b.Id, b.Number }).ToListAsync(ct))
                names[x.Id.Value] = Same(x.Number.ToString(CultureInfo.InvariantCulture));
        }

        return names;
    }

    private static LocalizedText Same(string text) => new(text, text);

    // Without a name, the end of her number: enough for a colleague to know who it was.
    private static LocalizedText Ends(string phone) => new($"…{phone[^4..]}", $"…{phone[^4..]}");
}
