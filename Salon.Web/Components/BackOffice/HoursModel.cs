using System.Globalization;
using NodaTime.Text;
using Salon.Tenancy;

namespace Salon.Web.Components.BackOffice;

/// <summary>One range as it is typed: two wall-clock times. An end that is not after its beginning is on the next day.</summary>
public sealed class RangeModel
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public string From { get; set => field = ToTheMinute(value); } = "";
    public string To { get; set => field = ToTheMinute(value); } = "";
    public bool IsBreak { get; set; }

    public bool EndsNextDay => Read() is { To: > DayHours.MinutesPerDay };

    public static RangeModel Of(DayHours hours, bool isBreak = false) => new() { From = Text(hours.From), To = Text(hours.To), IsBreak = isBreak };

    /// <summary>Null while one of the times is missing.</summary>
    public DayHours? Read()
    {
        if (Minute(From) is not { } from || Minute(To) is not { } to) return null;
        return new DayHours(from, to > from ? to : to + DayHours.MinutesPerDay);
    }

    private static int? Minute(string typed) => Pattern.Parse(Digits.Fold(typed.Trim())) is { Success: true, Value: var time } ? time.Hour * 60 + time.Minute : null;

    // Blazor's script sends the value of a time field with seconds, whatever the browser shows.
    private static string ToTheMinute(string typed) => typed.Length == "22:15:00".Length && typed.EndsWith(":00", StringComparison.Ordinal) ? typed[..^3] : typed;

    private static string Text(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60 % 24:00}:{minute % 60:00}");
}

/// <summary>A week as it is typed.</summary>
public sealed class WeekModel
{
    /// <summary>The week as Saudi calendars print it.</summary>
    public static readonly IReadOnlyList<IsoDayOfWeek> DayOrder =
        [IsoDayOfWeek.Sunday, IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday];

    public Dictionary<IsoDayOfWeek, List<RangeModel>> Days { get; init; } = DayOrder.ToDictionary(d => d, _ => new List<RangeModel>());

    public static WeekModel Of(IEnumerable<WeekRange> week)
    {
        var model = new WeekModel();
        foreach (var range in week) model.Days[range.Day].Add(RangeModel.Of(range.Hours, range.IsBreak));
        return model;
    }

    public void Open(IsoDayOfWeek day) => Days[day].Add(RangeModel.Of(new(10 * 60, 22 * 60)));

    public void AddRange(IsoDayOfWeek day, bool isBreak) => Days[day].Add(new RangeModel { IsBreak = isBreak });

    /// <summary>Gives every other open day the ranges of one day.</summary>
    public void CopyToOpenDays(IsoDayOfWeek day)
    {
        foreach (var other in DayOrder.Where(d => d != day && Days[d].Count > 0))
            Days[other] = [.. Days[day].Select(r => new RangeModel { From = r.From, To = r.To, IsBreak = r.IsBreak })];
    }

    public IReadOnlyList<WeekRange> Read(Checks checks, string field)
    {
        var week = new List<WeekRange>();
        foreach (var (day, ranges) in Days)
        {
            foreach (var range in ranges)
            {
                if (range.Read() is { } hours) week.Add(new(day, hours, range.IsBreak));
                else checks.Fail($"{field}.{day}", "Hours.Missing");
            }
        }

        return week;
    }
}
