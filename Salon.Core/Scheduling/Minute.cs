namespace Salon.Scheduling;

/// <summary>Whole minutes since 1970-01-01T00:00Z, the unit of all free-time arithmetic: every service, slot and opening hour is a whole number of them.</summary>
public static class Minute
{
    /// <summary>Stand for the beginning and the end of time; far enough from the edge of an int to count a few days on.</summary>
    public const int First = int.MinValue / 2, Last = int.MaxValue / 2;

    /// <summary>The last whole minute at or before an instant.</summary>
    public static int Floor(Instant instant)
    {
        var (minutes, rest) = Math.DivRem(instant.ToUnixTimeTicks(), NodaConstants.TicksPerMinute);
        return (int)Math.Clamp(rest < 0 ? minutes - 1 : minutes, First, Last);
    }

    /// <summary>The first whole minute at or after an instant.</summary>
    public static int Ceiling(Instant instant)
    {
        var floor = Floor(instant);
        return ToInstant(floor) < instant && floor < Last ? floor + 1 : floor;
    }

    public static Instant ToInstant(int minute) => Instant.FromUnixTimeSeconds(minute * 60L);

    public static Kernel.Span ToSpan(int from, int to) => new(ToInstant(from), ToInstant(to));
}
