using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Salon.Payments.Documents;

/// <summary>Ties each document to the one before it: whoever changes one in the database breaks the chain from there on.</summary>
public static class InvoiceHash
{
    /// <summary>
    /// Over what the document says and the hash before it; the order of the parts is never changed. A reason counts by its name or words, as they stood in
    /// one place once.
    /// </summary>
    public static string Of(TaxInvoice invoice)
    {
        var content = invoice.Content;
        var text = new StringBuilder("1");
        Add(text, invoice.PreviousHash, Text(invoice.Number), Text((int)invoice.Kind), Text((int)invoice.Scheme), invoice.Key, invoice.BookingId.ToString(), invoice.PaymentId?.ToString(), invoice.RefersTo?.ToString());
        Add(text, invoice.IssuedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), Text(invoice.Gross.Minor), invoice.Gross.Currency, Text(invoice.VatMinor), invoice.Qr);
        Add(text, content.Seller.En, content.Seller.Ar, content.Address.En, content.Address.Ar, content.VatNumber, content.Customer, Text(content.BookingNumber));
        Add(text, Text(content.Deducted), Text(content.DeductedVat));
        Add(text, content.RefersToNumber is { } number ? Text(number) : null, content.Because?.ToString() ?? content.Reason);
        foreach (var line in content.Lines) Add(text, line.Name.En, line.Name.Ar, Text(line.GrossMinor), Text(line.VatBasisPoints), Text(line.Quantity));
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The first document that does not follow from the one before it; null when all do.</summary>
    /// <param name="documents">All of an organization, by number.</param>
    public static long? FirstBroken(IEnumerable<TaxInvoice> documents)
    {
        var (before, number) = ("", 0L);
        foreach (var document in documents)
        {
            if (document.Number != ++number || document.PreviousHash != before || document.Hash != Of(document)) return document.Number;
            before = document.Hash;
        }

        return null;
    }

    // The length of each part stands before it, so that no two lists of parts read the same.
    private static void Add(StringBuilder text, params string?[] parts)
    {
        foreach (var part in parts) text.Append(CultureInfo.InvariantCulture, $"\n{part?.Length ?? -1}:{part}");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
