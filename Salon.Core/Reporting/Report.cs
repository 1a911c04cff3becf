namespace Salon.Reporting;

/// <summary>What the figures are asked of.</summary>
/// <param name="Branch">Null for all branches together.</param>
/// <param name="Dates">Business dates; at most <see cref="SalonReports.MostDays"/>. The dates before, as many, are compared with them.</param>
public sealed record ReportQuestion(BranchId? Branch, DateRange Dates)
{
    /// <summary>As many dates, just before.</summary>
    public DateRange Before => new(Dates.First.PlusDays(-Dates.Days), Dates.First.PlusDays(-1));
}

/// <summary>Figures of some dates together.</summary>
/// <param name="Bookings">Visits that stand: neither cancelled nor missed nor only held.</param>
/// <param name="RevenueMinor">What those were agreed at, in minor units.</param>
/// <param name="New">People whose first standing visit falls on these dates.</param>
/// <param name="Returning">People who had one before.</param>
public sealed record Figures(int Bookings, int Completed, int Cancelled, int NoShows, long RevenueMinor, int New, int Returning)
{
    /// <summary>0 to 1: how many of those expected did not come; null while nobody was expected.</summary>
    public double? NoShowRate => Completed + NoShows == 0 ? null : (double)NoShows / (Completed + NoShows);
}

/// <summary>One business date.</summary>
public sealed record DayFigures(LocalDate Date, int Bookings, int Completed, int Cancelled, int NoShows, long RevenueMinor);

/// <summary>One person of the team.</summary>
/// <param name="Minutes">Of the visits that stand.</param>
/// <param name="WorkMinutes">Of her hours, without breaks and time off.</param>
public sealed record PersonFigures(StaffId Id, LocalizedText Name, int Services, int Minutes, int WorkMinutes, long RevenueMinor)
{
    /// <summary>0 and up; above 1 when she works longer than her hours. Null when she has none on these dates.</summary>
    public double? Utilisation => WorkMinutes == 0 ? null : (double)Minutes / WorkMinutes;
}

public sealed record ServiceFigures(ServiceId Id, LocalizedText Name, int Times, long RevenueMinor);

/// <param name="Then">Of the dates before.</param>
/// <param name="Days">One for each date, those without bookings too.</param>
/// <param name="DaysBefore">The same for the dates before, in the same order.</param>
/// <param name="Services">Most often sold first.</param>
public sealed record Report(
    ReportQuestion Question, string Currency, Figures Now, Figures Then, IReadOnlyList<DayFigures> Days, IReadOnlyList<DayFigures> DaysBefore,
    IReadOnlyList<PersonFigures> People, IReadOnlyList<ServiceFigures> Services);

/// <summary>One business date by itself.</summary>
public sealed record DayReport(string Currency, DayFigures Figures);

public static class ReportErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Report.NotAllowed");

    /// <param name="days">The most dates at once.</param>
    public static Error TooLong(int days) => new(ErrorKind.Invalid, "Report.TooLong", days);
}
