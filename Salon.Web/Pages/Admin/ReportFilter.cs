using Salon.Reporting;
using Salon.Tenancy;
using Salon.Web.Pages.Admin.Paying;

namespace Salon.Web.Pages.Admin;

/// <summary>What the address of the report page, or of its file, asks for: one range of dates.</summary>
public sealed record ReportFilter(string? First, string? Last, string? Branch)
{
    /// <summary>The branch that is asked for; null for the whole salon, also when the address names none that it has.</summary>
    public BranchId? BranchOf(IReadOnlyList<BranchCard> branches) => branches.FirstOrDefault(b => b.Id.ToString() == Branch)?.Id;

    /// <summary>Without dates, the last 30 days that end today; a range that makes no sense is the usual one.</summary>
    /// <param name="today">As the branch that is asked for, or the whole salon, has it.</param>
    public ReportQuestion Question(IReadOnlyList<BranchCard> branches, LocalDate today) => new(BranchOf(branches), MoneyRange.Read(First, Last, today));

    /// <summary>Where tax periods are counted: at the branch that is asked for, else at the first, for the salon is one taxpayer.</summary>
    public static DateTimeZone ZoneOf(IReadOnlyList<BranchCard> branches, string? branch) =>
        (branches.FirstOrDefault(b => b.Id.ToString() == branch) ?? (branches is [var main, ..] ? main : null))?.Zone ?? DateTimeZone.Utc;
}
