using System.Collections.Frozen;
using System.Text.Json;

namespace Salon.Kernel.Phones;

/// <summary>The numbering plans of all countries, read once from phone-metadata.json (see scripts/refresh-phone-metadata.mjs).</summary>
internal static class NumberingPlans
{
    private const int LongestCallingCode = 3; // and none is the beginning of another (ITU-T E.164)

    private static readonly Lazy<FrozenDictionary<string, NumberingPlan[]>> ByCallingCode = new(Load);

    private static readonly Lazy<FrozenSet<string>> Everywhere = new(() => ByCallingCode.Value.Values.SelectMany(plans => plans).Select(plan => plan.Region).ToFrozenSet(StringComparer.Ordinal));

    public static IReadOnlySet<string> Regions => Everywhere.Value;

    /// <summary>The region that decides for a calling code; of several it is the one that owns the shared customs (US for 1, RU for 7).</summary>
    public static NumberingPlan Main(string callingCode) =>
        ByCallingCode.Value.TryGetValue(callingCode, out var plans)
            ? plans[0]
            : throw new ArgumentException($"No country has the calling code '{callingCode}'.", nameof(callingCode));

    /// <summary>Cuts an E.164 number into its plan and its national part.</summary>
    public static (NumberingPlan Plan, string National) Split(string e164)
    {
        var callingCode = e164.StartsWith('+') ? CallingCodeOf(e164[1..]) : null;
        if (callingCode is null) throw new FormatException("A stored telephone number is not in E.164 form."); // its text is nobody's business

        var national = e164[(1 + callingCode.Length)..];
        return (Of(callingCode, national), national);
    }

    public static string? CallingCodeOf(string digits)
    {
        for (var length = 1; length <= LongestCallingCode && length <= digits.Length; length++)
        {
            if (ByCallingCode.Value.ContainsKey(digits[..length])) return digits[..length];
        }

        return null;
    }

    /// <summary>The region that gives out a national number; the main one when no other claims it.</summary>
    public static NumberingPlan Of(string callingCode, string national)
    {
        var plans = ByCallingCode.Value[callingCode];
        return plans.Length == 1 ? plans[0] : Array.Find(plans, plan => plan.Claims(national)) ?? plans[0];
    }

    private static FrozenDictionary<string, NumberingPlan[]> Load()
    {
        const string name = "Salon.Kernel.Phones.phone-metadata.json";
        using var stream = typeof(NumberingPlans).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the assembly.");
        var file = JsonSerializer.Deserialize<MetadataFile>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"{name} is empty.");
        return file.Regions.GroupBy(plan => plan.CallingCode, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    private sealed record MetadataFile(string Origin, NumberingPlan[] Regions);
}
