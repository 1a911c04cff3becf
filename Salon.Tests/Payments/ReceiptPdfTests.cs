using System.Text;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Documents.Printing;

namespace Salon.Tests.Payments;

/// <summary>A document on paper.</summary>
public sealed class ReceiptPdfTests
{
    internal static readonly ReceiptView Sample = new(
        1042, InvoiceKind.Final, TaxScheme.Phase1, BookingId.New(), Instant.FromUtc(2026, 11, 21, 15, 30), new Money(65_000, "SAR"), 8_478,
        new InvoiceContent(
            new("Elite Salon", "صالون النخبة"), new("King Road, Riyadh 12345", "طريق الملك، الرياض 12345"), PaySite.VatNumber, "نورة الحربي", 7103344,
            [
                new(new("Keratin", "كيراتين"), 75_000, 1500), new(new("Balayage VIP", "بالياج VIP مع غسيل وتجفيف وتسريحة سهرة طويلة"), 85_000, 1500) { Quantity = 2 },
                new(new("Discount", "خصم"), -10_000, 1500),
            ],
            85_000, 11_087, null, null)
        {
            Branch = new("Al Olaya", "العليا"), DeductedNumbers = [1001],
            Payments = [new(PaymentId.New(), PaymentMethod.Cash, 30_000, 0, 2_000), new(PaymentId.New(), PaymentMethod.Terminal, 35_000, 0, 0)],
        },
        new ZatcaQr("صالون النخبة", PaySite.VatNumber, Instant.FromUtc(2026, 11, 21, 15, 30), 65_000, 8_478).Encode());

    [Theory]
    [InlineData(ReceiptPaper.A4)]
    [InlineData(ReceiptPaper.Roll)]
    public void A_document_is_a_small_file_with_its_typefaces_inside(ReceiptPaper paper)
    {
        var file = ReceiptPdf.Of(ReceiptSheet.Of(Sample), paper);
        if (Environment.GetEnvironmentVariable("SALON_PDF") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, $"{paper}.pdf"), file);

        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(file, 0, 8), StringComparison.Ordinal);
        Assert.InRange(file.Length, 5_000, 150_000);
        Assert.True(file.AsSpan().IndexOf("/FontFile2"u8) > 0); // whoever opens it needs no Arabic typeface
    }

    [Theory]
    [InlineData(ReceiptPaper.A4)]
    [InlineData(ReceiptPaper.Roll)]
    public void What_stands_on_it_is_found_by_searching(ReceiptPaper paper)
    {
        var lines = PdfReading.Lines(ReceiptPdf.Of(ReceiptSheet.Of(Sample), paper));
        var all = string.Join('\n', lines);

        foreach (var words in (string[])["صالون النخبة", "الرياض", "فاتورة ضريبية مبسطة", "نورة الحربي", "كيراتين", "بالياج VIP", "ضريبة القيمة المضافة", "الإجمالي", "Elite Salon", "King Road, Riyadh 12345", "7103344", "310122393500003"])
            Assert.Contains(words, all, StringComparison.Ordinal);
        Assert.DoesNotContain(all, c => c is (>= '\uFB50' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')); // letters, not the forms they are drawn in
    }

    [Fact]
    public void Emoji_that_no_typeface_has_are_left_out_and_nothing_else_with_them()
    {
        var content = Sample.Content with { Customer = "نورة 💇🏽‍♀️ Noura 🇸🇦" };
        var file = ReceiptPdf.Of(ReceiptSheet.Of(Sample with { Content = content }), ReceiptPaper.A4);

        Assert.Contains(PdfReading.Lines(file), line => line.Contains("نورة", StringComparison.Ordinal) && line.Contains("Noura", StringComparison.Ordinal) && !line.Any(char.IsSurrogate));
    }

    [Fact]
    public void Its_sums_are_told_whole_deducted_net_tax_and_rest()
    {
        var sheet = ReceiptSheet.Of(Sample);
        Assert.Equal(["1,500.00", "-850.00", "565.22", "84.78", "650.00"], sheet.Sums.Select(s => s.Amount));
        Assert.Equal(["320.00", "350.00", "20.00"], sheet.Payments.Select(p => p.Amount)); // what each way really took, and once what of it was for people
        Assert.Equal("فاتورة ضريبية مبسطة", sheet.Title.Ar);
        Assert.Equal("ضريبة القيمة المضافة 15%", sheet.Sums[3].Label.Ar);
    }

    [Fact]
    public void Without_registration_nothing_on_it_speaks_of_tax()
    {
        var sheet = ReceiptSheet.Of(Sample with { Scheme = TaxScheme.NotRegistered, VatMinor = 0, Qr = null });
        var words = string.Join('\n', [sheet.Title.Ar, sheet.Title.En, sheet.Note.Ar, sheet.Note.En, sheet.VatNumber, .. sheet.Sums.SelectMany(s => new[] { s.Label.Ar, s.Label.En }), .. sheet.Facts.SelectMany(f => new[] { f.Label.Ar, f.Label.En })]);
        Assert.DoesNotContain("VAT", words, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ضريب", words, StringComparison.Ordinal);
    }
}
