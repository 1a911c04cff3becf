using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Salon.Kernel;

/// <summary>A telephone number of any country, kept in the international form of ITU-T E.164. It exists only when it is possible there.</summary>
/// <remarks>What a country gives out, and how its people write it, is known by libphonenumber.</remarks>
public sealed partial record PhoneNumber
{
    /// <summary>Region of satellite telephones and international freephone, which no country gives out.</summary>
    private const string NoCountry = "001";

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    private PhoneNumber(string value) => Value = value;

    /// <summary>E.164 with its plus: "+966500000001". What is stored, compared and handed to providers.</summary>
    public string Value { get; }

    /// <summary>Country calling code without plus: "966".</summary>
    public string CallingCode => Number.CountryCode.ToString(CultureInfo.InvariantCulture);

    /// <summary>ISO 3166-1 alpha-2 code of the country, "001" for numbers of no country (satellite, international freephone).</summary>
    public string Region => Plans.GetRegionCodeForNumber(Number) ?? Plans.GetRegionCodeForCountryCode(Number.CountryCode);

    /// <summary>Every <see cref="Region"/> there is.</summary>
    public static IReadOnlySet<string> Regions { get; } = Plans.GetSupportedRegions().Append(NoCountry).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether it can belong to a mobile telephone. Where a number does not tell (North America), the answer is yes.</summary>
    public bool IsMobile => Plans.GetNumberType(Number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE;

    /// <summary>Whether no text can arrive there: a landline, a service, a pager. What is not known to be one (VoIP, a new range) may take it.</summary>
    public bool TakesNoTexts => Plans.GetNumberType(Number)
        is PhoneNumberType.FIXED_LINE or PhoneNumberType.TOLL_FREE or PhoneNumberType.PREMIUM_RATE
        or PhoneNumberType.UAN or PhoneNumberType.PAGER or PhoneNumberType.VOICEMAIL;

    private PhoneNumbers.PhoneNumber Number => Plans.Parse(Value, defaultRegion: null);

    /// <summary>
    /// Reads what a person typed or pasted: any script's digits, spaces, dashes, brackets, direction marks, with or without country and trunk prefix.
    /// </summary>
    /// <param name="text">For example "٠٥٠ ٠٠٠ ٠٠٠١", "+966 (0) 50 000 0001" or "00966500000001".</param>
    /// <param name="defaultCallingCode">The country meant when the text names none: the organization's own.</param>
    /// <exception cref="ArgumentException">No country has <paramref name="defaultCallingCode"/>: a setting is wrong, not the person.</exception>
    public static Result<PhoneNumber> Parse(string? text, string defaultCallingCode = "966")
    {
        var home = HomeOf(defaultCallingCode);
        if (string.IsNullOrWhiteSpace(text)) return PhoneErrors.Missing;
        if (TypedNumber.Read(text) is not { } typed) return PhoneErrors.NotANumber;
        try
        {
            var number = Plans.Parse(typed, home);
            return Plans.IsValidNumber(number) ? new PhoneNumber(Plans.Format(number, PhoneNumberFormat.E164)) : WhyNot(number);
        }
        catch (NumberParseException e)
        {
            return e.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => PhoneErrors.WrongCountry,
                ErrorType.TOO_SHORT_NSN or ErrorType.TOO_SHORT_AFTER_IDD => PhoneErrors.TooShort,
                ErrorType.TOO_LONG => PhoneErrors.TooLong,
                _ => PhoneErrors.NotANumber,
            };
        }
    }

    /// <summary>Wraps a number that was parsed before it was stored. Numbers already accepted stay accepted when a country changes its plan.</summary>
    /// <exception cref="FormatException">The column holds anything but a number.</exception>
    public static PhoneNumber FromStored(string value) =>
        E164().IsMatch(value) ? new(value) : throw new FormatException("A stored telephone number is not in E.164 form."); // its text is nobody's business

    /// <summary>As people of that country write it: "050 000 0001".</summary>
    public string ToNational() => Plans.Format(Number, PhoneNumberFormat.NATIONAL);

    /// <summary>
    /// As it is dialled from anywhere: "+966 50 000 0001". Spaces alone set groups apart: dashes and dots turn the order of digits in Arabic text.
    /// </summary>
    public string ToInternational() => Plans.Format(Number, PhoneNumberFormat.INTERNATIONAL).Replace('-', ' ').Replace('.', ' ');

    /// <summary>For screens that must not give the number away: "+966 5• ••• ••01". The owner recognizes it, a bystander learns little.</summary>
    public string Mask()
    {
        var grouped = ToInternational().ToCharArray();
        var digits = Value.Length - 1;
        var shownFirst = CallingCode.Length + 1;
        var position = 0;
        for (var i = 0; i < grouped.Length; i++)
        {
            if (!char.IsAsciiDigit(grouped[i])) continue;
            if (position >= shownFirst && position < digits - 2) grouped[i] = '•';
            position++;
        }

        return new string(grouped);
    }

    /// <summary>Masked on purpose: a number that slips into a log or an exception is not readable there. Use <see cref="Value"/> to send or store.</summary>
    public override string ToString() => Mask();

    private static string HomeOf(string callingCode)
    {
        var region = int.TryParse(callingCode, CultureInfo.InvariantCulture, out var code) ? Plans.GetRegionCodeForCountryCode(code) : null;
        return Regions.Contains(region ?? "") ? region! : throw new ArgumentException($"No country has the calling code '{callingCode}'.", nameof(callingCode));
    }

    private static Error WhyNot(PhoneNumbers.PhoneNumber number) => Plans.IsPossibleNumberWithReason(number) switch
    {
        PhoneNumberUtil.ValidationResult.TOO_SHORT => PhoneErrors.TooShort,
        PhoneNumberUtil.ValidationResult.TOO_LONG => PhoneErrors.TooLong,
        PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE => PhoneErrors.WrongCountry,
        _ => PhoneErrors.NotPossible,
    };

    [GeneratedRegex(@"\A\+[1-9][0-9]{5,14}\z", RegexOptions.None, 1000)]
    private static partial Regex E164();
}

/// <summary>Why a text is not a telephone number.</summary>
public static class PhoneErrors
{
    public static readonly Error Missing = new(ErrorKind.Invalid, "Phone.Missing");
    public static readonly Error NotANumber = new(ErrorKind.Invalid, "Phone.NotANumber");
    public static readonly Error TooShort = new(ErrorKind.Invalid, "Phone.TooShort");
    public static readonly Error TooLong = new(ErrorKind.Invalid, "Phone.TooLong");

    /// <summary>No country has this calling code.</summary>
    public static readonly Error WrongCountry = new(ErrorKind.Invalid, "Phone.WrongCountry");

    /// <summary>The length is right, but the country gives out no such number.</summary>
    public static readonly Error NotPossible = new(ErrorKind.Invalid, "Phone.NotPossible");
}
