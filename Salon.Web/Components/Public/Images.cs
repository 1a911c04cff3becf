using System.Globalization;
using Salon.Media;

namespace Salon.Web.Components.Public;

/// <summary>Where the browser finds a picture of a salon.</summary>
public static class Images
{
    /// <param name="stored">A path under /img, or the name of an uploaded picture.</param>
    /// <param name="width">In pixels: of an uploaded picture the smallest size that is at least as wide.</param>
    public static string Url(string stored, int width = int.MaxValue) => stored.StartsWith("img/", StringComparison.Ordinal) ? $"/{stored}"
        : stored.StartsWith('/') ? stored
        : PictureName.IsStored(stored) ? $"/media/{PictureName.File(stored, width)}"
        : $"/media/{Uri.EscapeDataString(stored)}";

    /// <summary>The sizes of an uploaded picture with their widths, as HTML's srcset lists them; null when there is but one.</summary>
    public static string? Sources(string stored) => PictureName.IsStored(stored) && PictureName.Widths(stored) is { Count: > 1 } widths
        ? string.Join(", ", widths.Select(width => string.Create(CultureInfo.InvariantCulture, $"{Url(stored, width)} {width}w")))
        : null;
}
