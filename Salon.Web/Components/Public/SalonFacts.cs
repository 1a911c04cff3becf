using NodaTime.Text;
using Salon.Bookings.Reviews;
using Salon.Tenancy;

namespace Salon.Web.Components.Public;

/// <summary>What search engines are told about a salon, in schema.org's words.</summary>
public static class SalonFacts
{
    public static IReadOnlyDictionary<string, object?> Of(SalonProfile salon, PublicReviews reviews, string url) => new Dictionary<string, object?>
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
        ["review"] = reviews.Rows.Count == 0 ? null : reviews.Rows.Take(4).Select(review => new Dictionary<string, object?>
        {
            ["@type"] = "Review",
            ["author"] = new Dictionary<string, object?> { ["@type"] = "Person", ["name"] = review.Author },
            ["datePublished"] = LocalDatePattern.Iso.Format(review.Visited),
            ["reviewBody"] = review.Text,
            ["reviewRating"] = new Dictionary<string, object?> { ["@type"] = "Rating", ["ratingValue"] = review.Stars },
        }).ToList(),
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
