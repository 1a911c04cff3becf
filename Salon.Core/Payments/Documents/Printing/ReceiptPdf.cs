
namespace Salon.Payments.Documents.Printing;

/// <summary>The paper a document is printed on.</summary>
public enum ReceiptPaper
{
    A4,
    /// <summary>The roll of a counter's printer, 80 mm wide and as long as it takes.</summary>
    Roll,
}

/// <summary>Draws a document for printing: the same sheet as the page, with Arabic joined and ordered by <see cref="VisualText"/>.</summary>
public static class ReceiptPdf
{
    private const double Millimetre = 72 / 25.4;

    public static byte[] Of(ReceiptSheet sheet, ReceiptPaper paper)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var width = (paper == ReceiptPaper.A4 ? 210 : 80) * Millimetre;
        var page = new PdfPage(width);
        var end = new ReceiptDrawing(page, paper, width).Draw(sheet);
        return page.Save(paper == ReceiptPaper.A4 ? Math.Max(297 * Millimetre, end) : end, $"{sheet.Title.Ar} {sheet.Facts[0].Value.Ar}", sheet.Seller.Ar);
    }
}
