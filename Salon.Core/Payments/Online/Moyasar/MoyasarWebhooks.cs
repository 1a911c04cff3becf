using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Reconciliation;
using Salon.Providers;

namespace Salon.Payments.Online.Moyasar;

/// <summary>How news were received.</summary>
public enum WebhookAnswer
{
    /// <summary>It stands in the table, now or already.</summary>
    Stored,
    /// <summary>This salon expects no news.</summary>
    NotConfigured,
    /// <summary>It does not carry our secret.</summary>
    NotVerified,
    /// <summary>It is of the other mode: test news for a live account, or the reverse.</summary>
    WrongMode,
    /// <summary>It is not news of Moyasar's.</summary>
    NotUnderstood,
}

/// <summary>Receives Moyasar's news: verified, stored by its own id, answered. What it means is found out afterwards, by asking Moyasar.</summary>
public sealed class MoyasarWebhooks(Database database, PaymentAccounts accounts, PaymentRecorder recorder, TimeProvider clock)
{
    public const string Provider = "moyasar";

    private static readonly Duration AlertAgain = Duration.FromMinutes(1); // whoever forges does not fill our tables
    private static readonly Duration HeardAgain = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<OrganizationId, Instant> alerted = new();

    public async Task<WebhookAnswer> ReceiveAsync(OrganizationId organization, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        PaymentAccount? account;
        await using (var db = await database.OpenForOneAsync(organization, ct)) account = await db.PaymentAccounts.AsNoTracking().SingleOrDefaultAsync(ct);
        if (account is not { SecretKey.Length: > 0 }) return WebhookAnswer.NotConfigured;

        if (Parse(body) is not { } news) return WebhookAnswer.NotUnderstood;
        if (!await accounts.KnowsAsync(account, Text(news, "secret_token"))) return await AlertAsync(organization, WebhookAnswer.NotVerified, now, ct);
        if (Text(news, "id") is not { Length: > 0 and <= 100 } id || Text(news, "type") is not { Length: > 0 and <= 100 } type) return WebhookAnswer.NotUnderstood;
        if (news["live"] is not JsonValue mode || !mode.TryGetValue<bool>(out var live) || live != account.Live) return await AlertAsync(organization, WebhookAnswer.WrongMode, now, ct);

        news.Remove("secret_token");
        await StoreAsync(organization, WebhookEvent.Receive(organization, Provider, id, type, news.ToJsonString(), now), account.WebhookSeenAt is null || account.WebhookSeenAt < now - HeardAgain, now, ct);
        return WebhookAnswer.Stored;
    }

    private async Task StoreAsync(OrganizationId organization, WebhookEvent told, bool first, Instant now, CancellationToken ct)
    {
        await using (var reading = await database.OpenForOneAsync(organization, ct))
        {
            if (await reading.WebhookEvents.AnyAsync(e => e.Provider == Provider && e.EventId == told.EventId, ct)) return;
        }

        await using var db = await database.OpenForWriteAsync(organization, ct);
        db.WebhookEvents.Add(told);
        db.Outbox.Add(OutboxMessage.For(organization, new WebhookStored(told.Id, Provider), now));
        if (first) (await db.PaymentAccounts.SingleAsync(ct)).Heard(now);
        if (await db.CommitAsync(ct) is { Code: not "Webhook.AlreadyThere" } refusal) throw new InvalidOperationException($"News could not be stored: {refusal.Code}."); // not answered 2xx: it comes again
    }

    private async Task<WebhookAnswer> AlertAsync(OrganizationId organization, WebhookAnswer answer, Instant now, CancellationToken ct)
    {
        if (alerted.TryGetValue(organization, out var last) && now < last + AlertAgain) return answer;
        alerted[organization] = now;
        await recorder.NoteAsync(organization, new(WorkKind.ForgedWebhook, string.Create(CultureInfo.InvariantCulture, $"{answer}:{now.ToUnixTimeSeconds() / 86_400}")), ct);
        return answer;
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var news = JsonNode.Parse(body.Span, null, new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false }) as JsonObject;
            news?.ToJsonString(); // reads every text: half of a surrogate pair is found here and not while it is stored
            return news;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // answered as not understood
        }
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>Finds out what stored news mean: they only say where to look, Moyasar's own answer says what is true.</summary>
internal sealed class MoyasarWebhookHandler(
    Database database, IPaymentGateway gateway, PaymentAccounts accounts, PaymentFollower follower, ReconcileService reconcile, PaymentRecorder recorder, TimeProvider clock) : IOutboxHandler<WebhookStored>
{
    /// <summary>As the events endpoint spells them, and as the dashboard misspells one.</summary>
    private static readonly string[] Known =
    [
        "payment_paid", "payment_failed", "payment_faild", "payment_refunded", "payment_voided", "payment_authorized", "payment_captured", "payment_verified", "payment_abandoned",
    ];

    public async Task<Handled> HandleAsync(Delivery delivery, WebhookStored message, CancellationToken ct)
    {
        if (message.Provider != MoyasarWebhooks.Provider) return Handled.Done;
        WebhookEvent? news;
        await using (var db = await database.OpenAsync(delivery.Organization, ct)) news = await db.WebhookEvents.AsNoTracking().SingleOrDefaultAsync(e => e.Id == message.Event, ct);
        if (news is null || news.Status != WebhookStatus.Waiting) return Handled.Done;
        if (!Known.Contains(news.Type, StringComparer.Ordinal)) return await FinishAsync(delivery, news, WebhookStatus.Ignored, "unknown type", ct);

        using var body = JsonDocument.Parse(news.Body);
        if (!body.RootElement.TryGetProperty("data", out var data) || MoyasarJson.Text(data, "id") is not { Length: > 0 and <= 100 } id)
            return await FinishAsync(delivery, news, WebhookStatus.Ignored, "no payment", ct);
        if (await accounts.KeysAsync(delivery.Organization, ct) is not { } keys) return await FinishAsync(delivery, news, WebhookStatus.Ignored, "no keys", ct);

        switch (await gateway.PaymentAsync(keys, id, ct))
        {
            case Heard<ProviderPayment>.Answer { Value: var seen }:
                return await TellAsync(delivery, news, keys, seen, ct);
            case Heard<ProviderPayment>.Nothing:
                return await FinishAsync(delivery, news, WebhookStatus.Ignored, "no such payment", ct);
            default:
                return Handled.Later("the payment cannot be read");
        }
    }

    private async Task<Handled> TellAsync(Delivery delivery, WebhookEvent news, GatewayKeys keys, ProviderPayment seen, CancellationToken ct)
    {
        var organization = delivery.Organization;
        var cause = new Cause(NewsFrom.Webhook, news.EventId);
        var attempt = await reconcile.AttemptOfAsync(organization, seen, ct) ?? await ByPageAsync(organization, keys, seen, ct);
        if (attempt is not { } ours)
        {
            await reconcile.NoteUnknownAsync(organization, seen, ct);
            return await FinishAsync(delivery, news, WebhookStatus.Ignored, "not ours", ct);
        }

        if (await recorder.RecordAsync(organization, ours, seen, cause, ct) is { } trouble) return Handled.Later(trouble.Code);
        if (await follower.SettleAsync(organization, ours, ct) is { } waits) return Handled.Later(waits.Code);
        return await FinishAsync(delivery, news, WebhookStatus.Done, null, ct);
    }

    // The answer to the making of the page was lost, and the customer was faster than our looking for it.
    private async Task<AttemptId?> ByPageAsync(OrganizationId organization, GatewayKeys keys, ProviderPayment seen, CancellationToken ct)
    {
        if (seen.PageId is not { } pageId || await gateway.PageAsync(keys, pageId, ct) is not Heard<ProviderPage>.Answer { Value: var page }) return null;
        if (!Guid.TryParse(page.Metadata.GetValueOrDefault("attempt_id"), out var id)) return null;
        await using var db = await database.OpenAsync(organization, ct);
        if (!await db.PaymentAttempts.AnyAsync(a => a.Id == new AttemptId(id), ct)) return null;
        await follower.OpenedAsync(organization, new(id), page, new Cause(NewsFrom.Webhook), ct);
        return new(id);
    }

    private async Task<Handled> FinishAsync(Delivery delivery, WebhookEvent news, WebhookStatus status, string? reason, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(delivery.Organization, ct);
        (await db.WebhookEvents.SingleAsync(e => e.Id == news.Id, ct)).Finish(status, reason, now);
        return await db.CommitAsync(ct) is { } refusal ? Handled.Later(refusal.Code) : Handled.Done;
    }
}
