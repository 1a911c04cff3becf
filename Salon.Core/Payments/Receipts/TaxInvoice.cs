using Salon.Data;

namespace Salon.Payments.Receipts;

/// <summary>How a salon stands to the tax authority. Stored by number: never renumber.</summary>
public enum TaxScheme
{
    /// <summary>Not registered for VAT: receipts, never tax invoices; no VAT is shown.</summary>
    NotRegistered = 0,
    /// <summary>Registered; simplified tax invoices with a QR code.</summary>
    Phase1 = 1,
    /// <summary>Called into the integration phase, which Salon does not do: its documents must come from another program.</summary>
    Phase2 = 2,
}

/// <summary>What stands at the head of a salon's receipts, and the number of the last one.</summary>
public sealed class TaxProfile : ITenantRow
{
    private TaxProfile() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public TaxScheme Scheme { get; private set; }
    public string VatNumber { get; private set; } = ""; // 15 digits, the first and the last a 3
    public LocalizedText SellerName { get; private set; }
    public LocalizedText Address { get; private set; }
    public long LastNumber { get; private set; } // counted up with each document and never set back
    public string LastHash { get; private set; } = "";
    public int Version { get; private set; }

    internal static TaxProfile Of(OrganizationId organization) => new() { OrganizationId = organization };

    internal void Describe(TaxScheme scheme, string vatNumber, LocalizedText seller, LocalizedText address)
    {
        (Scheme, VatNumber, SellerName, Address) = (scheme, vatNumber, seller, address);
        Version++;
    }

    internal long TakeNumber()
    {
        Version++;
        return ++LastNumber;
    }

    internal void Chain(string hash) => LastHash = hash;
}

/// <summary>Stored by number: never renumber.</summary>
public enum InvoiceKind
{
    /// <summary>For money paid in advance: VAT falls due with the payment.</summary>
    Deposit = 0,
    /// <summary>For the visit; what was invoiced in advance is deducted.</summary>
    Final = 1,
    /// <summary>Takes back an earlier one, or a part of it.</summary>
    CreditNote = 2,
}

/// <summary>A document for a customer. Rows are only added: an issued document is never changed or deleted.</summary>
public sealed class TaxInvoice : ITenantRow
{
    private TaxInvoice() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public InvoiceId Id { get; private init; }
    public long Number { get; private init; } // without gaps within the organization
    public InvoiceKind Kind { get; private init; }
    public TaxScheme Scheme { get; private init; }
    public string Key { get; private init; } = ""; // what it is for: one document for each
    public BookingId BookingId { get; private init; }
    public PaymentId? PaymentId { get; private init; }
    public InvoiceId? RefersTo { get; private init; } // what a credit note takes back
    public Instant IssuedAt { get; private init; }
    public Money Gross { get; private init; } // what was paid; of a credit note what went back
    public long VatMinor { get; private init; } // part of it
    public InvoiceContent Content { get; private init; } = null!;
    public string? Qr { get; private init; } // base64 of the TLV; null when no tax is shown
    public string PreviousHash { get; private init; } = "";
    public string Hash { get; private init; } = "";

    internal static TaxInvoice Issue(
        TaxProfile profile, InvoiceKind kind, string key, BookingId booking, PaymentId? payment, InvoiceId? refersTo, Money gross, long vat, InvoiceContent content, string? qr, string hash, long number, Instant now) => new()
        {
            OrganizationId = profile.OrganizationId, Id = InvoiceId.New(), Number = number, Kind = kind, Scheme = profile.Scheme, Key = key, BookingId = booking, PaymentId = payment,
            RefersTo = refersTo, IssuedAt = now, Gross = gross, VatMinor = vat, Content = content, Qr = qr, PreviousHash = profile.LastHash, Hash = hash,
        };
}

/// <summary>What a document says, as it was when it was issued.</summary>
/// <param name="Deducted">Invoiced in advance and taken off, in minor units; 0 when nothing was.</param>
/// <param name="DeductedVat">The VAT of that.</param>
/// <param name="RefersToNumber">Number of the document that is taken back.</param>
public sealed record InvoiceContent(
    LocalizedText Seller, LocalizedText Address, string VatNumber, string Customer, int BookingNumber, IReadOnlyList<InvoiceLine> Lines,
    long Deducted, long DeductedVat, long? RefersToNumber, string? Reason);

/// <param name="GrossMinor">VAT included.</param>
public sealed record InvoiceLine(LocalizedText Name, long GrossMinor, int VatBasisPoints);
