using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Tenancy;

/// <summary>A salon as the public list shows it.</summary>
/// <param name="Cover">A path under /img or the name of an uploaded picture; null when the salon has none.</param>
/// <param name="Rating">1 to 5; null while nobody has rated.</param>
public sealed record SalonCard(string Slug, LocalizedText Name, LocalizedText City, LocalizedText About, string? Cover, double? Rating, int RatingCount);

/// <summary>A place of a salon as its page shows it.</summary>
/// <param name="Phone">Its own number, or else the salon's.</param>
public sealed record BranchCard(BranchId Id, LocalizedText Name, LocalizedText Address, string ZoneId, string Currency, string? Phone, double? Latitude, double? Longitude)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];
}

/// <summary>What a salon's own page says about it.</summary>
/// <param name="Branches">Open branches in the salon's order.</param>
public sealed record SalonProfile(
    OrganizationId Id, string Slug, LocalizedText Name, LocalizedText About, LocalizedText City, string? Phone, string Currency,
    string? Cover, IReadOnlyList<string> Gallery, double? Rating, int RatingCount,
    BookingRules Rules, CancellationPolicy Cancellation, IReadOnlyList<BranchCard> Branches)
{
    /// <summary>Name of an uploaded picture; null for none.</summary>
    public string? Logo { get; init; }

    /// <summary>"#rrggbb", readable under white; null for Salon's own colour.</summary>
    public string? Accent { get; init; }

    /// <summary>What is asked for in advance.</summary>
    public MoneyRules Money { get; init; } = MoneyRules.Default;
}

/// <summary>What everybody may read about every active salon.</summary>
public sealed class SalonDirectory(Database database)
{
    private const int MostShown = 60;

    /// <param name="query">Names of salons, cities or services in any spelling; nothing finds every salon.</param>
    /// <param name="city">The English name of one of <see cref="CitiesAsync"/>; null or empty for all.</param>
    /// <returns>Best rated first, at most 60.</returns>
    public async Task<IReadOnlyList<SalonCard>> SearchAsync(string? query, string? city, CancellationToken ct)
    {
        var terms = SearchText.Terms(query);
        if (terms.Count == 0 && !string.IsNullOrWhiteSpace(query)) return []; // "%" or a picture names nothing: every salon is no answer to it

        await using var db = await database.OpenForOneAcrossAsync(ct);
        var salons = Active(db);
        foreach (var term in terms) salons = salons.Where(o => o.SearchKeys.Contains(term));
        if (!string.IsNullOrWhiteSpace(city)) salons = salons.Where(o => o.City.En == city);

        return await salons
            .OrderByDescending(o => o.RatingCount == 0 ? 0 : (double)o.RatingSum / o.RatingCount).ThenByDescending(o => o.RatingCount).ThenBy(o => o.Slug)
            .Take(MostShown)
            .Select(o => new SalonCard(o.Slug, o.Name, o.City, o.About, o.Cover, o.RatingCount == 0 ? null : (double)o.RatingSum / o.RatingCount, o.RatingCount))
            .ToListAsync(ct);
    }

    /// <summary>Cities that have a salon, in the order of their English names.</summary>
    public async Task<IReadOnlyList<LocalizedText>> CitiesAsync(CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        var cities = await Active(db).Select(o => o.City).ToListAsync(ct);
        return [.. cities.DistinctBy(c => c.En).OrderBy(c => c.En, StringComparer.Ordinal)];
    }

    /// <summary>The addresses of all active salons, for the site map.</summary>
    public async Task<IReadOnlyList<string>> SlugsAsync(CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await Active(db).OrderBy(o => o.Slug).Select(o => o.Slug).ToListAsync(ct);
    }

    public async Task<Result<SalonProfile>> FindAsync(string? slug, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        var salon = await Active(db).AsNoTracking().SingleOrDefaultAsync(o => o.Slug == slug, ct);
        if (salon is null) return TenancyErrors.UnknownSalon;

        var branches = await db.Branches
            .Where(b => b.OrganizationId == salon.Id && b.Active)
            .OrderBy(b => b.Position)
            .Select(b => new BranchCard(b.Id, b.Name, b.Address, b.ZoneId, b.Currency, b.Phone ?? salon.Phone, b.Latitude, b.Longitude))
            .ToListAsync(ct);
        double? rating = salon.RatingCount == 0 ? null : (double)salon.RatingSum / salon.RatingCount;
        return new SalonProfile(
            salon.Id, salon.Slug, salon.Name, salon.About, salon.City, salon.Phone, salon.Currency,
            salon.Cover, salon.Gallery, rating, salon.RatingCount, salon.Rules, salon.Cancellation, branches)
        { Logo = salon.Logo, Accent = salon.Accent, Money = salon.Money };
    }

    private static IQueryable<Organization> Active(SalonDb db) => db.Organizations.Where(o => o.Status == OrganizationStatus.Active);
}
