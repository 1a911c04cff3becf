using Salon.Scheduling;

namespace Salon.Web.Pages.Public.Book;

/// <summary>Some hours of a day with their free times.</summary>
/// <param name="Name">Key of its name.</param>
/// <param name="Icon">A symbol of img/icons.svg.</param>
/// <param name="Shown">A few good times.</param>
/// <param name="More">The rest, behind a tap.</param>
public sealed record DayPart(string Name, string Icon, IReadOnlyList<Slot> Shown, IReadOnlyList<Slot> More);

/// <summary>Puts the times of a business day into parts that people think in.</summary>
public static class DayParts
{
    private const int Few = 6;

    private const int Isha = 20 * 60 + 30; // by then it has been called everywhere in the kingdom, in every season

    private static readonly (string Name, string Icon, int Until)[] Parts =
    [
        ("Public.Morning", "sun", 12 * 60), ("Public.Afternoon", "sun", 17 * 60), ("Public.Evening", "moon", Isha),
        ("Public.Night", "moon", DayHours.MinutesPerDay), ("Public.PastMidnight", "moon", 2 * DayHours.MinutesPerDay),
    ];

    /// <summary>Only parts that have a time.</summary>
    public static IReadOnlyList<DayPart> Of(DayTimes day, DateTimeZone zone)
    {
        var from = 0;
        var result = new List<DayPart>();
        foreach (var (name, icon, until) in Parts)
        {
            var start = from;
            var slots = day.Slots.Where(slot => BusinessDay.MinuteOf(day.Date, slot.Start, zone) is var minute && minute >= start && minute < until).ToList();
            if (slots.Count > 0) result.Add(Part(name, icon, slots, zone));
            from = until;
        }

        return result;
    }

    /// <summary>Whether the day has a time from 17:00 on.</summary>
    public static Slot? FirstInTheEvening(DayTimes day, DateTimeZone zone) =>
        day.Slots.FirstOrDefault(slot => BusinessDay.MinuteOf(day.Date, slot.Start, zone) >= 17 * 60);

    // Whole and half hours are the easiest to remember; when there are many times, those are shown first.
    private static DayPart Part(string name, string icon, List<Slot> slots, DateTimeZone zone)
    {
        if (slots.Count <= Few) return new(name, icon, slots, []);
        var round = slots.Where(slot => slot.Start.InZone(zone).Minute is 0 or 30).ToList();
        var shown = (round.Count >= Few / 2 ? round : slots).Take(Few).ToHashSet();
        return new(name, icon, [.. slots.Where(shown.Contains)], [.. slots.Where(slot => !shown.Contains(slot))]);
    }
}
