using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>css/mud.css gives the component library everything it reads, from our tokens.</summary>
public sealed partial class MudThemeTests
{
    private static readonly string Mapping = Repository.Read("wwwroot/css/mud.css").Text, Tokens = Repository.Read("wwwroot/css/tokens.css").Text;

    /// <summary>The token of each triple.</summary>
    private static readonly Dictionary<string, string> Triples = new(StringComparer.Ordinal)
    {
        ["primary"] = "--brand", ["secondary"] = "--accent", ["tertiary"] = "--accent", ["info"] = "--accent", ["success"] = "--good",
        ["warning"] = "--warn", ["error"] = "--bad", ["dark"] = "--ink",
        ["text-primary"] = "--ink", ["divider"] = "--line",
    };

    [Fact]
    public void Every_variable_that_the_library_reads_is_set()
    {
        var read = Used().Matches(Library()).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var set = Set().Matches(Mapping).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(read.Count > 200, $"{read.Count} variables"); // or else the sheet was not found
        Rule.Holds("A variable of MudBlazor.min.css stands in css/mud.css, and only those do.",
            read.Except(set).Select(name => $"{name} is not set").Concat(set.Except(read).Select(name => $"{name} is not read")));
    }

    [Fact]
    public void Colours_of_the_mapping_are_tokens() => Rule.Holds(
        "css/mud.css names tokens: a colour of its own would not follow the dark.",
        Colour().Matches(Mapping).Select(m => m.Value));

    [Theory]
    [InlineData(":root {", "the light")]
    [InlineData("@media (prefers-color-scheme: dark)", "the dark of the device")]
    [InlineData(":root[data-theme=\"dark\"]", "the dark that was chosen")]
    public void Triples_are_the_tokens_of_their_theme(string begins, string theme)
    {
        var (wanted, written) = (Tokens[Tokens.IndexOf(begins, StringComparison.Ordinal)..], Mapping[Mapping.IndexOf(begins, StringComparison.Ordinal)..]);
        Rule.Holds($"A triple of css/mud.css is its token in {theme}.",
            from triple in Triples
            let hex = First(wanted, $@"{triple.Value}:\s*#(?<value>[0-9a-f]{{6}})")
            let numbers = string.Join(", ", Convert.FromHexString(hex))
            let found = First(written, $@"--mud-palette-{triple.Key}-rgb: (?<value>[^;]+);")
            where numbers != found
            select $"{triple.Key}: {found}, the token says {numbers}");
    }

    // The sheet of the package that was restored, as the build has written it down.
    private static string Library()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Salon.Web.staticwebassets.runtime.json")));
        var roots = assets.RootElement.GetProperty("ContentRoots").EnumerateArray().Select(root => root.GetString()!);
        return File.ReadAllText(roots.Select(root => Path.Combine(root, "MudBlazor.min.css")).First(File.Exists));
    }

    private static string First(string text, string pattern) => Regex.Match(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["value"].Value;

    [GeneratedRegex(@"var\((?<name>--mud-[a-z0-9-]+)", RegexOptions.None, 1000)]
    private static partial Regex Used();

    [GeneratedRegex(@"(?<name>--mud-[a-z0-9-]+):", RegexOptions.None, 1000)]
    private static partial Regex Set();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\brgba?\(\d[^)]*\)", RegexOptions.None, 1000)]
    private static partial Regex Colour();
}
