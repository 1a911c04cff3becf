using System.Text.Json.Serialization;
using Salon.Accounts;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Rules;

namespace Salon.Payments.Documents;

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

    /// <summary>What writers of documents of one organization wait for each other at.</summary>
    internal static Guid Subject(OrganizationId organization) => Secrets.Subject("receipts", organization.ToString());

    internal static TaxProfile Of(OrganizationId organization) => new() { OrganizationId = organization, SellerName = LocalizedText.Empty, Address = LocalizedText.Empty };

    internal void Describe(TaxScheme scheme, string vatNumber, LocalizedText seller, LocalizedText address)
    {
        (Scheme, VatNumber, SellerName, Address) = (scheme, vatNumber, seller, address);
        Version++;
    }

    /// <summary>Documents carry VAT and a QR code.</summary>
    public bool Taxes => Scheme == TaxScheme.Phase1;

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
    public string Hash { get; private set; } = "";

    /// <summary>The VAT of a part of it, in minor units; the parts of a whole add up when each is taken of what was there before.</summary>
    public long VatOf(long part) => Gross.Minor == 0 ? 0 : (long)((((Int128)VatMinor * part * 2) + Gross.Minor) / (Gross.Minor * 2));

    /// <param name="profile">Gives the number and the hash of the document before.</param>
    /// <param name="request">What is to be issued.</param>
    /// <param name="now">To the second: so it stands in the QR code.</param>
    internal static TaxInvoice Issue(TaxProfile profile, InvoiceRequest request, Instant now)
    {
        var at = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var scheme = request.RefersTo?.Scheme ?? profile.Scheme; // what was a tax invoice is taken back by a tax document
        var issued = new TaxInvoice
        {
            OrganizationId = profile.OrganizationId, Id = InvoiceId.New(), Number = profile.TakeNumber(), Kind = request.Kind, Scheme = scheme, Key = request.Key,
            BookingId = request.Booking, PaymentId = request.Payment, RefersTo = request.RefersTo?.Id, IssuedAt = at, Gross = request.Gross, VatMinor = request.Vat, Content = request.Content,
            Qr = scheme == TaxScheme.Phase1 ? new ZatcaQr(request.Content.Seller.Ar, request.Content.VatNumber, at, request.Gross.Minor, request.Vat).Encode() : null,
            PreviousHash = profile.LastHash,
        };
        issued.Hash = InvoiceHash.Of(issued);
        profile.Chain(issued.Hash);
        return issued;
    }
}

/// <summary>A document that is missing.</summary>
internal sealed record InvoiceRequest(
    InvoiceKind Kind, string Key, BookingId Booking, PaymentId? Payment, TaxInvoice? RefersTo, Money Gross, long Vat, InvoiceContent Content);

/// <summary>What a document says, as it was when it was issued.</summary>
/// <param name="Customer">Her name; empty when nobody knows it.</param>
/// <param name="Deducted">Invoiced in advance and taken off, in minor units; 0 when nothing was.</param>
/// <param name="DeductedVat">The VAT of that.</param>
/// <param name="RefersToNumber">Number of the document that is taken back.</param>
/// <param name="Reason">Of a credit note: a person's words.</param>
public sealed record InvoiceContent(
    LocalizedText Seller, LocalizedText Address, string VatNumber, string Customer, int BookingNumber, IReadOnlyList<InvoiceLine> Lines,
    long Deducted, long DeductedVat, long? RefersToNumber, string? Reason)
{
    public LocalizedText Branch { get; init; }

    /// <summary>Of a credit note that no person wrote words for: what the program decided.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<PaymentReason>))]
    public PaymentReason? Because { get; init; }

    [JsonIgnore]
    public Why Why => new(Because, Reason);

    /// <summary>Where the day and hour of issue are told.</summary>
    public string ZoneId { get; init; } = "Asia/Riyadh";

    /// <summary>The payments this document is for.</summary>
    public IReadOnlyList<InvoicePayment> Payments { get; init; } = [];

    /// <summary>The documents whose amounts are deducted.</summary>
    public IReadOnlyList<long> DeductedNumbers { get; init; } = [];
}

/// <param name="Minor">What came by it for this document, the tip not counted.</param>
/// <param name="RefundedBefore">Of the payment, what had gone back already and stands on no document.</param>
/// <param name="TipMinor">For people, not for the salon: outside of VAT.</param>
public sealed record InvoicePayment(PaymentId Payment, PaymentMethod Method, long Minor, long RefundedBefore, long TipMinor);

/// <param name="GrossMinor">VAT included; below 0 for a discount.</param>
public sealed record InvoiceLine(LocalizedText Name, long GrossMinor, int VatBasisPoints)
{
    /// <summary>The rate of what has several.</summary>
    public const int Mixed = -1;

    public int Quantity { get; init; } = 1;
}
