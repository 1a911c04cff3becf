using System.Globalization;
using System.Text;
using QRCoder;

namespace Salon.Payments.Documents.Printing;

/// <summary>The dark squares of a QR code, with the quiet border around them.</summary>
public sealed class QrSquare
{
    private readonly bool[][] rows;

    private QrSquare(bool[][] rows) => this.rows = rows;

    /// <summary>Squares along one side.</summary>
    public int Size => rows.Length;

    public static QrSquare Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new([.. data.ModuleMatrix.Select(row => row.Cast<bool>().ToArray())]);
    }

    /// <summary>Runs of dark squares: row, first column and how many.</summary>
    public IEnumerable<(int Row, int Column, int Length)> Dark()
    {
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                var from = column;
                while (column < Size && rows[row][column]) column++;
                if (column > from) yield return (row, from, column - from);
            }
        }
    }

    /// <summary>The same as the path of an SVG drawing, one unit for each square.</summary>
    public string Path()
    {
        var path = new StringBuilder();
        foreach (var (row, column, length) in Dark()) path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h{length}v1h-{length}z");
        return path.ToString();
    }
}
