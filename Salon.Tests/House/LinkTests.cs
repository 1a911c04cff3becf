using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Addresses are made in one place each, and encoded once.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void No_attribute_with_an_expression_is_encoded_by_hand() => Rule.Holds(
        "Razor encodes an attribute that holds an expression: a literal &amp; in it reaches the browser as &amp;amp;, and what follows is lost. Make the address in C#.",
        from file in Repository.Files("Salon.Web", ".razor")
        from Match match in Encoded().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)}");

    [Fact]
    public void Back_office_addresses_with_several_parts_are_made_by_a_builder() => Rule.Holds(
        "An address with more than one part in its query comes from its builder (CalendarAddress, CustomerAddress, GetUriWithQueryParameters), not from a string.",
        from folder in (string[])["Salon.Web/Pages/Desk", "Salon.Web/Pages/Admin", "Salon.Web/Pages/Platform", "Salon.Web/Components/BackOffice", "Salon.Web/Components/Calendar", "Salon.Web/Layouts"]
        from file in Repository.Files(folder, ".razor", ".cs")
        from Match match in Glued().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [GeneratedRegex("""="[^"\n]*@[^"\n]*&amp;|="[^"\n]*&amp;[^"\n]*@""", RegexOptions.None, 1000)]
    private static partial Regex Encoded();

    [GeneratedRegex(@"\?[a-z]+=[^""\n]*&(amp;)?[a-z]+=", RegexOptions.None, 1000)]
    private static partial Regex Glued();
}
