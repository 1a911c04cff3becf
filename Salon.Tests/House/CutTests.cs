using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Text that people type is measured and shortened by Kernel/Characters: units of UTF-16 are not what anybody counts.</summary>
public sealed partial class CutTests
{
    /// <summary>Bytes, digits, addresses, keys of ours and lists: nothing of it is typed by people, or it was read as a form that has no such characters.</summary>
    private static readonly string[] NotTyped =
    [
        "Salon.Core/Kernel/Characters.cs", "Salon.Core/Media/", "Salon.Web/Sandbox/", "Salon.Core/Accounts/OneTimeCode.cs", "Salon.Core/Accounts/CodeBreaker.cs",
        "Salon.Core/Bookings/ManageLinks.cs", "Salon.Core/Data/SecretWrap.cs", "Salon.Core/Kernel/PhoneNumber.cs", "Salon.Core/Kernel/TextResources.cs", "Salon.Core/Messaging/MessageWriter.cs",
        "Salon.Core/Scheduling/Spans.cs", "Salon.Core/Payments/Online/PaymentService.Tokens.cs", "Salon.Web/Endpoints/Problems.cs", "Salon.Web/Hosting/", "Salon.Core/Team/StaffHoursService.cs",
        "Salon.Core/Tenancy/RulesChecks.cs", "Salon.Core/Bookings/TimeBlockService.cs: .Length > TimeBlock.MaxLength", "Salon.Web/Components/BackOffice/HoursModel.cs", "Salon.Web/Components/BackOffice/OffModel.cs",
        "Salon.Web/Components/Public/TypedCode.cs", "Salon.Web/Pages/Desk/VisitDraft.cs",
    ];

    [Fact]
    public void Nobody_cuts_typed_text_by_units() => Rule.Holds(
        "Text is shortened by Characters.Cut and measured by Characters.IsLonger or Count, so that no emoji is halved and a limit is what the form says; its first sign is Characters.First.",
        from file in Repository.Files("Salon.Core", ".cs").Concat(Repository.Files("Salon.Web", ".cs", ".razor"))
        from Match match in Cut().Matches(file.Text)
        let place = $"{file.Path}: {match.Value.Trim()}"
        where !NotTyped.Any(known => place.StartsWith(known, StringComparison.Ordinal))
        select $"{file.Path}:{file.LineAt(match.Index)} {match.Value}");

    [Theory]
    [InlineData("note[..Math.Min(note.Length, 300)]", true)]
    [InlineData("reason[..MaxReason]", true)]
    [InlineData("name.Trim()[..40]", true)]
    [InlineData("name.Substring(0, 40)", true)]
    [InlineData("request.Note.Length > BookRequest.MaxNote", true)]
    [InlineData("note is { Length: > BookRequest.MaxNote }", true)]
    [InlineData("words is { Length: > 0 and <= MaxReason }", true)]
    [InlineData("[.. rows.Select(r => r.Id)]", false)]
    [InlineData("(List<int>)[.. found]", false)]
    [InlineData("name.Length > 0", false)]
    [InlineData("rest[taken..]", false)]
    public void The_rule_sees_a_cut(string code, bool isOne) => Assert.Equal(isOne, Cut().IsMatch(code));

    [GeneratedRegex(@"[\w)\]]\[\.\.[^ \]\n][^\]\n]*\]|\.Substring\(|\.Length\s*[<>]=?\s*(?:\w+\.)*(?:Max|Most|Longest|Shown)\w*|Length: [^}\n]*(?:Max|Most|Longest)\w*", RegexOptions.None, 1000)]
    private static partial Regex Cut();
}
