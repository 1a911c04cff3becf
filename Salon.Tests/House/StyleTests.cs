using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>The tokens of the styles are the ones that are used.</summary>
public sealed partial class StyleTests
{
    [Fact]
    public void Every_token_is_used() => Rule.Holds(
        "A token of wwwroot/css/tokens.css stands in a var() somewhere, or is deleted.",
        from name in Tokens()
        where !Texts.Exists(text => text.Contains($"var({name})", StringComparison.Ordinal) || text.Contains($"var({name},", StringComparison.Ordinal) || text.Contains($"\"{name}\"", StringComparison.Ordinal))
        select name);

    [Fact]
    public void No_length_hangs_on_the_width_of_a_digit() => Rule.Holds(
        "A length in ch changes when the real typeface arrives, and the page jumps: say it in em or rem.",
        from file in Repository.Files("wwwroot", ".css").Concat(Repository.Files("Salon.Web", ".css", ".razor"))
        from Match match in DigitWidth().Matches(file.Text)
        select $"{file.Path}: {match.Value}");

    [Fact]
    public void No_column_of_a_public_page_hangs_on_how_much_of_it_was_read() => Rule.Holds(
        "auto-fit, and automatic columns that share what is free, are as many as the items the browser has read so far: the page jumps as the rest comes. auto-fill with max(…, a share) holds the number.",
        from Match match in ReadSoFar().Matches(Repository.Read("wwwroot/css/public.css").Text)
        select match.Value);

    [Fact]
    public void A_link_to_a_file_does_not_look_like_a_menu() => Rule.Holds(
        "The chevron stands on what opens below itself; what is downloaded or printed has the icon download or file.",
        from page in Repository.Files("Salon.Web", ".razor")
        from line in page.Lines.Index()
        where line.Item.Contains("<Icon Name=\"down\"", StringComparison.Ordinal)
            && new[] { " download>", "target=\"_blank\"", ".pdf" }.Any(file => line.Item.Contains(file, StringComparison.Ordinal))
        select $"{page.Path}:{line.Index + 1}");

    private static readonly List<string> Texts =
        [.. Repository.Files("wwwroot", ".css", ".js", ".svg").Concat(Repository.Files("Salon.Web", ".css", ".razor", ".cs", ".js")).Select(file => file.Text)];

    private static IEnumerable<string> Tokens() => Token().Matches(Repository.Read("wwwroot/css/tokens.css").Text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<name>--[a-z0-9-]+)\s*:", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"auto-fit|grid-auto-columns:\s*[0-9.]*fr", RegexOptions.None, 1000)]
    private static partial Regex ReadSoFar();

    [GeneratedRegex(@"[0-9]ch\b", RegexOptions.None, 1000)]
    private static partial Regex DigitWidth();
}
