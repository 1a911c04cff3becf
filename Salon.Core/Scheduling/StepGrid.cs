namespace Salon.Scheduling;

/// <summary>The minutes at which visits may start: those whose minute of the hour, on the branch's clock, is a multiple of the step.</summary>
internal static class StepGrid
{
    /// <param name="step">A divisor of 60.</param>
    public static IEnumerable<int> Minutes(DateTimeZone zone, int step, int from, int to)
    {
        for (var minute = from; minute < to;)
        {
            var interval = zone.GetZoneInterval(Minute.ToInstant(minute));
            var until = interval.HasEnd ? Math.Min(to, Minute.Ceiling(interval.End)) : to;
            var offset = interval.WallOffset.Seconds / 60;

            // A step divides the hour, so counting wall-clock minutes from any midnight gives the same multiples.
            var past = (minute + offset) % step;
            for (minute += past == 0 ? 0 : past > 0 ? step - past : -past; minute < until; minute += step) yield return minute;
            minute = until;
        }
    }

    public static bool Contains(DateTimeZone zone, int step, int minute) => Minutes(zone, step, minute, minute + 1).Any();
}
