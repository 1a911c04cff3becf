using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>A time is told in the zone of the branch it happened at. The first branch speaks only for what belongs to the whole salon.</summary>
public sealed partial class ZoneTests
{
    /// <summary>Whose times and dates are the salon's own, and why.</summary>
    private static readonly Dictionary<string, string> OfTheSalon = new(StringComparer.Ordinal)
    {
        ["Salon.Core/Tenancy/BranchService.cs"] = "defines it",
        ["Salon.Web/Pages/Admin/Audit.razor"] = "acts of the whole salon in one order",
        ["Salon.Web/Endpoints/AdminFiles.cs"] = "the same as a file",
        ["Salon.Web/Pages/Admin/PaymentAccountPage.razor"] = "one account with the provider for all branches",
        ["Salon.Web/Pages/Admin/Paying/DifferencesPage.razor"] = "money that is no branch's",
        ["Salon.Web/Pages/Admin/Paying/UnknownPaymentPage.razor"] = "money that is no branch's",
        ["Salon.Web/Endpoints/CustomerExport.cs"] = "customers are known to the whole salon",
        ["Salon.Web/Pages/Public/Book/ServicesPage.razor"] = "a sum without a time: none is chosen yet",
        ["Salon.Web/Pages/Admin/ReportFilter.cs"] = "tax periods: the salon is one taxpayer",
    };

    [Fact]
    public void The_first_branch_speaks_for_no_other() => Rule.Holds(
        "A time is told in the zone of its own branch (the row carries it); what belongs to the whole salon stands in this test with its reason.",
        from file in Repository.Files("Salon.Core", ".cs").Concat(Repository.Files("Salon.Web", ".cs", ".razor"))
        where !OfTheSalon.ContainsKey(file.Path) && !file.Path.StartsWith("Salon.Web/Sandbox/", StringComparison.Ordinal)
        from Match match in FirstBranch().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [Fact]
    public void No_place_is_excused_that_needs_it_no_more() => Rule.Holds(
        "An entry of this test whose file does not ask for the first branch any more is taken out.",
        OfTheSalon.Keys.Where(path => !FirstBranch().IsMatch(Repository.Read(path).Text)));

    [Theory]
    [InlineData("local = T.In(places.MainZone());", true)]
    [InlineData("if (places is [var main, ..]) local = T.In(main.Zone);", true)]
    [InlineData("var zone = salon.Branches[0].Zone;", true)]
    [InlineData("branches.First().Zone", true)]
    [InlineData("T.In(row.Zone).Formats.DateAndTime(row.CreatedAt)", false)]
    [InlineData("names[0].Name", false)]
    public void The_rule_sees_a_first_branch(string code, bool isOne) => Assert.Equal(isOne, FirstBranch().IsMatch(code));

    [GeneratedRegex(@"\bMainZone\(|\b(?:places|branches|Branches) is \[var \w+, ?\.\.\][^\n]*\.Zone\b|(?i:places|branches)(?:\[0\]|\.First(?:OrDefault)?\(\)!?\??)\.Zone", RegexOptions.None, 1000)]
    private static partial Regex FirstBranch();
}
