using System.Globalization;

namespace Salon.Kernel;

/// <summary>Reads whole numbers as people type them, in digits of any script.</summary>
public static class NumberText
{
    /// <param name="text">Empty reads as <paramref name="empty"/>, or is refused when that is null.</param>
    /// <param name="empty">What an empty field means.</param>
    public static Result<int> Parse(string? text, int? empty = null)
    {
        var digits = Digits.Fold(TidyText.Line(text));
        if (digits.Length == 0) return empty is { } value ? value : new Error(ErrorKind.Invalid, "Number.Missing");
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : new Error(ErrorKind.Invalid, "Number.NotWhole");
    }
}
