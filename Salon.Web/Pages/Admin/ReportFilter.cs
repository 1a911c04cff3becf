using Salon.Reporting;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Admin;

/// <summary>What the address of the report page, or of its file, asks for: one range of dates in the branch's zone.</summary>
public sealed record ReportFilter(string? First, string? Last, string? Branch)
{
    private const int UsualDays = 30;

    /// <summary>Without dates, the last 30 days that end today; a range that makes no sense is the usual one.</summary>
    public ReportQuestion Question(IReadOnlyList<BranchCard> branches, Instant now)
    {
        var branch = branches.FirstOrDefault(b => b.Id.ToString() == Branch);
        var zone = ZoneOf(branches, Branch);
        var today = now.InZone(zone).Date;
        var last = DatesModel.Date(Last) ?? today;
        var first = DatesModel.Date(First) ?? last.PlusDays(1 - UsualDays);
        var dates = new DateRange(first, last);
        return new(branch?.Id, dates.Days is >= 1 and <= SalonReports.MostDays ? dates : new(today.PlusDays(1 - UsualDays), today));
    }

    /// <summary>Where the days are counted: at the branch that is asked for, else at the first.</summary>
    public static DateTimeZone ZoneOf(IReadOnlyList<BranchCard> branches, string? branch) =>
        (branches.FirstOrDefault(b => b.Id.ToString() == branch) ?? (branches is [var main, ..] ? main : null))?.Zone ?? DateTimeZone.Utc;
}
