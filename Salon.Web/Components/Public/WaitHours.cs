using Salon.Bookings.Waitlist;

namespace Salon.Web.Components.Public;

/// <summary>The parts of a day people wait for, as minutes of the business day.</summary>
public static class WaitHours
{
    /// <summary>A part's name in addresses and forms, the key of its words, and its minutes.</summary>
    public static readonly IReadOnlyList<(string Name, string Words, int From, int To)> Parts =
    [
        ("any", "People.PartAny", 0, WaitRequest.EndOfNight), ("morning", "People.PartMorning", 0, 12 * 60), ("afternoon", "People.PartAfternoon", 12 * 60, 17 * 60),
        ("evening", "People.PartEvening", 17 * 60, WaitRequest.EndOfNight),
    ];

    /// <summary>The minutes of a part; the whole day for what is not known.</summary>
    public static (int From, int To) Of(string? name) => Parts.Where(p => p.Name == name).Select(p => (p.From, p.To)).FirstOrDefault((0, WaitRequest.EndOfNight));

    /// <summary>The minutes in words: a part's name, or from when until when.</summary>
    public static string Told(Texts texts, int from, int to)
    {
        var part = Parts.FirstOrDefault(p => p.From == from && p.To == to);
        return part.Words is { } words ? texts[words] : texts["People.BetweenTimes", Time(from), Time(to)];
    }

    private static LocalTime Time(int minute) => LocalTime.Midnight.PlusMinutes(minute % (24 * 60));
}
