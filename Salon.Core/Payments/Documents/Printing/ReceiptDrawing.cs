
namespace Salon.Payments.Documents.Printing;

/// <summary>Puts a sheet onto paper from the top down: Arabic on the right, English beside it.</summary>
internal sealed class ReceiptDrawing
{
    private const double Millimetre = 72 / 25.4;
    private const int Ink = 0x1c161a, Soft = 0x5a4751, Well = 0xf4eeec, Rule = 0xd9ccc8, Black = 0;

    private readonly PdfPage page;
    private readonly bool roll;
    private readonly double left, right, size;
    private double y;

    public ReceiptDrawing(PdfPage page, ReceiptPaper paper, double width)
    {
        (this.page, roll) = (page, paper == ReceiptPaper.Roll);
        var margin = (roll ? 4 : 22) * Millimetre;
        (left, right, y, size) = (margin, width - margin, roll ? margin : 18 * Millimetre, roll ? 8 : 10);
    }

    /// <returns>How far down it went, with the margin below.</returns>
    public double Draw(ReceiptSheet sheet)
    {
        Head(sheet);
        foreach (var fact in sheet.Facts) Row(fact.Label, fact.Value, fact.Latin);
        y += size * 0.6;
        Lines(sheet);
        foreach (var sum in sheet.Sums) Sum(sum, sheet.Currency);
        if (sheet.Payments.Count > 0)
        {
            y += size * 0.5;
            Line();
            foreach (var payment in sheet.Payments) Sum(payment, sheet.Currency);
        }

        if (sheet.Qr is { } code) Code(code);
        y += size * 0.6;
        Middle(sheet.Note.Ar, size, Soft);
        Middle(sheet.Note.En, size * 0.9, Soft);
        return y + size * 2;
    }

    private void Head(ReceiptSheet sheet)
    {
        Middle(sheet.Seller.Ar, size * 1.9, Ink, bold: true);
        if (sheet.Seller.En != sheet.Seller.Ar) Middle(sheet.Seller.En, size * 1.2, Ink);
        Middle(sheet.Address.Ar, size, Soft);
        if (sheet.Address.En != sheet.Address.Ar) Middle(sheet.Address.En, size * 0.9, Soft);
        if (sheet.VatNumber.Length > 0)
        {
            var label = ReceiptSheet.LabelOf("Receipts.VatNumber");
            Middle($"{label.Ar}  {sheet.VatNumber}  {label.En}", size, Ink);
        }

        y += size * 0.7;
        Line();
        y += size * 0.5;
        Middle(sheet.Title.Ar, size * 1.5, Ink, bold: true);
        Middle(sheet.Title.En, size * 1.1, Ink);
        if (sheet.Subtitle.Ar.Length > 0)
        {
            Middle(sheet.Subtitle.Ar, size, Soft);
            Middle(sheet.Subtitle.En, size * 0.9, Soft);
        }

        y += size * 0.9;
    }

    // Arabic label at the right edge, English at the left, the value between them.
    private void Row(LocalizedText label, LocalizedText value, bool latin)
    {
        var (width, top) = ((right - left) * 0.28, y);
        Block(label.Ar, right - width, right, size, Soft, rightToLeft: true, atRight: true);
        var end = y;
        y = top;
        Block(label.En, left, left + width, size * 0.9, Soft, rightToLeft: false, atRight: false);
        end = Math.Max(end, y);
        y = top;
        Centred(value.Ar, left + width, right - width, size, Ink, bold: false, rightToLeft: !latin);
        if (value.En != value.Ar && value.En.Length > 0) Centred(value.En, left + width, right - width, size * 0.9, Soft, bold: false, rightToLeft: false);
        y = Math.Max(end, y) + size * 0.25;
    }

    private void Lines(ReceiptSheet sheet)
    {
        var height = size * 2;
        page.Fill(left, y, right - left, height, Well);
        y += size * 0.35;
        var (item, price) = (ReceiptSheet.LabelOf("Receipts.Item"), ReceiptSheet.LabelOf("Receipts.Price"));
        At($"{item.Ar} {item.En}", right - size * 0.6, size, Soft, bold: true, rightToLeft: true, atRight: true);
        At($"{price.Ar} {price.En}", left + size * 0.6, size, Soft, bold: true, rightToLeft: true, atRight: false);
        y += size * 1.65 + size * 0.4;
        foreach (var line in sheet.Lines)
        {
            var top = y;
            At(line.Amount, left + size * 0.6, size * 1.05, Ink, bold: true, rightToLeft: false, atRight: false);
            var inner = left + size * 7;
            var many = line.Quantity > 1 ? $" × {line.Quantity}" : "";
            Block(line.Name.Ar + many, inner, right - size * 0.6, size * 1.05, Ink, rightToLeft: true, atRight: true);
            if (line.Name.En != line.Name.Ar) Block(line.Name.En + many, inner, right - size * 0.6, size * 0.9, Soft, rightToLeft: false, atRight: true);
            y = Math.Max(y, top + size * 1.6) + size * 0.3;
            Line();
            y += size * 0.35;
        }
    }

    private void Sum(SheetSum sum, LocalizedText currency)
    {
        var (letters, top) = (sum.Strong ? size * 1.2 : size, y);
        if (sum.Strong)
        {
            page.Fill(left, y, right - left, size * (roll ? 4.2 : 3.6), Well);
            y += size * 0.5;
        }

        var line = y;
        At(sum.Strong ? $"{sum.Amount} {currency.En}" : sum.Amount, left + size * 0.6, letters, Ink, sum.Strong, rightToLeft: false, atRight: false);
        y = line;
        Block(sum.Label.Ar, left + size * 8, right - size * 0.6, letters, Ink, rightToLeft: true, atRight: true, bold: sum.Strong);
        Block(sum.Label.En, left + size * 8, right - size * 0.6, size * 0.9, Soft, rightToLeft: false, atRight: true);
        y = Math.Max(y, sum.Strong ? top + size * (roll ? 4.2 : 3.6) : y) + size * 0.3;
    }

    private void Code(string code)
    {
        y += size;
        var square = QrSquare.Of(code);
        var side = (roll ? 34 : 36) * Millimetre;
        var (unit, x) = (side / square.Size, (left + right - side) / 2);
        foreach (var (row, column, length) in square.Dark()) page.Fill(x + (column * unit), y + (row * unit), length * unit, unit * 1.02, Black);
        y += side;
    }

    private void Line() => page.Fill(left, y, right - left, 0.6, Rule);

    private void Middle(string text, double letters, int colour, bool bold = false)
    {
        if (text.Length > 0) Centred(text, left, right, letters, colour, bold, IsArabic(text));
    }

    private void Centred(string text, double from, double to, double letters, int colour, bool bold, bool rightToLeft)
    {
        foreach (var line in Fit(text, to - from, letters, bold, rightToLeft))
        {
            var runs = VisualText.Of(line, rightToLeft);
            page.Write(runs, ((from + to) - Width(runs, letters, bold)) / 2, y + letters * 1.1, letters, bold, colour);
            y += letters * 1.55;
        }
    }

    private void Block(string text, double from, double to, double letters, int colour, bool rightToLeft, bool atRight, bool bold = false)
    {
        foreach (var line in Fit(text, to - from, letters, bold, rightToLeft))
        {
            At(line, atRight ? to : from, letters, colour, bold, rightToLeft, atRight);
            y += letters * 1.55;
        }
    }

    // One line that is known to fit; does not move down.
    private void At(string text, double x, double letters, int colour, bool bold, bool rightToLeft, bool atRight)
    {
        var runs = VisualText.Of(text, rightToLeft);
        page.Write(runs, atRight ? x - Width(runs, letters, bold) : x, y + letters * 1.1, letters, bold, colour);
    }

    // Lines break between words, in the order of reading; each is put in visual order by itself.
    private static IEnumerable<string> Fit(string text, double width, double letters, bool bold, bool rightToLeft)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(VisualText.Of(longer, rightToLeft), letters, bold) > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        if (line.Length > 0) yield return line;
    }

    private static double Width(IReadOnlyList<VisualRun> runs, double letters, bool bold) => runs.Sum(run => TypeFace.Of(run.Arabic, bold).WidthOf(run.Text)) * letters;

    private static bool IsArabic(string text) => text.Any(c => c is >= '\u0600' and <= '\u06FF');
}
