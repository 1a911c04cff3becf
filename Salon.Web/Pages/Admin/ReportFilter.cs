using Salon.Reporting;
using Salon.Tenancy;
using Salon.Web.Pages.Admin.Paying;

namespace Salon.Web.Pages.Admin;

/// <summary>What the address of the report page, or of its file, asks for: one range of dates in the branch's zone.</summary>
public sealed record ReportFilter(string? First, string? Last, string? Branch)
{
    /// <summary>Without dates, the last 30 days that end today; a range that makes no sense is the usual one.</summary>
    public ReportQuestion Question(IReadOnlyList<BranchCard> branches, Instant now)
    {
        var branch = branches.FirstOrDefault(b => b.Id.ToString() == Branch);
        var zone = ZoneOf(branches, Branch);
        var today = now.InZone(zone).Date;
        return new(branch?.Id, MoneyRange.Read(First, Last, today));
    }

    /// <summary>Where the days are counted: at the branch that is asked for, else at the first.</summary>
    public static DateTimeZone ZoneOf(IReadOnlyList<BranchCard> branches, string? branch) =>
        (branches.FirstOrDefault(b => b.Id.ToString() == branch) ?? (branches is [var main, ..] ? main : null))?.Zone ?? DateTimeZone.Utc;
}
