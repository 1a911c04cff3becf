using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>A room of Salon.Core uses what stands to its left. To tell the right something, it writes an outbox message.</summary>
public sealed partial class ArrowTests
{
    /// <summary>The order of the rooms: the one place where it is written down.</summary>
    private static readonly string[] LeftToRight =
    [
        "Kernel", "Data", "Outbox", "Jobs", "Providers", "Auditing", "Tenancy", "Accounts",
        "Catalog", "Team", "Contacts", "Media", "Scheduling", "Bookings", "Payments", "Calendars", "Messaging",
        "Campaigns", "Monitoring", "Billing", "Privacy", "Reporting",
    ];

    [Fact]
    public void Every_room_uses_only_what_stands_to_its_left() => Rule.Holds(
        $"A room uses what stands to its left ({string.Join(" → ", LeftToRight)}). Tell the right something by an outbox message.",
        Repository.Files("Salon.Core", ".cs").SelectMany(WrongArrows));

    [Theory]
    [InlineData("using Salon.Messaging;", "Messaging")]
    [InlineData("global using static Salon.Payments.Rules;", "Payments")]
    [InlineData("using Notice = Salon.Messaging.Message;", "Messaging")]
    [InlineData("var x = Messaging.Message.Empty;", "Messaging")]
    [InlineData("new Salon.Messaging.Message()", "Messaging")]
    [InlineData("$\"{Messaging.Message.Empty}\"", null)]
    [InlineData("using Salon.Catalog;", null)]
    [InlineData("booking.Messaging.Count", null)]
    [InlineData("// Messaging.Message does it", null)]
    [InlineData("T[\"Messaging.Reminder\"]", null)]
    public void The_rule_sees_an_arrow_to_the_right(string line, string? room) =>
        Assert.Equal(room is null ? [] : [$"Salon.Core/Bookings/Example.cs:2 (Bookings) uses {room}"], WrongArrows(new SourceFile("Salon.Core/Bookings/Example.cs", $"\n{line}\n")));

    [Fact]
    public void Every_folder_of_Core_is_a_room_with_a_place_in_the_line() => Rule.Holds(
        "A folder of Salon.Core is one of the rooms; a new room needs a place in ArrowTests.LeftToRight.",
        from file in Repository.Files("Salon.Core", ".cs")
        where file.Room is not "" && !LeftToRight.Contains(file.Room)
        select $"{file.Path} is in {file.Room}");

    [Fact]
    public void Every_namespace_is_the_folder_it_lies_in() => Rule.Holds(
        "A file's namespace is its folder, so that a using line tells the truth about arrows.",
        from project in (string[])["Salon.Core", "Salon.Web", "Salon.Tests", "Salon.E2E", "Salon.Bench"]
        from file in Repository.Files(project, ".cs")
        let declared = Declared().Match(file.Text)
        where declared.Success
        let folder = Path.GetDirectoryName(file.Path)!.Replace('/', '.')
        let expected = folder == "Salon.Core" ? "Salon" : folder.StartsWith("Salon.Core.", StringComparison.Ordinal) ? "Salon" + folder["Salon.Core".Length..] : folder
        where declared.Groups["name"].Value != expected
        select $"{file.Path}: namespace {declared.Groups["name"].Value}, expected {expected}");

    [Fact]
    public void Core_knows_nothing_of_the_web() => Rule.Holds(
        "Salon.Core never refers to Salon.Web, and never sees an HttpContext: who is asking is the first argument.",
        from file in Repository.Files("Salon.Core", ".cs", ".csproj")
        from word in (string[])["Salon.Web", "HttpContext", "Microsoft.AspNetCore.Components"]
        where (file.Path.EndsWith(".csproj", StringComparison.Ordinal) ? file.Text : CodeText.WithoutStrings(file.Text)).Contains(word, StringComparison.Ordinal)
        select $"{file.Path} mentions {word}");

    [Fact]
    public void Pages_ask_services_and_never_the_database() => Rule.Holds(
        "A page holds no query: it calls a service of the feature.",
        from folder in (string[])["Pages", "Components", "Layouts", "State"]
        where Repository.Exists($"Salon.Web/{folder}")
        from file in Repository.Files($"Salon.Web/{folder}", ".cs", ".razor")
        from line in file.Lines.Index()
        where DataUse().IsMatch(line.Item)
        select $"{file.Path}:{line.Index + 1} {line.Item.Trim()}");

    private static IEnumerable<string> WrongArrows(SourceFile file) =>
        from use in RoomsUsedBy(file)
        where file.Room is not ("" or "Data") // the top puts the rooms together; Data lists everybody's entities: the one accepted cycle
        where Array.IndexOf(LeftToRight, use.Room) > Array.IndexOf(LeftToRight, file.Room)
        select $"{file.Path}:{use.Line} ({file.Room}) uses {use.Room}";

    private static IEnumerable<(string Room, int Line)> RoomsUsedBy(SourceFile file)
    {
        var code = CodeText.WithoutStrings(file.Text);
        return Usings().Matches(code).Concat(Qualified().Matches(code)).Select(match => (Room: match.Groups["room"].Value, Line: file.LineAt(match.Groups["room"].Index)))
            .Where(use => LeftToRight.Contains(use.Room)).Distinct();
    }

    [GeneratedRegex(@"^\s*(global )?using (static )?(\w+ = )?Salon\.(?<room>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Usings();

    // Tenancy.Organization or Salon.Tenancy.Organization, but not booking.Messaging.Something
    [GeneratedRegex(@"(?<![\w.])(global::)?(Salon\.)?(?<room>[A-Z]\w+)\.[A-Z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Qualified();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();

    [GeneratedRegex(@"using Salon\.Data;|\bSalonDb\b|(inject|\() ?Database ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DataUse();
}
