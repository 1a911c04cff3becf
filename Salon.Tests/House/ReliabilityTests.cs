using System.Reflection;
using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>docs/reliability.md lists what Salon withstands; each line names the tests that show it, or says why there is none.</summary>
public sealed partial class ReliabilityTests
{
    private static readonly SourceFile Page = Repository.Read("docs/reliability.md");

    private static readonly ILookup<string, string> Proofs = (
        from type in typeof(ReliabilityTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        from trait in method.GetCustomAttributesData().Where(a => a.AttributeType == typeof(TraitAttribute) && (string?)a.ConstructorArguments[0].Value == "Proves")
        select (Number: (string)trait.ConstructorArguments[1].Value!, Test: $"{type.Name}.{method.Name}")).ToLookup(p => p.Number, p => p.Test);

    [Fact]
    public void Every_number_has_its_line() =>
        Rule.Holds("docs/reliability.md has a line for each of R-01 to R-25 and S-01 to S-30",
            Enumerable.Range(1, 25).Select(n => $"R-{n:00}").Concat(Enumerable.Range(1, 30).Select(n => $"S-{n:00}")).Where(n => LineOf(n) is null));

    [Fact]
    public void Every_line_names_the_tests_that_prove_it_and_no_others() =>
        Rule.Holds("A line of docs/reliability.md names exactly the tests that carry its number as a trait \"Proves\"",
            Lines().SelectMany(line => Proofs[line.Number].Except(line.Tests, StringComparer.Ordinal).Select(t => $"{line.Number}: {t} is missing")
                .Concat(line.Tests.Except(Proofs[line.Number], StringComparer.Ordinal).Select(t => $"{line.Number}: {t} does not carry the number"))));

    [Fact]
    public void A_line_without_a_test_says_why() =>
        Rule.Holds("A line of docs/reliability.md without a test says why (\"None: …\")", Lines().Where(l => l.Tests.Length == 0 && !l.Text.Contains("None: ", StringComparison.Ordinal)).Select(l => l.Number));

    private static IEnumerable<(string Number, string Text, string[] Tests)> Lines() =>
        from line in Page.Lines
        let number = Number().Match(line)
        where number.Success
        select (number.Groups["number"].Value, line, Test().Matches(line).Select(m => m.Groups["test"].Value).ToArray());

    private static string? LineOf(string number) => Page.Lines.FirstOrDefault(line => line.StartsWith($"| {number} |", StringComparison.Ordinal));

    [GeneratedRegex(@"^\| (?<number>[RS]-\d\d) \|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"`(?<test>\w+\.\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();
}
