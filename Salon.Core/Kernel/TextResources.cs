using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Salon.Kernel;

/// <summary>The sentences of Resources/*.resx, found strictly: no language falls back to another, nobody is shown a key.</summary>
internal static class TextResources
{
    private static readonly ConcurrentDictionary<(string File, string Language), ResourceSet> Sets = new();

    /// <param name="culture">One of <see cref="Languages.All"/>.</param>
    /// <param name="key">File and key: "Public.HomeTitle" is HomeTitle of Public.resx. Only the first dot separates.</param>
    /// <exception cref="KeyNotFoundException">The file has no such key in that language.</exception>
    public static string Get(CultureInfo culture, string key) =>
        Find(culture, key) ?? throw new KeyNotFoundException($"There is no text '{key}' in language '{culture.Name}'.");

    /// <summary>The same, with null for a key that is not there.</summary>
    public static string? Find(CultureInfo culture, string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == key.Length - 1) throw new ArgumentException($"'{key}' is not of the form File.Key.", nameof(key));
        return Sets.GetOrAdd((key[..dot], culture.Name), Open).GetString(key[(dot + 1)..]);
    }

    private static ResourceSet Open((string File, string Language) wanted)
    {
        var (file, language) = wanted;
        var manager = new ResourceManager($"Salon.Resources.{file}", typeof(TextResources).Assembly);
        var culture = language == Languages.English.Name ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language); // English is the neutral file
        return manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)
            ?? throw new KeyNotFoundException($"There is no file Resources/{file}.resx in language '{language}'.");
    }
}
