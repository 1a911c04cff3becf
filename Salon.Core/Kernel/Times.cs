using NodaTime;

namespace Salon.Kernel;

/// <summary>A half-open span of instants: <paramref name="Start"/> is inside, <paramref name="End"/> is not.</summary>
public readonly record struct Span(Instant Start, Instant End)
{
    public Duration Length => End - Start;

    public bool IsEmpty => End <= Start;

    public bool Overlaps(Span other) => Start < other.End && other.Start < End;

    public bool Contains(Span other) => Start <= other.Start && other.End <= End;
}

/// <summary>A span of minutes counted from midnight of a business day; it may end on the next date (16:00–02:00 is 960–1560).</summary>
/// <param name="From">0 to 1439.</param>
/// <param name="To">Exclusive; above <paramref name="From"/>, at most 2880, and at most 24 hours after it.</param>
public readonly record struct DayHours(int From, int To)
{
    public const int MinutesPerDay = 24 * 60;

    public bool IsValid => From is >= 0 and < MinutesPerDay && To > From && To - From <= MinutesPerDay;
}

/// <summary>Dates from <paramref name="First"/> to <paramref name="Last"/>, both inside.</summary>
public readonly record struct DateRange(LocalDate First, LocalDate Last)
{
    public int Days => Period.DaysBetween(First, Last) + 1;

    public IEnumerable<LocalDate> Dates()
    {
        for (var date = First; date <= Last; date = date.PlusDays(1)) yield return date;
    }

    /// <summary>From the first midnight to the one after the last date, as a zone has them.</summary>
    public Span In(DateTimeZone zone) => new(zone.AtStartOfDay(First).ToInstant(), zone.AtStartOfDay(Last.PlusDays(1)).ToInstant());
}

/// <summary>A branch's day. It begins on its date and may end after the following midnight.</summary>
public static class BusinessDay
{
    /// <summary>The instants at which wall-clock hours begin and end in a zone.</summary>
    /// <remarks>
    /// A start that the clocks skip moves forward to the first time that exists; an end that happens twice is its later one,
    /// so that nobody is sent home an hour early when the clocks go back.
    /// </remarks>
    public static Span At(LocalDate date, DayHours hours, DateTimeZone zone) =>
        new(Resolve(date, hours.From, zone, later: false), Resolve(date, hours.To, zone, later: true));

    /// <summary>The instant at which a wall-clock minute of a business day happens.</summary>
    public static Instant Resolve(LocalDate date, int minute, DateTimeZone zone, bool later)
    {
        var mapping = zone.MapLocal(date.AtMidnight().PlusMinutes(minute));
        return mapping.Count switch
        {
            0 => mapping.EarlyInterval.End,
            1 => mapping.Single().ToInstant(),
            _ => (later ? mapping.Last() : mapping.First()).ToInstant(),
        };
    }

    /// <summary>What the clock shows at an instant, in minutes from midnight of a business date.</summary>
    /// <remarks>600 is ten o'clock also on the day on which the clocks change.</remarks>
    /// <returns>From 1440 on it is the night after; below 0 it is the day before.</returns>
    public static int MinuteOf(LocalDate date, Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone).LocalDateTime;
        return Period.DaysBetween(date, local.Date) * DayHours.MinutesPerDay + local.Hour * 60 + local.Minute;
    }
}
