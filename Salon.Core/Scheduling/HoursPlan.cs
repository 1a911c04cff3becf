namespace Salon.Scheduling;

/// <summary>Hours for each day of the week: several a day, in order; none when it is free.</summary>
public sealed class Week
{
    public static readonly Week None = new([]);

    private readonly DayHours[][] days;

    public Week(IEnumerable<(IsoDayOfWeek Day, DayHours Hours)> hours)
    {
        var byDay = hours.ToLookup(h => h.Day, h => h.Hours);
        days = [.. Enumerable.Range(0, 8).Select(day => byDay[(IsoDayOfWeek)day].OrderBy(h => h.From).ToArray())];
    }

    public IReadOnlyList<DayHours> this[IsoDayOfWeek day] => days[(int)day];

    /// <summary>The same hours on all seven days.</summary>
    public static Week EveryDay(params DayHours[] hours) =>
        new(Enumerable.Range(1, 7).SelectMany(day => hours.Select(h => ((IsoDayOfWeek)day, h))));
}

/// <summary>Dates with a week of their own, such as Ramadan.</summary>
public sealed record SeasonHours(DateRange Dates, Week Hours, Week Breaks);

/// <summary>The rules from which a branch's or a person's hours follow.</summary>
/// <remarks>For one date the strongest rule counts alone: a dated exception, else the first season that contains it, else the ordinary week.</remarks>
public sealed record HoursPlan(Week Hours)
{
    /// <summary>Taken out of the hours; every day of the week has its own. They do not apply on a date with an exception.</summary>
    public Week Breaks { get; init; } = Week.None;

    public IReadOnlyList<SeasonHours> Seasons { get; init; } = [];

    /// <summary>What replaces the hours of a date, in order; an empty list closes it.</summary>
    public IReadOnlyDictionary<LocalDate, IReadOnlyList<DayHours>> Exceptions { get; init; } = new Dictionary<LocalDate, IReadOnlyList<DayHours>>();

    public IReadOnlyList<DayHours> HoursOn(LocalDate date) =>
        Exceptions.TryGetValue(date, out var hours) ? hours : (SeasonOn(date)?.Hours ?? Hours)[date.DayOfWeek];

    public IReadOnlyList<DayHours> BreaksOn(LocalDate date) =>
        Exceptions.ContainsKey(date) ? [] : (SeasonOn(date)?.Breaks ?? Breaks)[date.DayOfWeek];

    private SeasonHours? SeasonOn(LocalDate date)
    {
        foreach (var season in Seasons)
        {
            if (season.Dates.First <= date && date <= season.Dates.Last) return season;
        }
        return null;
    }
}
