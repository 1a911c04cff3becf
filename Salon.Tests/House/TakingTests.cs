using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Time is taken in one place and in one order: a second loop, or a claim written elsewhere, would have an order of its own.</summary>
public sealed partial class TakingTests
{
    /// <summary>Claims of visits, and of blocked time.</summary>
    private static readonly string[] Writers = ["Salon.Core/Bookings/Taking/TimeClaims.cs", "Salon.Core/Bookings/TimeBlockService.cs"];

    private const string Engine = "Salon.Core/Bookings/Taking/TakingEngine.cs";

    [Fact]
    public void Claims_are_written_in_one_place() => Rule.Holds(
        "Whatever takes time of a salon is a command of TakingEngine (docs/decisions/0021-taking-time.md), or blocks it.",
        from file in Repository.Files("Salon.Core", ".cs").Concat(Repository.Files("Salon.Web", ".cs", ".razor"))
        where !Writers.Contains(file.Path, StringComparer.Ordinal)
        from Match match in Claims().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [Fact]
    public void Nothing_but_the_engine_races_for_time() => Rule.Holds(
        "A refusal that is worth another try is known to TakingEngine alone (docs/decisions/0021-taking-time.md).",
        from file in Repository.Files("Salon.Core/Bookings", ".cs")
        where file.Path != Engine
        from Match match in Loops().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [Theory]
    [InlineData("db.Insert(Claim.Take(organization, null));", true)]
    [InlineData("db.Claims.Add(claim);", true)]
    [InlineData("write.Claims.AddRange(claims);", true)]
    [InlineData("from c in db.Claims", false)]
    public void The_rule_sees_a_claim_that_is_written(string code, bool isOne) => Assert.Equal(isOne, Claims().IsMatch(code));

    [Theory]
    [InlineData("for (var attempt = 1; ; attempt++)", true)]
    [InlineData("for (var round = 1; ; round++)", true)]
    [InlineData("while (true)", true)]
    [InlineData("for (var i = 0; i < visits.Count; i++)", false)]
    public void The_rule_sees_an_endless_loop(string code, bool isOne) => Assert.Equal(isOne, Loops().IsMatch(code));

    [GeneratedRegex(@"\bClaim\.(Take|Overbook|Block)\(|\bClaims\.Add(Range)?\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Claims();

    [GeneratedRegex(@"\bfor \([^;)]*; ; \w+\+\+|\bwhile \(true\)", RegexOptions.None, 1000)]
    private static partial Regex Loops();
}
