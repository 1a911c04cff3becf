using System.Globalization;
using CsvHelper;
using NodaTime.Text;

namespace Salon.Kernel;

/// <summary>Files for spreadsheets (RFC 4180) in which no text is taken for a formula.</summary>
/// <remarks>A cell is a text, a number, an amount or a date; only texts are guarded. All rows of a file have as many cells.</remarks>
public static class Csv
{
    private static readonly CsvWriterOptions Options = new()
    {
        Quoting = CsvQuoting.Always,
        WriteByteOrderMark = true, // without it Excel garbles Arabic
    };

    public static byte[] File(IEnumerable<IEnumerable<object?>> rows)
    {
        using var stream = new MemoryStream();
        using (var writer = CsvWriter.Create(stream, Options, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                Add(writer, row);
                writer.EndRecord();
            }
        }

        return stream.ToArray();
    }

    /// <summary>Writes row by row, as they come; the stream stays open.</summary>
    public static async Task WriteAsync(Stream stream, IEnumerable<object?> head, IAsyncEnumerable<IEnumerable<object?>> rows)
    {
        await using var writer = CsvWriter.Create(stream, Options, leaveOpen: true);
        Add(writer, head);
        await writer.EndRecordAsync();
        await foreach (var row in rows)
        {
            Add(writer, row);
            await writer.EndRecordAsync();
        }
    }

    /// <summary>How a cell reads, whatever the reader's language: "3", "1150.00", "2026-12-01".</summary>
    public static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        Money(var minor, var currency) => (minor / (decimal)Currencies.Scale(currency)).ToString($"F{Currencies.Exponent(currency)}", CultureInfo.InvariantCulture),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        int or long => ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {cell.GetType().Name} is no cell of a file.", nameof(cell)),
    };

    private static void Add(CsvWriter writer, IEnumerable<object?> row)
    {
        foreach (var cell in row) writer.WriteField(cell is string text ? Guarded(text) : Text(cell));
    }

    // What begins like a formula is shown with an apostrophe, as OWASP advises: telephones with a + too, for spreadsheets compute those, and what
    // stands behind spaces or in the wide signs of East Asia, which the writer's own guard lets through.
    private static string Guarded(string text) =>
        text.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || text is ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;
}
