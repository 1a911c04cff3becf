namespace Salon.Kernel;

/// <summary>Where somebody acted from, as much of it as is kept.</summary>
/// <param name="Network">Her network, never her whole address: "203.0.113.0/24".</param>
/// <param name="Device">Browser and system in two words: "Chrome, Android".</param>
public sealed record Origin(string? Network, string? Device)
{
    // The first that is found counts: browsers name the ones they descend from too.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Two words of what a browser says about itself; null when it says nothing that is known.</summary>
    /// <param name="userAgent">The header of that name.</param>
    public static string? DeviceOf(string? userAgent)
    {
        string[] words = [.. Find(Browsers, userAgent), .. Find(Systems, userAgent)];
        return words.Length == 0 ? null : string.Join(", ", words);
    }

    private static IEnumerable<string> Find((string Sign, string Name)[] known, string? text) =>
        known.Where(k => text?.Contains(k.Sign, StringComparison.Ordinal) == true).Select(k => k.Name).Take(1);
}
