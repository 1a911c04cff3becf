using System.Globalization;
using System.Text;

namespace Salon.Kernel;

/// <summary>Takes out of typed text what nobody means to type: outer spaces, control characters, marks that turn the direction of what follows.</summary>
public static class TidyText
{
    /// <summary>One line; inner runs of white space become one space.</summary>
    public static string Line(string? text) => string.Join(' ', Clean(text, ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Several lines; at most one empty line in a row.</summary>
    public static string Lines(string? text)
    {
        var lines = Clean(text?.ReplaceLineEndings("\n"), '\n').Split('\n').Select(line => line.Trim());
        var kept = new List<string>();
        foreach (var line in lines)
        {
            if (line.Length > 0 || kept is [.., not ""]) kept.Add(line);
        }

        return string.Join('\n', kept).TrimEnd();
    }

    public static LocalizedText Line(LocalizedText text) => new(Line(text.En), Line(text.Ar));

    public static LocalizedText Lines(LocalizedText text) => new(Lines(text.En), Lines(text.Ar));

    private static string Clean(string? text, char kept)
    {
        var clean = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").EnumerateRunes()) // half of a surrogate pair becomes U+FFFD
        {
            if (Rune.IsWhiteSpace(rune)) clean.Append(rune.Value == kept ? kept : ' ');
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control && !TypedText.IsHarmful(rune)) clean.Append(rune);
        }

        return clean.ToString();
    }
}
