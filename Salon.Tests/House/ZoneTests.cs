using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>
/// A time is told in the zone of the branch it happened at and with the day it belongs to, and work begins where it goes on. The first branch speaks only
/// for what belongs to the whole salon.
/// </summary>
public sealed partial class ZoneTests
{
    /// <summary>Who asks for the first branch, and why.</summary>
    private static readonly Dictionary<string, string> OfTheSalon = new(StringComparer.Ordinal)
    {
        ["Salon.Core/Tenancy/BranchService.cs"] = "defines it",
        ["Salon.Web/Pages/Admin/Audit.razor"] = "acts of the whole salon in one order",
        ["Salon.Web/Endpoints/AdminFiles.cs"] = "the same as a file",
        ["Salon.Web/Pages/Admin/PaymentAccountPage.razor"] = "one account with the provider for all branches",
        ["Salon.Web/Pages/Admin/Paying/DifferencesPage.razor"] = "money that is no branch's",
        ["Salon.Web/Pages/Admin/Paying/UnknownPaymentPage.razor"] = "money that is no branch's",
        ["Salon.Core/Bookings/Customers/CustomerQueries.cs"] = "customers are known to the whole salon",
        ["Salon.Core/Scheduling/BusinessDays.cs"] = "the day of what belongs to no branch",
        ["Salon.Core/Scheduling/Workplaces.cs"] = "the last of its guesses where work goes on",
        ["Salon.Web/Pages/Public/Book/Trail.cs"] = "nobody does everything she wants at one branch: one of them has to say so",
        ["Salon.Web/Pages/Admin/StaffHoursEdit.razor.cs"] = "somebody without hours at any branch gets her first ones",
        ["Salon.Web/Pages/Admin/ReportFilter.cs"] = "tax periods: the salon is one taxpayer",
    };

    [Fact]
    public void The_first_branch_speaks_for_no_other() => Rule.Holds(
        "A time is told in the zone of its own branch (the row carries it), a page begins at the branch of Trail.BranchOf or BeginAtAsync; " +
        "what belongs to the whole salon stands in this test with its reason.",
        from file in Repository.Files("Salon.Core", ".cs").Concat(Repository.Files("Salon.Web", ".cs", ".razor"))
        where !OfTheSalon.ContainsKey(file.Path) && !file.Path.StartsWith("Salon.Web/Sandbox/", StringComparison.Ordinal)
        from Match match in FirstBranch().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [Fact]
    public void No_place_is_excused_that_needs_it_no_more() => Rule.Holds(
        "An entry of this test whose file does not ask for the first branch any more is taken out.",
        OfTheSalon.Keys.Where(path => !FirstBranch().IsMatch(Repository.Read(path).Text)));

    /// <summary>Who tells a visit's start by the clock alone, and why.</summary>
    private static readonly Dictionary<string, string> ByTheClock = new(StringComparer.Ordinal)
    {
        ["Salon.Web/Components/BackOffice/ImpactNote.razor"] = "its rows know the start alone",
        ["Salon.Web/Pages/Admin/Paying/PayableVisits.razor"] = "its rows know the start alone",
        ["Salon.Web/Pages/Admin/Paying/UnknownDialog.razor"] = "its rows know the start alone",
        ["Salon.Web/Pages/Admin/Paying/UnpaidRows.razor"] = "its rows know the start alone",
        ["Salon.Web/Pages/Desk/CustomerPage.razor"] = "beside the business date with its year",
        ["Salon.Web/Pages/Desk/MoveDialog.razor"] = "beside the business date, from and to",
        ["Salon.Web/Pages/Desk/VisitPanel.razor"] = "beside the business date, from and to",
    };

    [Fact]
    public void A_visit_after_midnight_is_told_with_the_day_it_belongs_to() => Rule.Holds(
        "Who knows the business date of a visit tells its start with VisitTime or BusinessTime: after midnight date and hour alone name the wrong night.",
        from file in Repository.Files("Salon.Web", ".cs", ".razor").Concat(Repository.Files("Salon.Core/Messaging", ".cs"))
        where !ByTheClock.ContainsKey(file.Path) && !file.Path.StartsWith("Salon.Web/Sandbox/", StringComparison.Ordinal)
        from Match match in StartByTheClock().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [Fact]
    public void No_visit_is_excused_that_is_told_right() => Rule.Holds(
        "An entry of this test whose file tells every start with its business date is taken out.",
        ByTheClock.Keys.Where(path => !StartByTheClock().IsMatch(Repository.Read(path).Text)));

    [Theory]
    [InlineData("Formats.Time(row.StartsAt)", true)]
    [InlineData("T.In(Zone).Formats.DateAndTime(booking.StartsAt)", true)]
    [InlineData("Words.Formats.TimeRange(Row.StartsAt, Row.EndsAt)", true)]
    [InlineData("T.In(row.Zone)[\"People.OfferedTo\", offer.StartsAt, until]", true)]
    [InlineData("T.In(Zone).Formats.VisitTime(booking.BusinessDate, booking.StartsAt)", false)]
    [InlineData("Formats.BusinessTime(row.Date, row.StartsAt)", false)]
    [InlineData("T[\"People.OfferedTo\", T.In(row.Zone).Formats.VisitTime(offer.Date, offer.StartsAt), until]", false)]
    [InlineData("told.Hijri(Booking.StartsAt)", false)]
    public void The_rule_sees_a_start_without_its_day(string code, bool isOne) => Assert.Equal(isOne, StartByTheClock().IsMatch(code));

    [Theory]
    [InlineData("local = T.In(places.MainZone());", true)]
    [InlineData("if (places is [var main, ..]) local = T.In(main.Zone);", true)]
    [InlineData("var zone = salon.Branches[0].Zone;", true)]
    [InlineData("branches.First().Zone", true)]
    [InlineData("form.Branch = branches[0].Id.ToString();", true)]
    [InlineData("branch = salon.Branches is [var first, ..] ? first : null;", true)]
    [InlineData("await db.Branches.OrderBy(b => b.Position)\n    .Select(b => b.ZoneId).FirstOrDefaultAsync(ct)", true)]
    [InlineData("await db.Branches.Where(b => b.Id == branch).Select(b => b.ZoneId).FirstOrDefaultAsync(ct)", false)]
    [InlineData("branches is [var only] ? only : null", false)]
    [InlineData("T.In(row.Zone).Formats.DateAndTime(row.CreatedAt)", false)]
    [InlineData("names[0].Name", false)]
    public void The_rule_sees_a_first_branch(string code, bool isOne) => Assert.Equal(isOne, FirstBranch().IsMatch(code));

    [GeneratedRegex("""
        \.(?:Time|DateAndTime|TimeRange)\((?:\w+[.!])*(?:StartsAt|OldStart)\b |
        \["\w+\.\w+"(?:,\ [^\](\n]*?)?,\ (?:\w+\.)+StartsAt\b(?!\ [-+])
        """, RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex StartByTheClock();

    [GeneratedRegex("""
        \bMainZone\( |
        (?i:\b\w*(?:places|branches))(?:\[0\]|\.First(?:OrDefault)?\(\)|\ is\ \[var\ \w+,\ ?\.\.\]) |
        \b(?:db|across)\.Branches\b[^;]*?\.OrderBy[^;]*?\.First(?:OrDefault)?Async\(
        """, RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex FirstBranch();
}
