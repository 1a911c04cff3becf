using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>A service the desk can book, with who performs it.</summary>
/// <param name="Minutes">What the customer sees as the duration.</param>
public sealed record DeskService(ServiceId Id, LocalizedText Name, LocalizedText Category, int Minutes, Money Price, IReadOnlyList<StaffId> Staff);

/// <summary>The menu as the desk needs it: also what is not offered online.</summary>
public sealed class DeskMenu(Database database)
{
    /// <summary>Services somebody performs, in the order of the menu; for whoever books for customers.</summary>
    public async Task<IReadOnlyList<DeskService>> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return [];
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var services = await (
            from s in db.Services
            join c in db.Categories on s.CategoryId equals c.Id
            where s.Active
            orderby c.Position, s.Position, s.Id
            select new { s.Id, s.Name, Category = c.Name, s.Time, s.Price }).ToListAsync(ct);
        var skills = (await db.StaffSkills.Where(k => db.Staff.Any(s => s.Id == k.StaffId && s.Active)).Select(k => new { k.ServiceId, k.StaffId }).ToListAsync(ct)).ToLookup(k => k.ServiceId, k => k.StaffId);
        return [.. services.Where(s => skills.Contains(s.Id)).Select(s => new DeskService(s.Id, s.Name, s.Category, s.Time.Visible, s.Price, [.. skills[s.Id]]))];
    }
}
