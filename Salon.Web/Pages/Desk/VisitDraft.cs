using System.Globalization;
using NodaTime.Text;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Desk;

/// <summary>When and by whom a visit is to be, as the forms of the calendar hold it.</summary>
public sealed class VisitDraft
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public string Date { get; set; } = "";
    public string Time { get; set; } = "";
    public List<LineDraft> Lines { get; set; } = [];
    public bool Tell { get; set; } = true;
    public bool Overbook { get; set; }
    public string Reason { get; set; } = "";

    private (string Date, string Time, Instant Start)? placed;

    /// <summary>Fills date and time with an instant as the branch reads it on its business date.</summary>
    public void Place(LocalDate date, Instant start, DateTimeZone zone)
    {
        (Date, Time) = (DatesModel.Text(date), Clock.Format(start.InZone(zone).TimeOfDay));
        placed = (Date, Time, start);
    }

    /// <summary>The business date that was typed; to be asked for when <see cref="Start"/> found a time.</summary>
    public LocalDate BusinessDate => DatesModel.Date(Date) ?? default;

    /// <summary>When the visit would begin; null when date or time make no sense. A time before opening belongs to the night of the same business day, if that night is open.</summary>
    /// <remarks>As long as neither was changed it is the instant they were filled with: of a time that happens twice nobody chose the other one.</remarks>
    public Instant? Start(OpeningHours hours) =>
        placed is { } known && (known.Date, known.Time) == (Date, Time) ? known.Start
        : DatesModel.Date(Date) is { } date && TimeOf(Time) is { } time ? At(hours, date, time) : null;

    public static Instant At(OpeningHours hours, LocalDate date, LocalTime time)
    {
        var minute = time.Hour * 60 + time.Minute;
        var (tonight, night) = (hours.On(date), minute + DayHours.MinutesPerDay);
        var isNight = tonight.Any(h => h.From <= night && night < h.To) && !tonight.Any(h => h.From <= minute && minute < h.To);
        return BusinessDay.Resolve(date, isNight ? night : minute, hours.Zone, later: false);
    }

    public static LocalTime? TimeOf(string typed) => Clock.Parse(Digits.Fold(typed.Trim()) is { Length: >= 5 } text ? text[..5] : "") is { Success: true, Value: var time } ? time : null;

    public static string TimeText(LocalTime time) => Clock.Format(time);

    public IReadOnlyList<WantedLine> Wanted() => [.. Lines.Where(l => l.Service is not null).Select(l => l.Wanted())];

    public string? OverbookReason => Overbook ? Reason.Trim() : null;
}

/// <summary>One service of it.</summary>
public sealed class LineDraft
{
    public ServiceId? Service { get; set; }
    public StaffId? Staff { get; set; }
    /// <summary>The person she stood with before, and whether the customer had asked for her.</summary>
    public (StaffId Staff, bool Asked)? Was { get; set; }
    public string Minutes { get; set; } = "";
    public bool CanResize { get; set; }
    public int? OwnMinutes { get; set; }

    public WantedLine Wanted() => new(Service!.Value, Staff)
    {
        Minutes = CanResize && int.TryParse(Digits.Fold(Minutes.Trim()), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) && typed != standard ? typed : CanResize ? null : OwnMinutes,
        Asked = Was is { } was ? was.Asked && was.Staff == Staff : false,
    };

    private int? standard;

    public static LineDraft Of(LinePlace place)
    {
        var minutes = (int)place.Visible.Length.TotalMinutes;
        return new LineDraft
        {
            Service = place.Line.ServiceId, Staff = place.Line.StaffId, Was = (place.Line.StaffId, place.Line.StaffWanted), CanResize = place.CanResize, OwnMinutes = place.Line.OwnMinutes,
            Minutes = minutes.ToString(CultureInfo.InvariantCulture), standard = place.Line.OwnMinutes is null ? minutes : null,
        };
    }
}
