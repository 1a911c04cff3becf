namespace Salon.Bookings.Reviews;

/// <summary>A review as everybody reads it.</summary>
/// <param name="Author">Her first name only.</param>
/// <param name="Visited">The business date of the visit.</param>
public sealed record PublicReview(ReviewId Id, string Author, int Stars, string Text, LocalDate Visited, IReadOnlyList<LocalizedText> Services, string? Reply);

/// <summary>A page of a salon's reviews.</summary>
/// <param name="ByStars">How many reviews have so many stars; none are left out.</param>
/// <param name="Page">1 and on.</param>
public sealed record PublicReviews(IReadOnlyList<PublicReview> Rows, IReadOnlyDictionary<int, int> ByStars, int Page)
{
    public int Count => ByStars.Values.Sum();

    public double? Average => Count == 0 ? null : ByStars.Sum(s => (double)s.Key * s.Value) / Count;

    public int Pages => (Count + ReviewQueries.PageSize - 1) / ReviewQueries.PageSize;
}

/// <summary>What the page of one review shows its writer.</summary>
/// <param name="Stars">Null while nothing was written.</param>
/// <param name="Refusal">Why it cannot be written now; null when it can.</param>
public sealed record ReviewForm(
    string Slug, LocalizedText Salon, string? Cover, LocalizedText Branch, LocalDate Visited, IReadOnlyList<LocalizedText> Services, IReadOnlyList<LocalizedText> Staff,
    string Author, int? Stars, string Text, string? Reply, Error? Refusal);

public enum ReviewFilter
{
    All,
    Unanswered,
    /// <summary>Three stars and fewer.</summary>
    Low,
    Reported,
}

public enum ReviewOrder
{
    Newest,
    Lowest,
    Highest,
}

/// <summary>A review as the salon's people and the platform read it.</summary>
public sealed record ReviewRow(
    ReviewId Id, OrganizationId Organization, LocalizedText Salon, BookingId Booking, int Number, LocalDate Visited, ContactId Contact, string Author, int Stars, string Text,
    IReadOnlyList<LocalizedText> Services, Instant WrittenAt, string? Reply, bool IsReported, string? ReportReason, bool IsHidden, string? HideReason);

/// <param name="Total">Of the filter, over all pages.</param>
/// <param name="Rating">1 to 5; null while nobody has rated.</param>
public sealed record ReviewList(IReadOnlyList<ReviewRow> Rows, int Total, int Page, double? Rating, int RatingCount)
{
    public int Pages => Math.Max(1, (Total + ReviewQueries.PageSize - 1) / ReviewQueries.PageSize);
}

/// <summary>The part of a name that strangers may read.</summary>
public static class FirstName
{
    // "Umm Faisal", "Abd Allah", "Dr. Sara": the first word alone says nothing.
    private static readonly HashSet<string> Half = new(StringComparer.Ordinal) { "ام", "ابو", "عبد", "د", "umm", "um", "abu", "abd", "dr" };

    public static string Of(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0].Any(char.IsAsciiDigit)) return ""; // a number stood in for a name
        return words.Length > 1 && Half.Contains(SearchText.Fold(words[0])) ? $"{words[0]} {words[1]}" : words[0];
    }
}
