using System.Globalization;
using System.Text;

namespace Salon.Kernel.Phones;

/// <summary>From what a person typed to a number of a country.</summary>
internal static class PhoneParser
{
    private const int MostDigitsTyped = 24; // 15 of E.164, plus the longest prefix a network dials

    /// <inheritdoc cref="PhoneNumber.Parse"/>
    public static Result<PhoneNumber> Parse(string? text, string defaultCallingCode)
    {
        var home = NumberingPlans.Main(defaultCallingCode);
        if (string.IsNullOrWhiteSpace(text)) return PhoneErrors.Missing;
        if (!TryRead(text, out var digits, out var hasPlus)) return PhoneErrors.NotANumber;
        if (digits.Length > MostDigitsTyped) return PhoneErrors.TooLong;

        if (hasPlus) return International(digits);
        if (Matching(home.CallingCode, digits) is { } atHome) return atHome;
        if (home.AfterDialOut(digits) is { Length: > 0 } abroad) return International(abroad);
        if (digits.StartsWith(home.CallingCode, StringComparison.Ordinal)
            && Matching(home.CallingCode, digits[home.CallingCode.Length..]) is { } withoutPlus) return withoutPlus;

        return WhyNot(home, home.WithoutTrunk(digits));
    }

    private static Result<PhoneNumber> International(string digits)
    {
        if (NumberingPlans.CallingCodeOf(digits) is not { } callingCode) return PhoneErrors.WrongCountry;

        var national = digits[callingCode.Length..];
        if (Matching(callingCode, national) is { } number) return number;

        var main = NumberingPlans.Main(callingCode);
        return WhyNot(main, main.WithoutTrunk(national));
    }

    private static PhoneNumber? Matching(string callingCode, string dialled)
    {
        var national = NumberingPlans.Main(callingCode).WithoutTrunk(dialled);
        return NumberingPlans.Of(callingCode, national).Fits(national) ? new PhoneNumber($"+{callingCode}{national}") : null;
    }

    private static Error WhyNot(NumberingPlan plan, string national) =>
        national.Length < plan.Lengths[0] ? PhoneErrors.TooShort
        : national.Length > plan.Lengths[^1] ? PhoneErrors.TooLong
        : PhoneErrors.NotPossible;

    /// <summary>Keeps the digits, drops what people put between them, refuses everything else.</summary>
    private static bool TryRead(string text, out string digits, out bool hasPlus)
    {
        var kept = new StringBuilder(MostDigitsTyped);
        var pluses = 0;
        foreach (var character in Digits.Fold(text))
        {
            if (char.IsAsciiDigit(character)) kept.Append(character);
            else if (IsPlus(character)) pluses++;
            else if (!IsSeparator(character)) { (digits, hasPlus) = ("", false); return false; }
        }

        (digits, hasPlus) = (kept.ToString(), pluses == 1);
        return digits.Length > 0 && pluses <= 1 && (pluses == 0 || HasPlusAtAnEnd(text));
    }

    // In a right-to-left field the plus of "966500000001+" is seen on the left, where people expect it.
    private static bool HasPlusAtAnEnd(string text)
    {
        var visible = text.Where(character => char.IsDigit(character) || IsPlus(character)).ToArray();
        return IsPlus(visible[0]) || IsPlus(visible[^1]);
    }

    private static bool IsPlus(char character) => character is '+' or '＋' or '﹢';

    private static bool IsSeparator(char character) => character is '.' or '/' or '·' || char.GetUnicodeCategory(character)
        is UnicodeCategory.SpaceSeparator or UnicodeCategory.Control or UnicodeCategory.Format // Format: the direction marks that come with a paste
        or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation;
}
