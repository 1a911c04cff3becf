using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Catalog;

/// <summary>Pace and price of somebody who performs a service, where they are her own.</summary>
internal readonly record struct Performer(ServiceId Service, StaffId Staff, int? ActiveMinutes, long? PriceMinor)
{
    /// <summary>Everybody customers may book online, by what she performs.</summary>
    /// <param name="services">Null for all.</param>
    /// <param name="branch">Only who works there; null for everywhere.</param>
    internal static async Task<ILookup<ServiceId, Performer>> OnlineAsync(
        SalonDb db, IReadOnlyCollection<ServiceId>? services, BranchId? branch, CancellationToken ct)
    {
        var skills = db.StaffSkills.Where(k => db.Staff.Any(s => s.Id == k.StaffId && s.Active && s.Online));
        if (services is not null) skills = skills.Where(k => services.Contains(k.ServiceId));
        if (branch is { } place)
        {
            skills = skills.Where(k => db.StaffHours.Any(h => h.StaffId == k.StaffId && h.BranchId == place)
                || db.StaffOverrides.Any(o => o.StaffId == k.StaffId && o.BranchId == place));
        }

        return (await skills.Select(k => new Performer(k.ServiceId, k.StaffId, k.ActiveMinutes, k.PriceMinor)).ToListAsync(ct)).ToLookup(p => p.Service);
    }
}

/// <summary>What one service costs and takes over all who may perform it: the menu and the quote say the same.</summary>
/// <param name="Minutes">With the quickest.</param>
/// <param name="MostMinutes">With the slowest.</param>
/// <param name="Price">The least.</param>
/// <param name="IsFrom">Others ask more.</param>
internal readonly record struct MenuTerms(int Minutes, int MostMinutes, Money Price, bool IsFrom)
{
    /// <param name="performers">With nobody it is what the service itself says.</param>
    internal static MenuTerms Of(TimeBlocks time, Money price, IEnumerable<Performer> performers)
    {
        var who = performers.ToList();
        var minutes = who.Select(p => time.Visible - time.Active + (p.ActiveMinutes ?? time.Active)).DefaultIfEmpty(time.Visible).ToList();
        var prices = who.Select(p => p.PriceMinor ?? price.Minor).DefaultIfEmpty(price.Minor).ToList();
        return new(minutes.Min(), minutes.Max(), price with { Minor = prices.Min() }, prices.Max() > prices.Min());
    }
}
