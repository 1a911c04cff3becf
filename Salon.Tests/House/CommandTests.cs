using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Salon.Web.Components.BackOffice;
using Salon.Web.Pages.Admin;

namespace Salon.Tests.House;

/// <summary>
/// Commands do not end with the page. Sent forms and calls of the API are kept alive by CommandsHosting, what is pressed in a circuit by StaffPage; what is
/// left is a page that changes something when it is opened.
/// </summary>
public sealed partial class CommandTests
{
    [Fact]
    public void What_a_page_changes_by_being_opened_does_not_end_with_it() => Rule.Holds(
        "A command in LoadAsync takes CancellationToken.None: the token of a page that is only read ends when its browser leaves.",
        from file in Repository.Files("Salon.Web", ".cs", ".razor")
        from Match load in Load().Matches(file.Text)
        from Match command in Command().Matches(load.Value)
        select $"{file.Path}:{file.LineAt(load.Index + command.Index)} {command.Value}");

    [Fact]
    public void Pages_of_a_circuit_act_by_DoAsync() => Rule.Holds(
        "What is pressed is done inside DoAsync, whose Gone does not end with the page; DoAsync asks who acts.",
        from file in Repository.Files("Salon.Web", ".cs", ".razor")
        from Match command in Command().Matches(file.Text)
        where AsksByItself().IsMatch(command.Value)
        select $"{file.Path}:{file.LineAt(command.Index)} {command.Value}");

    [Fact]
    public void Every_page_of_a_circuit_is_a_StaffPage() => Rule.Holds(
        "A page of the desk, of an owner or of the platform inherits BackOfficePage or PlatformPage. Who signs up has no salon yet.",
        from page in typeof(Program).Assembly.GetTypes()
        where page.IsDefined(typeof(RouteAttribute), inherit: false) && !page.IsSubclassOf(typeof(StaffPage)) && page != typeof(SignUp)
        where ((string[])["Desk", "Admin", "Platform"]).Any(part => page.Namespace!.StartsWith($"Salon.Web.Pages.{part}", StringComparison.Ordinal))
        select page.FullName!);

    [Fact]
    public void No_page_has_a_token_of_its_own() => Rule.Holds(
        "A page's token is Gone: it does not end what was pressed, and may be asked for after the page is left.",
        from file in Repository.Files("Salon.Web/Pages", ".cs", ".razor")
        from Match source in Source().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(source.Index)}");

    [Theory]
    [InlineData("await Payments.ReturnAsync(link.Actor, link.Booking, ct)", true)]
    [InlineData("await Payments.ReturnAsync(link.Actor, link.Booking, Http.RequestAborted)", true)]
    [InlineData("await Outbox.RetryAsync(actor, id, Gone)", true)]
    [InlineData("await Platform.SuspendAsync(await Me.OnPlatformAsync(gone.Token), row.Id, gone.Token)", true)]
    [InlineData("await Payments.ReturnAsync(link.Actor, link.Booking, CancellationToken.None)", false)]
    [InlineData("await Payments.OfBookingAsync(link.Actor, link.Booking, ct)", false)]
    [InlineData("await Differences.SettledAsync(actor, Gone)", false)]
    public void The_rule_sees_a_command(string code, bool isOne) => Assert.Equal(isOne, Command().IsMatch(code));

    [GeneratedRegex(
        @"(?<=\n)( +)protected override (?:async )?Task<(?:bool|Error\?)> LoadAsync\([^\n]*?\)(?: =>[^;]*;|\n\1\{.*?\n\1\})",
        RegexOptions.Singleline, 1000)]
    private static partial Regex Load();

    [GeneratedRegex(
        @"\.(?:Return|Start|Confirm|Hold|Book|Cancel|Move|Join|Leave|Accept|Decline|Write|Change|End|Introduce|Release|Ask|Answer|Recognize|Keep|Settle|Save|Set"
        + @"|Add|Remove|Delete|Retry|Drop|Suspend|Resume|Create|Appoint|Hide|Arrive|Complete|Refund|Capture|Void|Take|Merge)(?:[A-Z][A-Za-z]*)?Async\("
        + @"[^;\n]*\b(?:ct|RequestAborted|Gone|\w+\.Token)\)", RegexOptions.None, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"\bawait (?:ActorAsync|Me\.\w+Async)\(", RegexOptions.None, 1000)]
    private static partial Regex AsksByItself();

    [GeneratedRegex(@"\bCancellationTokenSource\b", RegexOptions.None, 1000)]
    private static partial Regex Source();
}
