using System.Globalization;
using Salon.Tenancy;

namespace Salon.Web.Components.Public;

/// <summary>Links to maps. A link only: no map of a third party is loaded into a page.</summary>
public static class Places
{
    /// <summary>Opens the reader's map with the way to a branch: by its position, or by its name and address when that is not known.</summary>
    public static string Directions(BranchCard branch, LocalizedText salon)
    {
        var place = branch is { Latitude: { } latitude, Longitude: { } longitude }
            ? string.Create(CultureInfo.InvariantCulture, $"{latitude},{longitude}")
            : $"{salon}, {branch.Address}";
        return $"https://www.google.com/maps/dir/?api=1&destination={Uri.EscapeDataString(place)}";
    }
}
