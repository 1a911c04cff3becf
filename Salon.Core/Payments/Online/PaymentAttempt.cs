using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Online;

/// <summary>States of one try to pay. Stored by number: never renumber.</summary>
public enum AttemptStatus
{
    /// <summary>Written down before the provider was asked. What it answered is not known yet, and may never be known from that call.</summary>
    Asking = 0,
    /// <summary>The provider waits for the customer.</summary>
    Open = 1,
    Authorized = 2,
    Paid = 3,
    /// <summary>The provider refused.</summary>
    Failed = 4,
    /// <summary>Given up by us or by the clock.</summary>
    Lapsed = 5,
    Voided = 6,
}

/// <summary>How an attempt reaches the customer. Stored by number: never renumber.</summary>
public enum AttemptKind
{
    /// <summary>The provider's own page, at an address of its own.</summary>
    Page = 0,
    /// <summary>A card the provider already holds under a token, charged under the attempt's own id.</summary>
    Token = 1,
    /// <summary>At the desk: nobody is asked.</summary>
    Desk = 2,
    /// <summary>Nothing we asked for: a person found the provider's payment and said whose visit it pays.</summary>
    Linked = 3,
}

/// <summary>One try to pay. Its row is committed before the provider is asked, so that nothing asked for is ever unknown to us.</summary>
public sealed class PaymentAttempt : ITenantRow
{
    private PaymentAttempt() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public AttemptId Id { get; private init; } // given_id of a token's charge; stands in the metadata of a page
    public PaymentId PaymentId { get; private init; }
    public AttemptKind Kind { get; private init; }
    public AttemptStatus Status { get; private set; }
    public bool Live { get; private init; } // with real money
    public string? PageId { get; private set; } // the provider's invoice
    public string? ProviderId { get; private set; } // the provider's payment; unique
    public string? Url { get; private set; } // where the customer pays
    public string? Card { get; private set; } // "mada 4201-32XX-XXXX-1010", to show, never to parse
    public string? Trouble { get; private set; } // the provider's own words about the last refusal
    public Instant CreatedAt { get; private init; }
    public Instant ExpiresAt { get; private init; } // the page closes then
    public Instant NextCheckAt { get; private set; } // reconciliation asks then
    public int Checks { get; private set; }
    public int Version { get; private set; }

    public static PaymentAttempt Start(OrganizationId organization, PaymentId payment, AttemptId id, AttemptKind kind, bool live, Instant now, Instant expires) => new()
    {
        OrganizationId = organization, Id = id, PaymentId = payment, Kind = kind, Live = live, CreatedAt = now, ExpiresAt = expires, NextCheckAt = now + Duration.FromMinutes(2),
    };

    /// <summary>Stands for a payment the provider already has: under its id, of which there is one.</summary>
    internal static PaymentAttempt Link(OrganizationId organization, PaymentId payment, ProviderPayment theirs, bool live, Instant now) => new()
    {
        OrganizationId = organization, Id = AttemptId.New(), PaymentId = payment, Kind = AttemptKind.Linked, Live = live, ProviderId = theirs.Id, Card = theirs.Card,
        CreatedAt = now, ExpiresAt = now, NextCheckAt = now,
    };

    /// <inheritdoc cref="Payment.Become"/>
    internal bool Become(AttemptStatus next)
    {
        if (!PaymentStates.Allows(Status, next)) return false;
        Status = next;
        Version++;
        return true;
    }

    internal void OpenPage(string pageId, string url) => (PageId, Url, Version) = (pageId, url, Version + 1);

    internal void Know(string providerId, string? card, string? url) => (ProviderId, Card, Url, Version) = (providerId, card ?? Card, url ?? Url, Version + 1);

    internal void Fail(string? trouble) => (Trouble, Version) = (trouble, Version + 1);

    /// <summary>Asked again after 2, 4, 8 … minutes, at most every six hours.</summary>
    internal void CheckLater(Instant now)
    {
        Checks++;
        NextCheckAt = now + Duration.FromMinutes(Math.Min(360, 2L << Math.Min(Checks, 8)));
    }
}
