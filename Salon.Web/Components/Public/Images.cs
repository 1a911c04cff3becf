namespace Salon.Web.Components.Public;

/// <summary>Where the browser finds a picture of a salon.</summary>
public static class Images
{
    /// <param name="stored">A path under /img, or the name of an uploaded picture.</param>
    public static string Url(string stored) => stored.StartsWith("img/", StringComparison.Ordinal) ? $"/{stored}"
        : stored.StartsWith('/') ? stored
        : $"/media/{Uri.EscapeDataString(stored)}";
}
