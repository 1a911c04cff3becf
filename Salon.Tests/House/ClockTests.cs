using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Days belong to a salon: what shows or adds them up asks BusinessDays, or the hours of a branch.</summary>
public sealed partial class ClockTests
{
    /// <summary>Reads rows from a date that is early enough in every zone, and makes demo data.</summary>
    private static readonly string[] MayAsk =
        ["Salon.Core/Scheduling/", "Salon.Core/Tenancy/BranchHoursService.cs", "Salon.Core/Team/StaffHoursService.cs", "Salon.Web/Sandbox/"];

    [Fact]
    public void Nobody_asks_the_clock_for_a_date() => Rule.Holds(
        "\"Today\" is the business day of the branch or of the salon: ask BusinessDays.TodayAsync, or BusinessDateAt of a branch's OpeningHours.",
        from file in Repository.Files("Salon.Core", ".cs").Concat(Repository.Files("Salon.Web", ".cs", ".razor"))
        where !MayAsk.Any(path => file.Path.StartsWith(path, StringComparison.Ordinal))
        from Match match in Asked().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [Theory]
    [InlineData("clock.GetCurrentInstant().InZone(zone).Date", true)]
    [InlineData("Now.InZone(Hours.Zone).Date", true)]
    [InlineData("now\n  .InUtc()", true)]
    [InlineData("clock.GetUtcNow().Date", true)]
    [InlineData("figures.Now.Date", false)]
    [InlineData("known.InZone(zone).Date", false)]
    public void The_rule_sees_a_date_of_the_clock(string code, bool isOne) => Assert.Equal(isOne, Asked().IsMatch(code));

    [GeneratedRegex(@"(\b[nN]ow|GetCurrentInstant\(\))\s*\.In(Zone|Utc)\b|Get(Utc|Local)Now\(\)\s*\.Date\b", RegexOptions.None, 1000)]
    private static partial Regex Asked();
}
