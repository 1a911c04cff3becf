using System.Text;

namespace Salon.Tests.House;

/// <summary>C# without what it says: no comments, no strings.</summary>
internal static class CodeText
{
    /// <summary>The code with comments and the insides of strings blanked out, line breaks kept.</summary>
    public static string WithoutStrings(string code)
    {
        var kept = new StringBuilder(code.Length);
        for (var at = 0; at < code.Length;)
        {
            var start = at;
            if (Follows(code, at, "//")) at = To(code, at, "\n");
            else if (Follows(code, at, "/*")) at = To(code, at + 2, "*/") + 2;
            else if (Follows(code, at, "@*")) at = To(code, at + 2, "*@") + 2; // Razor
            else if (code[at] == '\'' && CharLength(code, at) is var length and > 0) at += length;
            else if (StringStart(code, at) is { } prefix) at = StringEnd(code, at, prefix);
            else
            {
                kept.Append(code[at++]);
                continue;
            }

            at = Math.Min(at, code.Length);
            foreach (var c in code.AsSpan(start, at - start)) kept.Append(c == '\n' ? '\n' : ' ');
        }

        return kept.ToString();
    }

    private static bool Follows(string code, int at, string what) => string.CompareOrdinal(code, at, what, 0, what.Length) == 0;

    private static int To(string code, int at, string end) => code.IndexOf(end, at, StringComparison.Ordinal) is >= 0 and var found ? found : code.Length;

    // 'x' or '\n' or '\u0066'; anything else with an apostrophe is text of a page
    private static int CharLength(string code, int at)
    {
        if (at + 2 >= code.Length) return 0;
        if (code[at + 1] != '\\') return code[at + 2] == '\'' ? 3 : 0;
        return code.IndexOf('\'', Math.Min(at + 3, code.Length - 1)) is var end && end > 0 && end - at <= 8 ? end - at + 1 : 0;
    }

    private static string? StringStart(string code, int at)
    {
        var end = at;
        while (end < code.Length && code[end] is '$' or '@' && end - at < 3) end++;
        return end < code.Length && code[end] == '"' ? code[at..end] : null;
    }

    private static int StringEnd(string code, int at, string prefix)
    {
        var begin = at + prefix.Length;
        var quotes = 0;
        while (begin + quotes < code.Length && code[begin + quotes] == '"') quotes++;
        var interpolated = prefix.Contains('$', StringComparison.Ordinal);
        if (quotes >= 3) // raw
        {
            var end = To(code, begin + quotes, new string('"', quotes));
            while (end + quotes < code.Length && code[end + quotes] == '"') end++;
            return end + quotes;
        }

        var (verbatim, i) = (prefix.Contains('@', StringComparison.Ordinal), begin + 1);
        while (i < code.Length && code[i] != '"' || verbatim && Follows(code, i, "\"\""))
        {
            var doubled = verbatim ? code[i] == '"' : code[i] == '\\';
            if (interpolated) doubled |= Follows(code, i, "{{") || Follows(code, i, "}}");
            if (doubled) i += 2;
            else i = interpolated && code[i] == '{' ? HoleEnd(code, i) : i + 1;
        }

        return i + 1;
    }

    // A hole may hold strings of its own.
    private static int HoleEnd(string code, int open)
    {
        var (depth, i) = (0, open);
        while (i < code.Length)
        {
            if (code[i] == '{') depth++;
            else if (code[i] == '}' && --depth == 0) return i + 1;
            if (StringStart(code, i) is { } prefix && i > open) i = StringEnd(code, i, prefix);
            else i++;
        }

        return code.Length;
    }
}
