using Salon.Reporting;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Admin.Paying;

/// <summary>A range of dates as the address of a page, or of its file, names it.</summary>
public static class MoneyRange
{
    private const int UsualDays = 30;

    /// <summary>Without dates the last 30 days; a range that makes no sense is the usual one.</summary>
    public static DateRange Read(string? first, string? last, LocalDate today)
    {
        var until = DatesModel.Date(last) ?? today;
        var dates = new DateRange(DatesModel.Date(first) ?? until.PlusDays(1 - UsualDays), until);
        return dates.Days is >= 1 and <= SalonReports.MostDays ? dates : new(today.PlusDays(1 - UsualDays), today);
    }
}
