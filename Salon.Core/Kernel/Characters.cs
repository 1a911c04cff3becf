using System.Globalization;

namespace Salon.Kernel;

/// <summary>
/// Lengths and cuts of text that people type. Strings count UTF-16 units: an emoji is two of them and a flag four, so a limit in units is not what a
/// form promises, and a cut can leave half of one behind.
/// </summary>
public static class Characters
{
    /// <summary>How many characters (code points) a text has, as databases and forms count them.</summary>
    public static int Count(string? text)
    {
        if (text is null) return 0;
        var pairs = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i])) pairs++;
        }

        return text.Length - pairs;
    }

    /// <summary>Whether a text is longer than a limit in characters.</summary>
    public static bool IsLonger(string? text, int most) => text is not null && text.Length > most && Count(text) > most;

    /// <summary>As much of the beginning as fits into a number of characters, never a part of what is read as one sign.</summary>
    public static string Cut(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsLonger(text, most)) return text;
        var (end, count) = (0, 0);
        while (end < text.Length)
        {
            var sign = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            count += Count(text.Substring(end, sign));
            if (count > most) break;
            end += sign;
        }

        return text[..end];
    }

    /// <summary>What a name begins with, for small pictures of people: a letter with its marks, or a whole emoji.</summary>
    public static string First(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? "" : StringInfo.GetNextTextElement(text);
    }
}
