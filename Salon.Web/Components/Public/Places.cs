using System.Globalization;

namespace Salon.Web.Components.Public;

/// <summary>Links to maps. A link only: no map of a third party is loaded into a page.</summary>
public static class Places
{
    /// <summary>Opens the reader's map with the way to a place: by its position in degrees, or by its name and address when that is not known.</summary>
    public static string Directions(double? latitude, double? longitude, string nameAndAddress)
    {
        var place = latitude is { } north && longitude is { } east ? string.Create(CultureInfo.InvariantCulture, $"{north},{east}") : nameAndAddress;
        return $"https://www.google.com/maps/dir/?api=1&destination={Uri.EscapeDataString(place)}";
    }
}
