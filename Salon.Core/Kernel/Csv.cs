using System.Text;

namespace Salon.Kernel;

/// <summary>Lines of a CSV file (RFC 4180) that no spreadsheet takes for formulas.</summary>
public static class Csv
{
    /// <summary>UTF-8 with a byte order mark: without it Excel garbles Arabic.</summary>
    public static byte[] File(IEnumerable<IEnumerable<string?>> rows) =>
        [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => Line(row) + "\r\n")))];

    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    // What begins like a formula is shown with an apostrophe, as OWASP advises; plain numbers and telephones that begin with + or - are data, but spreadsheets compute those too.
    private static string Cell(string? text)
    {
        text ??= "";
        if (text.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || text is ['\t' or '\r' or '\n', ..])
            text = IsNumber(text) ? text : $"'{text}";
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsNumber(string text) => text[0] == '-' && decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out _);
}
