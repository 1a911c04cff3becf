using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime.Text;

namespace Salon.Kernel;

/// <summary>Files for spreadsheets (RFC 4180) in which no text is taken for a formula. A cell is a text, a number, an amount or a date; only texts are guarded.</summary>
public static class Csv
{
    /// <summary>UTF-8 with a byte order mark: without it Excel garbles Arabic.</summary>
    private static readonly UTF8Encoding Marked = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly CsvConfiguration Quoted = new(CultureInfo.InvariantCulture) { ShouldQuote = _ => true, NewLine = "\r\n" };

    public static byte[] File(IEnumerable<IEnumerable<object?>> rows)
    {
        using var stream = new MemoryStream();
        using (var writer = new CsvWriter(new StreamWriter(stream, Marked), Quoted))
        {
            foreach (var row in rows)
            {
                Add(writer, row);
                writer.NextRecord();
            }
        }

        return stream.ToArray();
    }

    /// <summary>Writes row by row, as they come; the stream stays open.</summary>
    public static async Task WriteAsync(Stream stream, IEnumerable<object?> head, IAsyncEnumerable<IEnumerable<object?>> rows)
    {
        await using var writer = new CsvWriter(new StreamWriter(stream, Marked, leaveOpen: true), Quoted);
        Add(writer, head);
        await writer.NextRecordAsync();
        await foreach (var row in rows)
        {
            Add(writer, row);
            await writer.NextRecordAsync();
        }
    }

    /// <summary>How a cell is written, whatever the reader's language: "3", "1150.00", "2026-12-01".</summary>
    public static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        Money money => (money.Minor / (decimal)Currencies.Scale(money.Currency)).ToString($"F{Currencies.Exponent(money.Currency)}", CultureInfo.InvariantCulture),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        int or long or decimal or double => ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {cell.GetType().Name} is no cell of a file.", nameof(cell)),
    };

    private static void Add(CsvWriter writer, IEnumerable<object?> row)
    {
        foreach (var cell in row) writer.WriteField(cell is string text ? Guarded(text) : Text(cell));
    }

    // What begins like a formula is shown with an apostrophe, as OWASP advises; telephones that begin with + too, for spreadsheets compute those.
    private static string Guarded(string text) =>
        text.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || text is ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;
}
