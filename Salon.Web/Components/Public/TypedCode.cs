using System.Text.RegularExpressions;

namespace Salon.Web.Components.Public;

/// <summary>A one-time code as it was typed or pasted: with spaces, in Arabic digits, or the whole message around it.</summary>
public static partial class TypedCode
{
    public const int Length = 6;
    public const int LongestPaste = 300;

    /// <summary>The code in a text; the text itself when there is none, for the service to refuse.</summary>
    public static string? Of(string? typed) => typed is { Length: <= LongestPaste } && Code().Match(Digits.Fold(typed)) is { Success: true, Value: var code }
        ? string.Concat(code.Where(char.IsAsciiDigit)) : typed;

    [GeneratedRegex(@"(?<!\d)\d(?:[ \u00a0-]?\d){5}(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
