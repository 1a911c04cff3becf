using System.Globalization;
using System.Text.RegularExpressions;

namespace Salon.E2E.Host;

/// <summary>One event of a calendar file, read as strictly as a telephone does (RFC 5545).</summary>
internal sealed partial record CalendarEntry(Instant Start, Instant End, string Summary)
{
    public static CalendarEntry Parse(string file)
    {
        Assert.EndsWith("\r\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain(file.Split("\r\n"), line => System.Text.Encoding.UTF8.GetByteCount(line) > 75 || line.Contains('\n', StringComparison.Ordinal));
        var lines = Folded().Replace(file, "").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        AssertNested(lines);
        return new CalendarEntry(Time(lines, "DTSTART"), Time(lines, "DTEND"), Escaped().Replace(Value(lines, "SUMMARY"), "$1"));
    }

    private static void AssertNested(string[] lines)
    {
        Assert.Equal(("BEGIN:VCALENDAR", "END:VCALENDAR"), (lines[0], lines[^1]));
        var open = new Stack<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith("BEGIN:", StringComparison.Ordinal)) open.Push(line[6..]);
            else if (line.StartsWith("END:", StringComparison.Ordinal)) Assert.Equal(open.Pop(), line[4..]);
            else Assert.Matches("^[A-Z-]+[:;]", line);
        }

        Assert.Empty(open);
    }

    private static string Value(string[] lines, string name) => Assert.Single(lines, line => line.StartsWith($"{name}:", StringComparison.Ordinal))[(name.Length + 1)..];

    private static Instant Time(string[] lines, string name) =>
        NodaTime.Text.InstantPattern.Create("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture).Parse(Value(lines, name)).Value;

    [GeneratedRegex("\r\n[ \t]", RegexOptions.None, 1000)]
    private static partial Regex Folded();

    [GeneratedRegex(@"\\([,;\\])", RegexOptions.None, 1000)]
    private static partial Regex Escaped();
}
