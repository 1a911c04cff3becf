using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Whoever works at the salon is not spoken to as a customer.</summary>
public sealed partial class StaffErrorTests
{
    /// <summary>Refusals that only customers get, on their own pages and by their own calls.</summary>
    private static readonly string[] OnlyCustomers =
    [
        "Booking.LinkExpired", // her manage link
        "Booking.TooLateToCancel", "Booking.TooLateToMove", // BookingPolicy: staff always may
        "Booking.TooManyOpen", "Booking.TooManyThatDay", "Booking.TooManyTries", // OnlineLimits: staff have none
        "Payment.TimeIsUp", // her pay page
        "Scheduling.NotOnStep", // the desk books at any minute
        "Team.NotOnTheMenu", // choosing a person on her pages
        "Waitlist.TooManyEntries", // WaitlistService: staff have no limit
    ];

    private static readonly TextFile Errors = ResourceFiles.All.Single(file => file.Name == "Errors");

    private static readonly TextFile Own = ResourceFiles.All.Single(file => file.Name == "StaffErrors");

    [Fact]
    public void A_sentence_that_speaks_to_a_customer_has_another_one_for_staff() => Rule.Holds(
        "StaffErrors.resx says it to whoever works there, or OnlyCustomers says why she never reads it.",
        from text in Errors.English
        where SpeaksToCustomer().IsMatch(text.Value) && !OnlyCustomers.Contains(text.Key) && !Own.English.Any(o => o.Key == text.Key)
        select $"{text.Key}: {text.Value}");

    [Fact]
    public void A_sentence_for_staff_stands_for_one_that_exists_and_speaks_to_no_customer() => Rule.Holds(
        "StaffErrors.resx has the codes and holes of Errors.resx.",
        from own in Own.English
        let text = Errors.English.FirstOrDefault(t => t.Key == own.Key)
        where text is null || !own.Placeholders.IsSubsetOf(text.Placeholders) || SpeaksToCustomer().IsMatch(own.Value)
        select own.Key);

    [Fact]
    public void The_back_office_tells_refusals_in_the_words_of_staff() => Rule.Holds(
        "In the back office a refusal is told by Texts.StaffError, or by what uses it: Refusal, Dialog, PageFrame, At.",
        from folder in (string[])["Pages/Admin", "Pages/Desk", "Pages/Platform", "Components/BackOffice", "Components/Calendar"]
        from file in Repository.Files($"Salon.Web/{folder}", ".cs", ".razor")
        from Match match in Told().Matches(file.Text)
        select $"{file.Path}:{file.LineAt(match.Index)}");

    [Theory]
    [InlineData("Tell the salon your name.", true)]
    [InlineData("Please call the salon.", true)]
    [InlineData("Nothing you entered is lost.", true)]
    [InlineData("Enter a name.", false)]
    [InlineData("The salon takes no payments online yet.", false)]
    public void The_rule_hears_whom_a_sentence_speaks_to(string sentence, bool isCustomer) => Assert.Equal(isCustomer, SpeaksToCustomer().IsMatch(sentence));

    [GeneratedRegex(
        @"\b(call|speak to|tell) the salon\b|\byou entered\b|\bfor you\b|\byour (name|details|place|bookings?)\b|\bthis salon does not take|"
        + @"\bwork at this salon\b|\bto book online\b|\bno longer offered online\b|\byou (keep|are already)\b|\btimes shown\b|"
        + @"choose a time again|\bat this salon\b",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SpeaksToCustomer();

    [GeneratedRegex(@"\b(T|texts|words|Words)\.Error\(", RegexOptions.None, 1000)]
    private static partial Regex Told();
}
