using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Who came in without a booking may have no name: one place knows what stands instead, in every list, form and file.</summary>
public sealed partial class NamelessTests
{
    [Fact]
    public void The_word_for_a_visit_without_a_customer_is_drawn_in_one_place() => Rule.Holds(
        "A customer's name that may be missing is shown by VisitNames.CustomerOf.",
        from file in Repository.Files("Salon.Web", ".cs", ".razor")
        where !file.Path.EndsWith("VisitNames.cs", StringComparison.Ordinal) && !file.Path.EndsWith("ImpactNote.razor", StringComparison.Ordinal) // there it is a name that the reader may not see
        from Match match in Replaced().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [GeneratedRegex(@"Customer(Name)?\s*(\?\?|is \{ Length: > 0 \})", RegexOptions.None, 1000)]
    private static partial Regex Replaced();
}
