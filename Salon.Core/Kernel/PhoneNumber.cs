using Salon.Kernel.Phones;

namespace Salon.Kernel;

/// <summary>A telephone number of any country, kept in the international form of ITU-T E.164. It exists only when it is possible there.</summary>
public sealed record PhoneNumber
{
    internal PhoneNumber(string value) => Value = value;

    /// <summary>E.164 with its plus: "+966500000001". What is stored, compared and handed to providers.</summary>
    public string Value { get; }

    /// <summary>Country calling code without plus: "966".</summary>
    public string CallingCode => NumberingPlans.Split(Value).Plan.CallingCode;

    /// <summary>ISO 3166-1 alpha-2 code of the country, "001" for numbers of no country (satellite, international freephone).</summary>
    public string Region => NumberingPlans.Split(Value).Plan.Region;

    /// <summary>Every <see cref="Region"/> there is.</summary>
    public static IReadOnlySet<string> Regions => NumberingPlans.Regions;

    /// <summary>Whether it can belong to a mobile telephone. Where a number does not tell (North America), the answer is yes.</summary>
    public bool IsMobile
    {
        get
        {
            var (plan, national) = NumberingPlans.Split(Value);
            return plan.IsMobile(national);
        }
    }

    /// <summary>
    /// Reads what a person typed or pasted: any script's digits, spaces, dashes, brackets, direction marks, with or without country and trunk prefix.
    /// </summary>
    /// <param name="text">For example "٠٥٠ ٠٠٠ ٠٠٠١", "+966 (0) 50 000 0001" or "00966500000001".</param>
    /// <param name="defaultCallingCode">The country meant when the text names none: the organization's own.</param>
    /// <exception cref="ArgumentException">No country has <paramref name="defaultCallingCode"/>: a setting is wrong, not the person.</exception>
    public static Result<PhoneNumber> Parse(string? text, string defaultCallingCode = "966") => PhoneParser.Parse(text, defaultCallingCode);

    /// <summary>Wraps a number that was parsed before it was stored. Numbers already accepted stay accepted when a country changes its plan.</summary>
    public static PhoneNumber FromStored(string value)
    {
        NumberingPlans.Split(value); // throws when the column holds anything but a number
        return new(value);
    }

    /// <summary>As people of that country write it: "050 000 0001".</summary>
    public string ToNational()
    {
        var (plan, national) = NumberingPlans.Split(Value);
        return plan.Group(national, international: false);
    }

    /// <summary>As it is dialled from anywhere: "+966 50 000 0001".</summary>
    public string ToInternational()
    {
        var (plan, national) = NumberingPlans.Split(Value);
        return $"+{plan.CallingCode} {plan.Group(national, international: true)}";
    }

    /// <summary>For screens that must not give the number away: "+966 5• ••• ••01". The owner recognizes it, a bystander learns little.</summary>
    public string Mask()
    {
        var (plan, national) = NumberingPlans.Split(Value);
        var grouped = plan.Group(national, international: true).ToCharArray();
        var position = 0;
        for (var i = 0; i < grouped.Length; i++)
        {
            if (!char.IsAsciiDigit(grouped[i])) continue;
            var shown = position == 0 || position >= national.Length - 2;
            if (!shown) grouped[i] = '•';
            position++;
        }

        return $"+{plan.CallingCode} {new string(grouped)}";
    }

    /// <summary>Masked on purpose: a number that slips into a log or an exception is not readable there. Use <see cref="Value"/> to send or store.</summary>
    public override string ToString() => Mask();
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
