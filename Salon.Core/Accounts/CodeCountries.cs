using System.Collections.Frozen;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>Which numbers get codes at all. Whoever pumps messages prefers countries and kinds of numbers where they are dear.</summary>
internal static class CodeCountries
{
    private const string NoCountry = "001"; // satellites and international services

    // ISO 4217 says whose money it is only by its first letters; the system knows it for each country.
    private static readonly FrozenDictionary<string, FrozenSet<string>> OfCurrency = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name))
        .Where(region => PhoneNumber.Regions.Contains(region.TwoLetterISORegionName))
        .GroupBy(region => region.ISOCurrencySymbol, region => region.TwoLetterISORegionName, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Countries that pay with a currency.</summary>
    public static IReadOnlySet<string> Of(string currency) => OfCurrency.GetValueOrDefault(currency, FrozenSet<string>.Empty);

    public static async Task<Error?> RefusalAsync(SalonDb db, PhoneNumber phone, SignInOptions options, CancellationToken ct)
    {
        if (phone.Region == NoCountry || !phone.IsMobile) return AccountsErrors.NotMobile;
        if (options.Countries.Count > 0) return options.Countries.Contains(phone.Region, StringComparer.Ordinal) ? null : AccountsErrors.CountryNotServed;

        var currencies = await db.Branches.Select(branch => branch.Currency).Distinct().ToListAsync(ct);
        if (currencies.Count == 0 || currencies.Exists(currency => Of(currency).Contains(phone.Region))) return null; // before the first salon everybody is at home

        // Who works here or operates the installation may have a number of anywhere.
        var works = await db.Users.AnyAsync(u => u.Phone == phone.Value && (u.IsPlatformAdmin || db.Memberships.Any(m => m.UserId == u.Id)), ct);
        return works ? null : AccountsErrors.CountryNotServed;
    }
}
