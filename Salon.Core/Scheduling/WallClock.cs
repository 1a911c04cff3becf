namespace Salon.Scheduling;

/// <summary>Resolves wall-clock hours of some dates like <see cref="BusinessDay"/> does, but at once when the clocks do not change meanwhile.</summary>
internal sealed class WallClock
{
    private readonly DateTimeZone zone;
    private readonly DateRange dates;
    private readonly int? offset; // minutes east of UTC on all of the dates; null when the clocks change

    public WallClock(DateTimeZone zone, DateRange dates)
    {
        (this.zone, this.dates) = (zone, dates);
        var day = Duration.FromDays(1);
        var first = dates.First.AtMidnight().InUtc().ToInstant() - day;
        var last = dates.Last.AtMidnight().InUtc().ToInstant() + 3 * day; // hours may reach into the next date
        var interval = zone.GetZoneInterval(first);
        if ((!interval.HasEnd || last <= interval.End) && interval.WallOffset.Seconds % 60 == 0) offset = interval.WallOffset.Seconds / 60;
    }

    public Spans Spans(LocalDate date, IReadOnlyList<DayHours> hours)
    {
        if (hours.Count == 0) return Scheduling.Spans.None;
        var spans = new List<(int, int)>(hours.Count);
        AddTo(spans, date, hours);
        return Scheduling.Spans.Of(spans);
    }

    public void AddTo(List<(int From, int To)> spans, LocalDate date, IReadOnlyList<DayHours> hours)
    {
        foreach (var part in hours)
        {
            if (offset is { } minutes && dates.First <= date && date <= dates.Last)
            {
                var midnight = (int)(date.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds() / 60) - minutes;
                spans.Add((midnight + part.From, midnight + part.To));
                continue;
            }
            var span = BusinessDay.At(date, part, zone);
            spans.Add((Minute.Ceiling(span.Start), Minute.Floor(span.End)));
        }
    }
}
