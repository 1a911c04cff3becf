using System.Collections.Frozen;
using Salon.Bookings;
using Salon.Payments.Books;

namespace Salon.Web.Components.BackOffice;

/// <summary>The reasons that Salon itself words: chosen by one person in her language, and read later by others in theirs.</summary>
public static class ReasonWords
{
    private const string Undone = "Calendar.UndoReason";

    public static readonly IReadOnlyList<string> ByCustomer = ["Desk.ReasonIll", "Desk.ReasonBusy", "Desk.ReasonOtherTime", "Desk.ReasonChangedMind"];
    public static readonly IReadOnlyList<string> BySalon = ["Desk.ReasonStaffAway", "Desk.ReasonWeClose", "Desk.ReasonByMistake"];
    public static readonly IReadOnlyList<string> AtTheTill = ["Till.ReasonMistake", "Till.ReasonChanged"];

    private static readonly IReadOnlyList<string> Offered = [.. ByCustomer, .. BySalon, .. AtTheTill];

    private static readonly FrozenDictionary<string, string> Keys =
        Known().DistinctBy(known => known.Kept).ToFrozenDictionary(known => known.Kept, known => known.Key);

    /// <summary>The keys of all reasons that a form may offer.</summary>
    public static bool IsOffered(string key) => Offered.Contains(key);

    /// <summary>A reason as it is kept, in the language of whoever reads it. What somebody wrote in words of her own stays as she wrote it.</summary>
    public static string Reason(this Texts texts, string kept) => Keys.TryGetValue(kept, out var key) ? texts[key] : kept;

    /// <summary>Why money moved, in the language of whoever reads it; null when there is nothing to say.</summary>
    public static string? Reason(this Texts texts, Why why) => why.In(texts) is { } words ? texts.Reason(words) : null;

    // A form keeps what stands in its field, so an offered reason is known by its words in any language.
    private static IEnumerable<(string Kept, string Key)> Known() =>
        Languages.All.Select(Texts.For).SelectMany(texts => Offered.Append(Undone).Select(key => (texts[key], key))).Append((CancelReasons.Undone, Undone));
}
