using Salon.Tenancy;

namespace Salon.Web.Components.Public;

/// <summary>What search engines are told about a salon, in schema.org's words.</summary>
public static class SalonFacts
{
    public static IReadOnlyDictionary<string, object?> Of(SalonProfile salon, string url) => new Dictionary<string, object?>
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "BeautySalon",
        ["name"] = salon.Name.ToString(),
        ["alternateName"] = new[] { salon.Name.En, salon.Name.Ar },
        ["description"] = salon.About.ToString(),
        ["url"] = new Uri(url).GetLeftPart(UriPartial.Path),
        ["telephone"] = salon.Phone,
        ["currenciesAccepted"] = salon.Currency,
        ["aggregateRating"] = salon.Rating is { } rating
            ? new Dictionary<string, object?> { ["@type"] = "AggregateRating", ["ratingValue"] = Math.Round(rating, 1), ["reviewCount"] = salon.RatingCount }
            : null,
        ["location"] = salon.Branches.Select(branch => new Dictionary<string, object?>
        {
            ["@type"] = "Place",
            ["name"] = branch.Name.ToString(),
            ["telephone"] = branch.Phone,
            ["address"] = new Dictionary<string, object?>
            {
                ["@type"] = "PostalAddress", ["streetAddress"] = branch.Address.ToString(), ["addressLocality"] = salon.City.ToString(),
            },
            ["geo"] = branch.Latitude is null
                ? null
                : new Dictionary<string, object?> { ["@type"] = "GeoCoordinates", ["latitude"] = branch.Latitude, ["longitude"] = branch.Longitude },
        }).ToList(),
    };
}
