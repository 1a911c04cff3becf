using System.Globalization;
using CsvHelper;
using NodaTime.Text;

namespace Salon.Kernel;

/// <summary>Files for spreadsheets (RFC 4180) in which no text is taken for a formula. A cell is a text, a number, an amount or a date; only texts are guarded.</summary>
public static class Csv
{
    private static readonly CsvWriterOptions Options = new()
    {
        Quoting = CsvQuoting.Always, Injection = CsvInjection.Escape,
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
        Money money => Major(money).ToString(Digits(money), CultureInfo.InvariantCulture),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        int or long => ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {cell.GetType().Name} is no cell of a file.", nameof(cell)),
    };

    private static void Add(CsvWriter writer, IEnumerable<object?> row)
    {
        foreach (var cell in row)
        {
            if (cell is Money money) writer.WriteField(Major(money), Digits(money), CultureInfo.InvariantCulture);
            else if (cell is int or long) writer.WriteField(cell);
            else writer.WriteField(Guarded(Text(cell)));
        }
    }

    // Besides what the writer guards: spaces before it and the wide signs of East Asia, which some spreadsheets read alike.
    private static string Guarded(string text) =>
        text.TrimStart() is ['＝' or '＋' or '－' or '＠', ..] || (text is [' ', ..] && text.TrimStart() is ['=' or '+' or '-' or '@', ..]) || text is ['\n', ..] ? $"'{text}" : text;

    private static decimal Major(Money money) => money.Minor / (decimal)Currencies.Scale(money.Currency);

    private static string Digits(Money money) => $"F{Currencies.Exponent(money.Currency)}";
}
