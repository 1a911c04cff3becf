
namespace Salon.Payments.Online;

/// <summary>The keys of one salon's account at the provider, opened for one call.</summary>
/// <param name="Live">Real money moves.</param>
public sealed record GatewayKeys(string Secret, bool Live);

/// <summary>What the provider said to one question.</summary>
public abstract record Heard<T> where T : notnull
{
    private Heard() { }

    /// <summary>It answered.</summary>
    public sealed record Answer(T Value) : Heard<T>;

    /// <summary>It knows nothing by that name.</summary>
    public sealed record Nothing : Heard<T>;

    /// <summary>It certainly did not do it.</summary>
    /// <param name="Code">A key of Errors.resx.</param>
    /// <param name="Again">Whether asking later may succeed.</param>
    /// <param name="Words">The provider's own, for staff.</param>
    public sealed record Refused(string Code, bool Again, string? Words = null) : Heard<T>;

    /// <summary>It may or may not have done it: only looking tells.</summary>
    public sealed record Unknown(string Code) : Heard<T>;
}

/// <summary>States of a payment at the provider.</summary>
public enum ProviderState
{
    /// <summary>The payer is not through yet, or gave up.</summary>
    Initiated,
    Paid,
    Failed,
    Authorized,
    Captured,
    /// <summary>Some or all of it went back: the amounts tell how much.</summary>
    Refunded,
    Voided,
    /// <summary>A card was looked at; no money.</summary>
    Verified,
    /// <summary>A word we do not know.</summary>
    Other,
}

/// <summary>A payment as the provider tells it; amounts in minor units.</summary>
/// <param name="PageId">The hosted page it was made on.</param>
/// <param name="OriginalMinor">What was asked before the provider took a bank's coupon off; null without one.</param>
/// <param name="Words">Its own words about a refusal.</param>
/// <param name="Url">Where the payer goes on, while it is initiated.</param>
public sealed record ProviderPayment(
    string Id, ProviderState State, Money Amount, long FeeMinor, long RefundedMinor, long CapturedMinor, string? PageId, long? OriginalMinor,
    string? Card, string? Words, string? Url, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>What really moved: a capture may be of a part.</summary>
    public long TakenMinor => CapturedMinor > 0 ? CapturedMinor : Amount.Minor;

    public bool HasMoney => State is ProviderState.Paid or ProviderState.Captured or ProviderState.Refunded;

    /// <summary>What is still there of it.</summary>
    public long LeftMinor => HasMoney ? Math.Max(0, TakenMinor - RefundedMinor) : 0;

    /// <summary>When it was made.</summary>
    public Instant? At { get; init; }

    public string? Description { get; init; }
}

/// <summary>A hosted page with the payments that were made on it.</summary>
public sealed record ProviderPage(string Id, string State, Money Amount, string Url, IReadOnlyList<ProviderPayment> Payments, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A hosted page that is wanted.</summary>
/// <param name="Reference">Stands in the metadata, and finds the page again when the answer was lost.</param>
public sealed record PageRequest(AttemptId Reference, Money Amount, string Description, Uri Return, Instant ExpiresAt, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A charge of a card the provider holds, under the attempt's own id.</summary>
/// <param name="Manual">Only keep the amount for us; it is captured later.</param>
public sealed record ChargeRequest(AttemptId Id, Money Amount, string Description, string Token, bool Manual, Uri Return, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A provider of payments. Translates, never decides, asks once.</summary>
public interface IPaymentGateway
{
    Task<Heard<ProviderPage>> OpenPageAsync(GatewayKeys keys, PageRequest request, CancellationToken ct);

    /// <summary>The page that carries this reference, for when the answer to its making was lost.</summary>
    Task<Heard<ProviderPage>> FindPageAsync(GatewayKeys keys, AttemptId reference, CancellationToken ct);

    Task<Heard<ProviderPage>> PageAsync(GatewayKeys keys, string id, CancellationToken ct);

    Task<Heard<ProviderPage>> ClosePageAsync(GatewayKeys keys, string id, CancellationToken ct);

    /// <summary>Where browsers send the cards that customers type on our own page: past us, to the provider.</summary>
    Uri CardsAddress { get; }

    /// <summary>Whether a publishable key is one of the provider's.</summary>
    Task<Heard<string>> KnowsPublicKeyAsync(string publicKey, CancellationToken ct);

    Task<Heard<ProviderPayment>> ChargeAsync(GatewayKeys keys, ChargeRequest request, CancellationToken ct);

    Task<Heard<ProviderPayment>> PaymentAsync(GatewayKeys keys, string id, CancellationToken ct);

    Task<Heard<ProviderPayment>> RefundAsync(GatewayKeys keys, string id, long minor, CancellationToken ct);

    /// <param name="minor">Null for all of it.</param>
    Task<Heard<ProviderPayment>> CaptureAsync(GatewayKeys keys, string id, long? minor, CancellationToken ct);

    Task<Heard<ProviderPayment>> VoidAsync(GatewayKeys keys, string id, CancellationToken ct);

    /// <summary>Payments that changed since, one page of at most 40, the newest first.</summary>
    Task<Heard<IReadOnlyList<ProviderPayment>>> ListAsync(GatewayKeys keys, Instant updatedSince, int page, CancellationToken ct);

    /// <summary>Makes the provider send its news to this address, once.</summary>
    /// <returns>The provider's name for it.</returns>
    Task<Heard<string>> ListenAsync(GatewayKeys keys, Uri address, string secret, CancellationToken ct);
}
