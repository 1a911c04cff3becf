using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Salon.Tests.House;

/// <summary>Resources/*.resx as they are written, and the places in the source that name their keys.</summary>
internal static partial class ResourceFiles
{
    public static readonly string[] ArabicForms = ["zero", "one", "two", "few", "many", "other"];
    public static readonly string[] EnglishForms = ["one", "other"];

    public static IReadOnlyList<TextFile> All { get; } =
    [
        .. from file in Repository.Files("Resources", ".resx")
           where !file.Path.EndsWith(".ar.resx", StringComparison.Ordinal)
           let name = Path.GetFileNameWithoutExtension(file.Path)
           let arabic = $"Resources/{name}.ar.resx"
           select new TextFile(name, Read(file), Repository.Exists(arabic) ? Read(Repository.Read(arabic)) : []),
    ];

    /// <summary>Whole keys ("Public.HomeTitle") and families ("Formats.Hours" of Hours.one, Hours.other …), in English.</summary>
    public static IReadOnlySet<string> Keys { get; } = All.SelectMany(file => file.English.Select(text => $"{file.Name}.{FamilyOf(text.Key) ?? text.Key}")).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every literal of the source that has the form of a key. A hole of an interpolated one is "*", and stands for any part.</summary>
    public static IReadOnlyList<KeyUse> Uses { get; } =
    [
        .. from project in (string[])["Salon.Core", "Salon.Web"]
           from file in Repository.Files(project, ".cs", ".razor")
           from line in file.Lines.Index()
           where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal)
           from Match match in Literal().Matches(line.Item)
           select new KeyUse(Hole().Replace(match.Groups["key"].Value, "*"), $"{file.Path}:{line.Index + 1}"),
    ];

    /// <summary>"Hours" of "Hours.few"; null for a key that is not one of a counted family.</summary>
    public static string? FamilyOf(string key) => key.LastIndexOf('.') is > 0 and var dot && ArabicForms.Contains(key[(dot + 1)..]) ? key[..dot] : null;

    private static List<Text> Read(SourceFile file) =>
        [.. XDocument.Parse(file.Text).Root!.Elements("data").Select(data => new Text(data.Attribute("name")!.Value, data.Element("value")?.Value ?? ""))];

    [GeneratedRegex("""
        "(?<key>[A-Z][A-Za-z]+(\.([A-Za-z0-9_]|\{[^{}"]*\})+)+)"
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}

internal sealed record Text(string Key, string Value)
{
    public IReadOnlySet<string> Placeholders { get; } = Regex.Matches(Value, @"\{(\d+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
}

internal sealed record TextFile(string Name, IReadOnlyList<Text> English, IReadOnlyList<Text> Arabic)
{
    public IEnumerable<(string Language, IReadOnlyList<Text> Texts, string[] Forms)> Languages =>
        [("en", English, ResourceFiles.EnglishForms), ("ar", Arabic, ResourceFiles.ArabicForms)];
}

internal sealed record KeyUse(string Key, string Where)
{
    /// <summary>Whether this literal names the key, whole or by a part that is filled in when it runs.</summary>
    public bool Names(string key)
    {
        if (!Key.Contains('*', StringComparison.Ordinal)) return Key == key;
        var parts = Regex.Escape(Key).Replace(@"\*", ".+", StringComparison.Ordinal);
        return Regex.IsMatch(key, $"^{parts}$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
