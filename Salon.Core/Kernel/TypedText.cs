using System.Text;

namespace Salon.Kernel;

/// <summary>
/// What may stand in text that people or programs send: the one door for pages, API and search. Signs that nobody types and that harm whoever reads
/// the text later go: marks that turn the direction of what follows (a name could turn a list around), and code points that are no characters.
/// </summary>
public static class TypedText
{
    /// <summary>The text without such signs; the same object when there are none. Half of a surrogate pair becomes U+FFFD.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsHarmful(rune)) clean.Append(rune);
        }

        return clean.ToString();
    }

    /// <summary>Whether text holds control characters other than tab and line ends: no sentence has them, and PostgreSQL cannot store NUL.</summary>
    public static bool HasControls(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n')) return true;
        }

        return false;
    }

    /// <summary>Direction marks, the byte order mark, and the sixty-six code points that Unicode never gives a character.</summary>
    internal static bool IsHarmful(Rune rune) =>
        rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF or (>= 0xFDD0 and <= 0xFDEF) || (rune.Value & 0xFFFE) == 0xFFFE;

    private static bool IsClean(string text)
    {
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var taken) != System.Buffers.OperationStatus.Done || IsHarmful(rune)) return false;
            rest = rest[taken..];
        }

        return true;
    }
}
