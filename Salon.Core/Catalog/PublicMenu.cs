using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Catalog;

/// <summary>One line of the menu.</summary>
/// <param name="Minutes">What the customer sees as the duration, with the quickest who performs it.</param>
/// <param name="Waits">Minutes of it in which colour develops or a mask works.</param>
/// <param name="Price">Includes VAT; the least that is asked.</param>
public sealed record MenuItem(ServiceId Id, LocalizedText Name, LocalizedText About, int Minutes, int Waits, Money Price)
{
    /// <summary>With the slowest.</summary>
    public int MostMinutes { get; init; } = Minutes;

    /// <summary>Others of those who perform it ask more.</summary>
    public bool IsFrom { get; init; }

    /// <summary>Name of an uploaded picture; null for none.</summary>
    public string? Picture { get; init; }

    internal static MenuItem Of(ServiceId id, LocalizedText name, LocalizedText about, int waits, string? picture, MenuTerms terms) =>
        new(id, name, about, terms.Minutes, waits, terms.Price) { MostMinutes = terms.MostMinutes, IsFrom = terms.IsFrom, Picture = picture };
}

/// <summary>A heading of the menu with what stands under it; never empty.</summary>
/// <param name="Picture">Name of a drawing in img/icons.svg; null for none.</param>
public sealed record MenuGroup(CategoryId Id, LocalizedText Name, string? Picture, IReadOnlyList<MenuItem> Items);

/// <summary>What a salon sells online.</summary>
public sealed class PublicMenu(Database database)
{
    public async Task<IReadOnlyList<MenuGroup>> ReadAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var groups = await db.Categories.OrderBy(c => c.Position).Select(c => new { c.Id, c.Name, c.Picture }).ToListAsync(ct);
        var services = await db.Services
            .Where(s => s.Active && s.Online)
            .OrderBy(s => s.Position)
            .Select(s => new { s.CategoryId, s.Id, s.Name, s.About, s.Time, s.Price, s.Picture })
            .ToListAsync(ct);
        var performers = await Performer.OnlineAsync(db, null, null, ct);
        var byGroup = services.ToLookup(s => s.CategoryId, s =>
            MenuItem.Of(s.Id, s.Name, s.About, s.Time.Processing, s.Picture, MenuTerms.Of(s.Time, s.Price, performers[s.Id])));
        return [.. groups.Where(g => byGroup.Contains(g.Id)).Select(g => new MenuGroup(g.Id, g.Name, g.Picture, [.. byGroup[g.Id]]))];
    }

    /// <summary>What the salon suggests beside these services and is not among them.</summary>
    /// <param name="branch">Where; null for anywhere.</param>
    public async Task<IReadOnlyList<MenuItem>> AddOnsAsync(
        OrganizationId organization, IReadOnlyCollection<ServiceId> chosen, BranchId? branch, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var services = await db.Services
            .Where(s => s.Active && s.Online && !chosen.Contains(s.Id) && db.ServiceAddOns.Any(a => a.AddOnId == s.Id && chosen.Contains(a.ServiceId)))
            .OrderBy(s => s.Position).ThenBy(s => s.Id)
            .Select(s => new { s.Id, s.Name, s.About, s.Time, s.Price, s.Picture })
            .ToListAsync(ct);
        if (services.Count == 0) return [];
        var performers = await Performer.OnlineAsync(db, services.ConvertAll(s => s.Id), branch, ct);
        return services.ConvertAll(s => MenuItem.Of(s.Id, s.Name, s.About, s.Time.Processing, s.Picture, MenuTerms.Of(s.Time, s.Price, performers[s.Id])));
    }
}
