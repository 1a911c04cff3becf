using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Salon.Kernel.Phones;

/// <summary>
/// How the telephone numbers of one region look. Patterns are regular expressions over the national number: no calling code, no trunk prefix.
/// </summary>
/// <param name="Region">ISO 3166-1 alpha-2, or "001" for numbers of no country.</param>
/// <param name="CallingCode">Without plus; several regions may share one.</param>
/// <param name="DialOut">Pattern of what is dialled there before a calling code: "00" or "011".</param>
/// <param name="Number">Pattern of every number of the region.</param>
/// <param name="Lengths">Possible counts of digits, ascending.</param>
/// <param name="Trunk">Pattern of what is dialled there before a national number: usually "0".</param>
/// <param name="TrunkReplacement">What the matched trunk prefix becomes when the pattern caught a group; without it, nothing.</param>
/// <param name="Leading">Pattern of first digits that belong to this region alone among those sharing the calling code.</param>
/// <param name="Mobile">Pattern of numbers that can be mobile.</param>
/// <param name="Assigned">Pattern of numbers in use; given only where several regions share a calling code.</param>
/// <param name="Groupings">How digits are grouped for reading; absent where the main region of the calling code decides.</param>
internal sealed record NumberingPlan(
    string Region, string CallingCode, string? DialOut, string Number, int[] Lengths, string? Trunk, string? TrunkReplacement,
    string? Leading, string? Mobile, string? Assigned, Grouping[]? Groupings)
{
    public bool Fits(string national) => Array.BinarySearch(Lengths, national.Length) >= 0 && Patterns.IsWhole(Number, national);

    public bool IsMobile(string national) => Mobile is not null && Patterns.IsWhole(Mobile, national);

    /// <summary>Whether this region, of those behind one calling code, gives out the number.</summary>
    public bool Claims(string national) =>
        Leading is not null ? Patterns.Start(Leading, national).Success : Assigned is not null && Patterns.IsWhole(Assigned, national);

    /// <summary>The number without its trunk prefix, where it has one.</summary>
    public string WithoutTrunk(string national)
    {
        if (Trunk is null || Patterns.Start(Trunk, national) is not { Success: true } prefix) return national;

        var replacement = TrunkReplacement is not null && prefix.Groups[^1].Success ? prefix.Result(TrunkReplacement) : "";
        var stripped = replacement + national[prefix.Length..];
        return Fits(national) && !Fits(stripped) ? national : stripped; // a number may begin with the digit of the trunk prefix
    }

    /// <summary>The digits after the international prefix of this region, or null when there is none.</summary>
    public string? AfterDialOut(string dialled) =>
        DialOut is not null && Patterns.Start(DialOut, dialled) is { Success: true } prefix ? dialled[prefix.Length..] : null;

    /// <summary>The digits in the groups people are used to; ungrouped when the region has no custom for such a number.</summary>
    public string Group(string national, bool international)
    {
        foreach (var grouping in Groupings ?? NumberingPlans.Main(CallingCode).Groupings ?? [])
        {
            if (grouping.Leading is not null && !Patterns.Start(grouping.Leading, national).Success) continue;
            if (Patterns.Whole(grouping.Pattern, national) is not { Success: true } match) continue;
            return match.Result(international ? grouping.International : grouping.National);
        }

        return national;
    }
}

/// <summary>One custom of grouping digits.</summary>
/// <param name="Pattern">Cuts the number into groups.</param>
/// <param name="National">Layout at home, with the trunk prefix where it is written: "0$1 $2 $3".</param>
/// <param name="International">Layout after the calling code.</param>
/// <param name="Leading">Pattern of first digits it is meant for; absent means all.</param>
internal sealed record Grouping(string Pattern, string National, string International, string? Leading);

/// <summary>The regular expressions of the data file, each compiled when its country is first needed.</summary>
internal static class Patterns
{
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    public static bool IsWhole(string pattern, string text) => Whole(pattern, text).Success;

    public static Match Whole(string pattern, string text) => Get($@"\A(?:{pattern})\z").Match(text);

    public static Match Start(string pattern, string text) => Get($@"\A(?:{pattern})").Match(text);

    // Non-backtracking: time is linear in the text whatever the data file says, so no timeout can fire.
    private static Regex Get(string pattern) =>
        Compiled.GetOrAdd(pattern, static p => new Regex(p, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout));
}
