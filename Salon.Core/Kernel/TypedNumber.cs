using System.Globalization;
using System.Text;

namespace Salon.Kernel;

/// <summary>What a person typed into a telephone field, made ready for the library, which also reads letters and extensions.</summary>
internal static class TypedNumber
{
    /// <returns>The digits, with a plus in front when one was typed. Null when there is anything else in it but what people put between digits.</returns>
    public static string? Read(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in Digits.Fold(text))
        {
            if (char.IsAsciiDigit(character)) kept.Append(character);
            else if (IsPlus(character)) kept.Append('+');
            else if (!IsSeparator(character)) return null;
        }

        // In a right-to-left field the plus of "966500000001+" is seen on the left, where people expect it.
        var typed = kept.ToString();
        var digits = typed.Trim('+');
        return digits.Length == 0 || digits.Contains('+', StringComparison.Ordinal) || typed.Length > digits.Length + 1 ? null
            : typed.Length > digits.Length ? $"+{digits}" : digits;
    }

    private static bool IsPlus(char character) => character is '+' or '＋' or '﹢';

    private static bool IsSeparator(char character) => character is '.' or '/' or '·' || char.GetUnicodeCategory(character)
        is UnicodeCategory.SpaceSeparator or UnicodeCategory.Control or UnicodeCategory.Format // Format: the direction marks that come with a paste
        or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation;
}
