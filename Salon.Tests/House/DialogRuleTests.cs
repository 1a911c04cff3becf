using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>No question or form of the back office is forgotten by the journey that opens them all as each role.</summary>
public sealed partial class DialogRuleTests
{
    /// <summary>What no single button opens, or what needs something that is not there on an ordinary day; each is opened by a journey of its own.</summary>
    private static readonly string[] Elsewhere =
    [
        "Admin.BookedAlready", // hours that leave visits outside: ClosedDayTests
        "Admin.LeaveTitle", // leaving a changed form: EveryLinkTests
        "Calendar.BookTitle", // free time of the grid: CalendarFormsTests
        "Calendar.UnblockTitle", // blocked time of the grid: EveryLinkTests
        "Money.CloseSure", // after something was counted: DayCloseTests
    ];

    [Fact]
    public void Every_question_and_form_is_named_by_the_button_that_opens_it() => Rule.Holds(
        "A button that opens a Dialog says so: aria-haspopup=\"dialog\" data-opens=\"its title's key\", so that the journey that opens them all finds it.",
        from file in Repository.Files("Salon.Web", ".razor")
        from Match dialog in Titled().Matches(file.Text)
        from Match key in Key().Matches(dialog.Value)
        let named = key.Groups["key"].Value
        where !Elsewhere.Contains(named) && !Opens.Any(o => o.StartsWith(named.Split('{')[0], StringComparison.Ordinal) && (named.Contains('{') || o == named))
        select $"{file.Path}: {named}");

    [Fact]
    public void Every_button_that_opens_something_says_that_it_does() => Rule.Holds(
        "data-opens and aria-haspopup=\"dialog\" go together.",
        from file in Repository.Files("Salon.Web", ".razor")
        from Match match in Named().Matches(file.Text)
        where !file.Text[..match.Index].EndsWith("aria-haspopup=\"dialog\" ", StringComparison.Ordinal)
        select $"{file.Path}:{file.LineAt(match.Index)}");

    private static readonly HashSet<string> Opens =
        [.. Repository.Files("Salon.Web", ".razor").SelectMany(f => Named().Matches(f.Text).Select(m => m.Groups["key"].Value))];

    [GeneratedRegex("""<Dialog @ref="\w+" Title="@.*? Yes=""", RegexOptions.None, 1000)]
    private static partial Regex Titled();

    [GeneratedRegex("""T(\.Count\(|\[)\$?"(?<key>[A-Za-z]+\.[A-Za-z{}]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("""data-opens="(@\(\$")?(?<key>[A-Za-z.{}]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
