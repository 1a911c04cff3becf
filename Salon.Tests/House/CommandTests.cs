using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Commands do not end with the page. Sent forms and calls of the API are kept alive by CommandsHosting; circuits by BackOfficePage; what is left is a page that changes something when it is opened.</summary>
public sealed partial class CommandTests
{
    [Fact]
    public void What_a_page_changes_by_being_opened_does_not_end_with_it() => Rule.Holds(
        "A command in LoadAsync takes CancellationToken.None: the token of a page that is only read ends when its browser leaves.",
        from file in Repository.Files("Salon.Web", ".cs", ".razor")
        from Match load in Load().Matches(file.Text)
        from Match command in Command().Matches(load.Value)
        select $"{file.Path}:{file.LineAt(load.Index + command.Index)} {command.Value}");

    [Theory]
    [InlineData("await Payments.ReturnAsync(link.Actor, link.Booking, ct)", true)]
    [InlineData("await Payments.ReturnAsync(link.Actor, link.Booking, Http.RequestAborted)", true)]
    [InlineData("await Payments.ReturnAsync(link.Actor, link.Booking, CancellationToken.None)", false)]
    [InlineData("await Payments.OfBookingAsync(link.Actor, link.Booking, ct)", false)]
    public void The_rule_sees_a_command(string code, bool isOne) => Assert.Equal(isOne, Command().IsMatch(code));

    [GeneratedRegex(@"(?<=\n)( +)protected override async Task<bool> LoadAsync\(.*?\n\1\}", RegexOptions.Singleline, 1000)]
    private static partial Regex Load();

    [GeneratedRegex(@"\.(?:Return|Start|Confirm|Hold|Book|Cancel|Move|Join|Leave|Accept|Decline|Write|Change|End|Introduce|Release|Ask|Answer|Recognize|Keep|Settle|Save|Set|Add|Remove|Delete)[A-Za-z]*Async\([^;\n]*\b(?:ct|RequestAborted)\)", RegexOptions.None, 1000)]
    private static partial Regex Command();
}
