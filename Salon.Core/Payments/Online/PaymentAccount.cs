using Salon.Data;

namespace Salon.Payments.Online;

/// <summary>A salon's own account at the provider, with its keys sealed. Keys go in and never come out.</summary>
public sealed class PaymentAccount : ITenantRow
{
    private PaymentAccount() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public byte[] SecretKey { get; private set; } = []; // sealed
    public string KeyEnding { get; private set; } = ""; // the last four characters, so that people know which key it is
    public bool Live { get; private set; } // real money
    public string? PublicKey { get; private set; } // publishable: it only starts payments, and stands in the page where customers type their card; null without such a page
    public byte[] WebhookSecret { get; private set; } = []; // sealed
    public byte[]? EarlierWebhookSecret { get; private set; } // sealed; believed too while the provider still uses it
    public string? WebhookId { get; private set; } // the provider's; null until it was told where to send news
    public bool Active { get; private set; }
    public Instant? CheckedAt { get; private set; }
    public string? CheckTrouble { get; private set; } // a code of Errors.resx; null when the last check went well
    public Instant? WebhookSeenAt { get; private set; }
    public Instant? ReconciledAt { get; private set; } // the last daily comparison
    public int Version { get; private set; }

    internal static PaymentAccount Of(OrganizationId organization) => new() { OrganizationId = organization };

    internal void Connect(byte[] secretKey, string ending, bool live, byte[] webhookSecret)
    {
        EarlierWebhookSecret = WebhookSecret.Length == 0 ? null : WebhookSecret;
        (SecretKey, KeyEnding, Live, PublicKey, WebhookSecret, WebhookId, Active) = (secretKey, ending, live, null, webhookSecret, null, true); // another key may be another account's
        Version++;
    }

    internal void TakeCards(string? publicKey)
    {
        PublicKey = publicKey;
        Version++;
    }

    internal void Disconnect()
    {
        Active = false;
        Version++;
    }

    internal void Checked(string? trouble, Instant now) => (CheckedAt, CheckTrouble) = (now, trouble);

    internal void Registered(string webhookId) => WebhookId = webhookId;

    internal void Heard(Instant now) => WebhookSeenAt = now;

    internal void Compared(Instant now) => ReconciledAt = now;
}
