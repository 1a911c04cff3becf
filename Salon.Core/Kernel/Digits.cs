using System.Globalization;

namespace Salon.Kernel;

/// <summary>The one place that understands digits of other scripts.</summary>
public static class Digits
{
    /// <summary>Replaces Arabic-Indic (٠-٩), Persian (۰-۹), full-width and any other decimal digits by 0-9; the rest stays as it is.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length, text, static (folded, original) =>
        {
            for (var i = 0; i < folded.Length; i++) folded[i] = Fold(original[i]);
        });
    }

    private static char Fold(char character) =>
        !char.IsAscii(character) && CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit ? (char)('0' + digit) : character;
}
