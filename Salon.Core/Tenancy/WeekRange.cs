namespace Salon.Tenancy;

/// <summary>One range of an ordinary week, or a break within one.</summary>
public readonly record struct WeekRange(IsoDayOfWeek Day, DayHours Hours, bool IsBreak = false);

/// <summary>Whether hours that people entered can be kept.</summary>
public static class HoursChecks
{
    /// <summary>The most ranges and breaks one day may have.</summary>
    public const int MostPerDay = 8;

    /// <summary>Finds ranges that are no ranges, overlap each other (also across midnight and from Sunday to Monday), or breaks outside working hours.</summary>
    /// <param name="checks">Faults are told at "<paramref name="field"/>.Monday" and so on.</param>
    /// <param name="field">Path of the week in the form.</param>
    /// <param name="week">Every range and break of the week.</param>
    public static void Week(Checks checks, string field, IReadOnlyList<WeekRange> week)
    {
        foreach (var day in week.GroupBy(r => r.Day))
        {
            var at = $"{field}.{day.Key}";
            checks.That(day.Key is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday, at, "Hours.NotADay");
            Ranges(checks, at, [.. day.Where(r => !r.IsBreak).Select(r => r.Hours)], [.. day.Where(r => r.IsBreak).Select(r => r.Hours)]);
        }

        if (checks.Refusal is null) Nights(checks, field, [.. week.Where(r => !r.IsBreak)]);
    }

    /// <summary>The same for one date.</summary>
    public static void Date(Checks checks, string field, IReadOnlyList<DayHours> ranges) => Ranges(checks, field, ranges, []);

    private static void Ranges(Checks checks, string field, IReadOnlyList<DayHours> work, IReadOnlyList<DayHours> breaks)
    {
        checks.That(work.Count + breaks.Count <= MostPerDay, field, "Hours.TooMany", MostPerDay);
        checks.That(work.Concat(breaks).All(h => h.IsValid), field, "Hours.EndsBeforeItBegins");
        checks.That(!Overlap(work), field, "Hours.Overlap");
        checks.That(!Overlap(breaks), field, "Hours.BreaksOverlap");
        checks.That(breaks.All(b => work.Any(w => w.From <= b.From && b.To <= w.To)), field, "Hours.BreakOutside");
    }

    private static bool Overlap(IReadOnlyList<DayHours> ranges)
    {
        var sorted = ranges.OrderBy(r => r.From).ToList();
        return sorted.Zip(sorted.Skip(1)).Any(pair => pair.Second.From < pair.First.To);
    }

    // A night that reaches into the next morning must not meet that morning's own hours.
    private static void Nights(Checks checks, string field, IReadOnlyList<WeekRange> week)
    {
        foreach (var night in week.Where(r => r.Hours.To > DayHours.MinutesPerDay))
        {
            var next = night.Day == IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : night.Day + 1;
            checks.That(week.Where(r => r.Day == next).All(r => r.Hours.From >= night.Hours.To - DayHours.MinutesPerDay), $"{field}.{next}", "Hours.NightBefore", night.Day);
        }
    }
}
