using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Keys of texts that are put together while the program runs, read from its compiled form: there every hole has its type.</summary>
public sealed partial class MadeKeyTests
{
    private const string Members = "only members are shown by their role", NothingDue = "then nothing is due, and nothing is explained", Found = "looked up, with a word for those that have none";

    /// <summary>Values of an enum that never come to a place, by the key they would ask for, and why.</summary>
    private static readonly Dictionary<string, string> NeverAsked = new(StringComparer.Ordinal)
    {
        ["Desk.DonePay"] = "taking payment opens the till and says nothing",
        ["Desk.RoleCustomer"] = Members, ["Desk.RolePlatformAdmin"] = Members, ["Desk.RoleSystem"] = Members, ["Desk.RoleVisitor"] = Members,
        ["Money.FitNone"] = "a visit that fits by nothing has no tag",
        ["Money.MovementPaid"] = "what is usual has no tag",
        ["Public.PayBecause.None"] = NothingDue, ["Public.PayBecause.Trusted"] = NothingDue, ["Public.PayBecause.Waived"] = NothingDue,
    };

    /// <summary>Keys with a hole that is no enum, and what keeps every value in the texts.</summary>
    private static readonly Dictionary<string, string> MadeOfWords = new(StringComparer.Ordinal)
    {
        ["Admin.Role*Help"] = "the form offers the roles of members alone",
        ["Audit.Did*"] = Found,
        ["Audit.Field.*"] = Found, ["Audit.Subject.*"] = Found, ["Audit.Value.*"] = Found,
        ["Errors.*"] = "codes of refusals: ErrorCodeTests; a job's problem is shown as it is when it has no sentence",
        ["Formats.*"] = "words of Formats, each asked for by its literal name inside it; the exact formats are tested in both languages",
        ["Mud.*"] = "MudTextsTests holds the file against the keys of the library",
        ["People.Column*"] = "the columns of the export, written in every test of it",
        ["Platform.Job.*"] = "JobTests", ["Platform.Message.*"] = "JobTests",
        ["Platform.Part.*"] = Found, ["Platform.State.*"] = Found,
        ["Problems.Detail*"] = "the nearest status that has a text", ["Problems.Title*"] = "the nearest status that has a text",
        ["Public.Stars*"] = "one to five",
        ["StaffErrors.*"] = Found,
        ["Receipts.Field*"] = "the five fields of the code on an invoice",
    };

    [Fact]
    public void Every_value_of_an_enum_that_is_asked_for_has_its_text() => Rule.Holds(
        "T[$\"Calendar.Mode{mode}\"] asks for a text for every value of its enum.",
        from made in Made()
        where made.Hole is { IsEnum: true }
        from value in Enum.GetNames(made.Hole!)
        let key = made.Key.Replace("*", value, StringComparison.Ordinal)
        where !ResourceFiles.Keys.Contains(key) && !NeverAsked.ContainsKey(key)
        select $"{made.Where} asks for {key}");

    [Fact]
    public void A_key_is_made_of_an_enum() => Rule.Holds(
        "A key is literal or made with one enum, whose values can be counted; MadeOfWords lists the others and what keeps them true.",
        from made in Made()
        where made.Hole is not { IsEnum: true } && !MadeOfWords.ContainsKey(made.Key)
        select $"{made.Where} asks for {made.Key}, of {made.Hole?.Name ?? "several parts"}");

    private sealed record MadeKey(string Key, Type? Hole, string Where);

    private static List<MadeKey> Made() =>
    [
        .. from assembly in (Assembly[])[typeof(Texts).Assembly, typeof(Program).Assembly]
           from type in assembly.GetTypes()
           from method in type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OfType<MethodBase>()
           from made in In(method)
           where Form().IsMatch(made.Key) && ResourceFiles.All.Any(file => made.Key.StartsWith(file.Name + ".", StringComparison.Ordinal))
           select made,
    ];

    // An interpolated string is a handler that gets its parts one after the other; of strings alone it is a concatenation.
    private static IEnumerable<MadeKey> In(MethodBase method)
    {
        var where = $"{method.DeclaringType?.FullName}.{method.Name}";
        var (key, holes, last) = ("", new List<Type>(), (string?)null);
        var strings = new List<string?>();
        foreach (var (code, argument) in RenderedText.Instructions(method))
        {
            if (code == OpCodes.Ldstr) strings.Add(last = method.Module.ResolveString(argument));
            if (code.FlowControl != FlowControl.Call && code != OpCodes.Newobj) continue;
            var called = RenderedText.Called(method, argument);
            if (called?.DeclaringType == typeof(DefaultInterpolatedStringHandler))
            {
                if (called.IsConstructor) (key, holes) = ("", []);
                else if (called.Name == "AppendLiteral") key += last;
                else if (called.Name == "AppendFormatted")
                {
                    key += "*";
                    holes.Add(called.IsGenericMethod ? Nullable.GetUnderlyingType(called.GetGenericArguments()[0]) ?? called.GetGenericArguments()[0] : typeof(string));
                }
                else if (called.Name == "ToStringAndClear" && holes.Count > 0) yield return new(key, holes.Count == 1 ? holes[0] : null, where);
            }
            else if (called?.DeclaringType == typeof(string) && called.Name == nameof(string.Concat) && strings is [{ } first, ..] && first.EndsWith('.') | Form().IsMatch(first + "*"))
            {
                yield return new(first + "*" + (strings.Count > 1 ? strings[1] : ""), typeof(string), where);
            }
            if (called is not null && called.DeclaringType != typeof(DefaultInterpolatedStringHandler)) strings.Clear();
        }
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z]+\.[A-Za-z0-9_.]*\*[A-Za-z0-9_.*]*$", RegexOptions.None, 1000)]
    private static partial Regex Form();
}
