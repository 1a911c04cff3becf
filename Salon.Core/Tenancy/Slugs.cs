using System.Text.RegularExpressions;

namespace Salon.Tenancy;

/// <summary>Addresses of salons: the first segment of their pages, so never one that another page has.</summary>
public static partial class Slugs
{
    public const int Shortest = 3;
    public const int Longest = 40;

    /// <summary>First segments of the platform's own pages, and words that could pass for them.</summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string>(StringComparer.Ordinal)
    {
        "about", "account", "accounts", "admin", "api", "app", "ar", "assets", "b", "billing", "blog", "book", "booking", "bookings", "campaigns", "contact", "css", "culture",
        "dashboard", "demo", "desk", "docs", "en", "error", "favicon", "feeds", "files", "fonts", "health", "help", "home", "icons", "images", "img", "js", "legal", "login",
        "logout", "manage", "manifest", "media", "metrics", "my", "new", "not-found", "oauth", "openapi", "pay", "payment", "payments", "platform", "pricing", "privacy",
        "profile", "public", "r", "review", "reviews", "robots", "salon", "salons", "sandbox", "search", "security", "settings", "sign-in", "sign-out", "sign-up", "signin",
        "signout", "signup", "sitemap", "static", "status", "support", "swagger", "system", "terms", "theme", "uploads", "waitlist", "webhook", "webhooks", "well-known", "www",
    };

    /// <summary>An address as typed: lower case, without spaces around it.</summary>
    public static string Tidy(string? typed) => TidyText.Line(typed).ToLowerInvariant();

    public static void Check(Checks checks, string field, string slug)
    {
        checks.That(slug.Length is >= Shortest and <= Longest && Form().IsMatch(slug), field, "Tenancy.SlugForm", Shortest, Longest);
        checks.That(!Reserved.Contains(slug), field, "Tenancy.SlugReserved");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
