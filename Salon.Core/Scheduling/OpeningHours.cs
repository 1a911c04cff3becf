namespace Salon.Scheduling;

/// <summary>One range of opening on one business date, as instants.</summary>
public sealed record OpenRange(LocalDate Date, DayHours Hours, Span Span);

/// <summary>Whether a branch is open at a moment, and what comes next.</summary>
/// <param name="Until">When it closes, if it is open.</param>
/// <param name="NextOpening">When it opens again, if it is closed; null when it stays closed for the next <see cref="OpeningHours.LookAheadDays"/> days.</param>
public sealed record OpenState(bool IsOpen, Instant? Until, Instant? NextOpening);

/// <summary>When a branch is open, told to people.</summary>
public sealed record OpeningHours(DateTimeZone Zone, HoursPlan Plan)
{
    /// <summary>How far the next opening is looked for.</summary>
    public const int LookAheadDays = 30;

    /// <summary>The ranges of a business date in order; empty when it is closed.</summary>
    public IReadOnlyList<DayHours> On(LocalDate date) => Plan.HoursOn(date);

    /// <summary>The openings of the seven business dates from the one that is under way.</summary>
    public IReadOnlyList<(LocalDate Date, IReadOnlyList<DayHours> Hours)> ComingWeek(Instant now)
    {
        var today = BusinessDateAt(now);
        return [.. new DateRange(today, today.PlusDays(6)).Dates().Select(date => (date, On(date)))];
    }

    /// <summary>The business date under way: yesterday's while it is still open after midnight.</summary>
    public LocalDate BusinessDateAt(Instant now)
    {
        var date = now.InZone(Zone).Date;
        return now < StartOf(date) ? date.PlusDays(-1) : date;
    }

    /// <summary>When a business date begins: at midnight, or at the end of the night before.</summary>
    public Instant StartOf(LocalDate date) =>
        Ranges(date.PlusDays(-1), date.PlusDays(-1)).Select(range => range.Span.End).Append(BusinessDay.Resolve(date, 0, Zone, later: false)).Max();

    /// <summary>Whether a branch has opened on a date by a moment; a date on which it stays closed has begun when its night before is over.</summary>
    public bool HasBegun(LocalDate date, Instant now) => (On(date) is { Count: > 0 } ? Ranges(date, date).Min(range => range.Span.Start) : StartOf(date)) <= now;

    /// <summary>The latest date on which it has opened by a moment; null when that is longer ago than it is looked for.</summary>
    public LocalDate? LastOpened(Instant now)
    {
        var today = BusinessDateAt(now);
        return new DateRange(today.PlusDays(-LookAheadDays), today).Dates().Reverse().Where(date => On(date).Count > 0 && HasBegun(date, now)).Select(date => (LocalDate?)date).FirstOrDefault();
    }

    public OpenState At(Instant now)
    {
        var date = now.InZone(Zone).Date;
        Instant? until = null;
        foreach (var (_, _, span) in Ranges(date.PlusDays(-1), date.PlusDays(LookAheadDays)))
        {
            if (until is null && span.Start > now) return new(false, null, span.Start);
            if (until is { } end && span.Start > end) break;
            if (Contains(span, now) || until is not null) until = until is { } known && known > span.End ? known : span.End; // 10–24 and 0–2 are one opening
        }

        return new(until is not null, until, null);
    }

    private IEnumerable<OpenRange> Ranges(LocalDate first, LocalDate last) =>
        from date in new DateRange(first, last).Dates()
        from hours in On(date)
        select new OpenRange(date, hours, BusinessDay.At(date, hours, Zone));

    private static bool Contains(Span span, Instant moment) => span.Start <= moment && moment < span.End;
}
