using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Providers;

namespace Salon.Payments.Online;

/// <summary>A salon's account at the provider as its owner sees it: never a key.</summary>
/// <param name="PublicKey">Publishable; null when customers do not type cards on our own page.</param>
/// <param name="Locked">The keys were sealed with a master key that this installation does not have any more: nothing can be paid online until she connects again.</param>
/// <param name="WebhookAddress">Where the provider sends news.</param>
public sealed record PaymentAccountView(
    bool Connected, bool Locked, bool Live, string KeyEnding, string? PublicKey, Instant? CheckedAt, string? CheckTrouble, bool Listening, Instant? WebhookSeenAt, Uri WebhookAddress,
    Instant? ReconciledAt);

/// <summary>Where the provider reaches this installation.</summary>
/// <param name="Of">The address for one organization's news; asked at each call.</param>
public sealed record WebhookAddress(Func<OrganizationId, Uri> Of);

/// <summary>Each salon's own keys: they go in, are sealed, and only open for a call.</summary>
public sealed class PaymentAccounts(Database database, SecretBox box, IPaymentGateway gateway, WebhookAddress address, TimeProvider clock)
{
    private const string KeyPurpose = "moyasar.secret-key";
    private const string HookPurpose = "moyasar.webhook-secret";
    private const string TestPrefix = "sk_test_", LivePrefix = "sk_live_";

    public async Task<Result<PaymentAccountView>> FindAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var account = await db.PaymentAccounts.AsNoTracking().SingleOrDefaultAsync(ct);
        return account is null
            ? new PaymentAccountView(false, false, false, "", null, null, null, false, null, address.Of(actor.Organization), null)
            : new PaymentAccountView(account.Active, account.Active && await IsLockedAsync(account), account.Live, account.KeyEnding, account.PublicKey, account.CheckedAt, account.CheckTrouble,
                account.WebhookId is not null, account.WebhookSeenAt, address.Of(actor.Organization), account.ReconciledAt);
    }

    /// <summary>Takes the salon's secret key, after the provider accepted it, and asks the provider to send its news here.</summary>
    public async Task<Error?> ConnectAsync(Actor actor, string? secretKey, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return PaymentErrors.NotAllowed;
        var key = (secretKey ?? "").Trim();
        var live = key.StartsWith(LivePrefix, StringComparison.Ordinal);
        if (!IsKey(key, live ? LivePrefix : TestPrefix)) return PaymentErrors.NotAKey;
        if (await TroubleOfAsync(new GatewayKeys(key, live), ct) is { } trouble) return trouble;

        await SaveAsync(actor.Organization, key, live, ct);
        await ListenAsync(actor.Organization, ct);
        return null;
    }

    /// <summary>Customers type their cards on our own page from now on, and the provider's page is the other way; or, without a key, on the provider's page only.</summary>
    /// <param name="publicKey">Publishable, of the same mode as the secret one; empty to end it.</param>
    public async Task<Error?> TakeCardsAsync(Actor actor, string? publicKey, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return PaymentErrors.NotAllowed;
        if (await KeysAsync(actor.Organization, ct) is not { } keys) return await WithoutKeysAsync(actor.Organization, ct);
        if (!await IsConnectedAsync(actor.Organization, ct)) return PaymentErrors.NotConnected;
        var key = (publicKey ?? "").Trim() is { Length: > 0 } given ? given : null;
        if (key is not null)
        {
            if (!IsKey(key, keys.Live ? "pk_live_" : "pk_test_")) return PaymentErrors.NotAPublicKey;
            var heard = await gateway.KnowsPublicKeyAsync(key, ct);
            if (heard is not Heard<string>.Answer) return heard is Heard<string>.Refused { Code: ProviderReasons.KeyRefused } ? PaymentErrors.KeyRefused : PaymentErrors.TryAgain;
        }

        await using var db = await database.OpenForWriteAsync(actor, ct);
        (await db.PaymentAccounts.SingleAsync(ct)).TakeCards(key);
        db.Announce(new Change(actor.Organization, ChangeKind.Settings));
        return await db.CommitAsync(ct);
    }

    /// <summary>Stores a key without asking anybody about it.</summary>
    public async Task SaveAsync(OrganizationId organization, string key, bool live, CancellationToken ct, string? publicKey = null)
    {
        var sealedKey = await box.CloseAsync(organization, KeyPurpose, key);
        var secret = await box.CloseAsync(organization, HookPurpose, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        var account = await db.PaymentAccounts.SingleOrDefaultAsync(ct);
        if (account is null) db.PaymentAccounts.Add(account = PaymentAccount.Of(organization));
        account.Connect(sealedKey, key[^4..], live, secret);
        if (publicKey is not null) account.TakeCards(publicKey);
        account.Checked(null, now);
        db.Announce(new Change(organization, ChangeKind.Settings));
        if (await db.CommitAsync(ct) is { } refusal) throw new InvalidOperationException($"The payment account could not be stored: {refusal.Code}.");
    }

    /// <summary>No payment is asked for any more; what is under way is still followed.</summary>
    public async Task<Error?> DisconnectAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var account = await db.PaymentAccounts.SingleOrDefaultAsync(ct);
        if (account is null) return PaymentErrors.NotConnected;
        account.Disconnect();
        db.Announce(new Change(actor.Organization, ChangeKind.Settings));
        return await db.CommitAsync(ct);
    }

    /// <summary>"Test connection": does the provider accept the key that is stored?</summary>
    public async Task<Error?> TestAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return PaymentErrors.NotAllowed;
        if (await KeysAsync(actor.Organization, ct) is not { } keys) return await WithoutKeysAsync(actor.Organization, ct);
        var trouble = await TroubleOfAsync(keys, ct);
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        (await db.PaymentAccounts.SingleAsync(ct)).Checked(trouble?.Code, now);
        return await db.CommitAsync(ct) ?? trouble;
    }

    /// <summary>Asks the provider to send its news here, if it was not asked yet.</summary>
    public async Task<bool> ListenAsync(OrganizationId organization, CancellationToken ct)
    {
        if (await KeysAsync(organization, ct) is not { } keys) return false;
        byte[] hook;
        await using (var reading = await database.OpenAsync(organization, ct))
        {
            var account = await reading.PaymentAccounts.AsNoTracking().SingleAsync(ct);
            if (account is not { Active: true, WebhookId: null }) return true;
            hook = account.WebhookSecret;
        }

        if (await box.OpenAsync(organization, HookPurpose, hook) is not { } secret) return false;
        if (await gateway.ListenAsync(keys, address.Of(organization), secret, ct) is not Heard<string>.Answer { Value: var id }) return false;
        await using var db = await database.OpenForWriteAsync(organization, ct);
        (await db.PaymentAccounts.SingleAsync(ct)).Registered(id);
        return await db.CommitAsync(ct) is null;
    }

    /// <summary>The salons whose keys were sealed with a master key that is lost, for the operator of the installation.</summary>
    public async Task<Result<List<OrganizationId>>> LockedAsync(Actor actor, CancellationToken ct) =>
        actor.May(Permission.OperatePlatform) ? (List<OrganizationId>)[.. await LockedAsync(ct)] : PaymentErrors.NotAllowed;

    /// <summary>The same, for the program itself at its start.</summary>
    public async Task<IReadOnlyList<OrganizationId>> LockedAsync(CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        var locked = new List<OrganizationId>();
        foreach (var account in await db.PaymentAccounts.AsNoTracking().Where(a => a.Active).OrderBy(a => a.OrganizationId).ToListAsync(ct))
        {
            if (await IsLockedAsync(account)) locked.Add(account.OrganizationId);
        }

        return locked;
    }

    /// <summary>Opens the keys for one call; null when the salon has none, or they cannot be opened any more. Also of an account that takes no new payments: the old ones are followed to their end.</summary>
    internal async Task<GatewayKeys?> KeysAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var account = await db.PaymentAccounts.AsNoTracking().SingleOrDefaultAsync(ct);
        return account is { SecretKey.Length: > 0 } && await box.OpenAsync(organization, KeyPurpose, account.SecretKey) is { } key ? new GatewayKeys(key, account.Live) : null;
    }

    internal async Task<bool> IsConnectedAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return await db.PaymentAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Active, ct) is { } account && !await IsLockedAsync(account);
    }

    /// <summary>What to tell staff where there are no keys: the salon was never connected, or must connect again because its keys do not open any more.</summary>
    internal async Task<Error> WithoutKeysAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return await db.PaymentAccounts.AnyAsync(a => a.Active, ct) ? PaymentErrors.ConnectAgain : PaymentErrors.NotConnected;
    }

    private async Task<bool> IsLockedAsync(PaymentAccount account) =>
        await box.OpenAsync(account.OrganizationId, KeyPurpose, account.SecretKey) is null || await box.OpenAsync(account.OrganizationId, HookPurpose, account.WebhookSecret) is null;

    /// <summary>Whether news carry a secret we gave to the provider, now or until lately. Compared in constant time.</summary>
    internal async Task<bool> KnowsAsync(PaymentAccount account, string? secret)
    {
        var told = SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""));
        var known = false;
        foreach (var sealedSecret in new[] { account.WebhookSecret, account.EarlierWebhookSecret }.OfType<byte[]>())
        {
            if (await box.OpenAsync(account.OrganizationId, HookPurpose, sealedSecret) is not { } secretOfOurs) continue; // of a master key that is lost: nobody can know it any more
            var ours = SHA256.HashData(Encoding.UTF8.GetBytes(secretOfOurs));
            known |= CryptographicOperations.FixedTimeEquals(told, ours);
        }

        return known && secret is { Length: > 0 };
    }

    private static bool IsKey(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal) && key.Length is >= 12 and <= 200 && key.All(c => c is > ' ' and <= '~');

    private async Task<Error?> TroubleOfAsync(GatewayKeys keys, CancellationToken ct) => await gateway.ListAsync(keys, clock.GetCurrentInstant(), 1, ct) switch
    {
        Heard<IReadOnlyList<ProviderPayment>>.Answer => null,
        Heard<IReadOnlyList<ProviderPayment>>.Refused { Code: ProviderReasons.KeyRefused } => PaymentErrors.KeyRefused,
        _ => PaymentErrors.TryAgain,
    };
}
