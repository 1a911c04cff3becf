using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>What people type passes one door before it is kept.</summary>
public sealed partial class TypedTextRuleTests
{
    [Fact]
    public void No_word_of_a_person_is_only_trimmed() => Rule.Holds(
        "A reason, a note or a name goes through TidyText: Trim leaves marks that turn lines around, and a NUL, which PostgreSQL does not store.",
        from file in Repository.Files("Salon.Core", ".cs")
        from Match trimmed in Trimmed().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(trimmed.Index)} {trimmed.Value}");

    [Theory]
    [InlineData("reason.Trim()", true)]
    [InlineData("desk?.Overbook?.Trim()", true)]
    [InlineData("(name ?? \"\").Trim()", true)]
    [InlineData("who.Name.TrimEnd()", true)]
    [InlineData("name.In(texts.Culture).Trim()", false)] // was kept already
    [InlineData("Characters.Cut(TidyText.Line(name), MaxName).TrimEnd()", false)]
    public void The_rule_sees_a_trim(string code, bool isOne) => Assert.Equal(isOne, Trimmed().IsMatch(code));

    [GeneratedRegex("""\b\w*(?:reason|note|name|overbook|comment|why)\w*(?: \?\? ""\))?\??\.Trim(?:End|Start)?\(""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Trimmed();
}
