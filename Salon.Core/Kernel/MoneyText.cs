using System.Globalization;

namespace Salon.Kernel;

/// <summary>Reads amounts as people type them, in major units: "115", "١١٥٫٥٠", "1,150.00", "99,5".</summary>
public static class MoneyText
{
    /// <summary>The most that is believed: larger ones are slips of the finger.</summary>
    public const long MostMajor = 1_000_000;

    private const char ArabicDecimalPoint = '٫';

    /// <param name="text">Digits of any script. A point or «٫» begins the decimals; commas, «٬» and spaces part thousands, but one comma before one or two digits begins the decimals too.</param>
    /// <param name="currency">ISO 4217; says how many decimals there may be.</param>
    public static Result<Money> Parse(string? text, string currency)
    {
        var digits = Digits.Fold(TidyText.Line(text)).Replace(ArabicDecimalPoint, '.').Replace('٬', ',').Replace('،', ',').Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length == 0) return new Error(ErrorKind.Invalid, "Money.Missing");
        if (digits.Length > 20) return NotAnAmount;

        if (!digits.Contains('.', StringComparison.Ordinal) && digits.Count(c => c == ',') == 1 && digits.Length - digits.IndexOf(',', StringComparison.Ordinal) - 1 is 1 or 2)
            digits = digits.Replace(',', '.');
        if (!AreThousands(digits.Split('.')[0])) return NotAnAmount;

        digits = digits.Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major)) return NotAnAmount;
        if (major > MostMajor) return new Error(ErrorKind.Invalid, "Money.TooMuch", new Money(MostMajor * Currencies.Scale(currency), currency));

        var minor = major * Currencies.Scale(currency);
        if (minor != decimal.Truncate(minor)) return new Error(ErrorKind.Invalid, "Money.TooManyDecimals", Currencies.Exponent(currency));
        return new Money((long)minor, currency);
    }

    /// <summary>What a form shows for editing: "115", "99.50"; always readable by <see cref="Parse"/>.</summary>
    public static string Edit(Money money)
    {
        var scale = Currencies.Scale(money.Currency);
        var digits = money.Minor % scale == 0 ? 0 : Currencies.Exponent(money.Currency);
        return (money.Minor / (decimal)scale).ToString($"F{digits}", CultureInfo.InvariantCulture);
    }

    private static Error NotAnAmount => new(ErrorKind.Invalid, "Money.NotAnAmount");

    // "1,150" and "1,150,000", but not "11,50" or "1,,150"
    private static bool AreThousands(string whole)
    {
        var groups = whole.Split(',');
        return groups.Length == 1 || (groups[0].Length is 1 or 2 or 3 && groups.Skip(1).All(g => g.Length == 3));
    }
}
