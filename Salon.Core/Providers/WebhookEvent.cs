using Salon.Data;
using Salon.Outbox;

namespace Salon.Providers;

/// <summary>What became of an event. Stored by number: never renumber.</summary>
public enum WebhookStatus
{
    Waiting = 0,
    Done = 1,
    /// <summary>Nothing of ours, or of a kind we do nothing about.</summary>
    Ignored = 2,
}

/// <summary>An event an outside service told us, as it came. Stored before it is answered, handled afterwards.</summary>
public sealed class WebhookEvent : ITenantRow
{
    public const int LongestBody = 64 * 1024;

    private WebhookEvent() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public string Provider { get; private init; } = "";
    public string EventId { get; private init; } = ""; // the provider's own; the same on every delivery, unique
    public string Type { get; private init; } = "";
    public string Body { get; private init; } = ""; // without the secret
    public Instant ReceivedAt { get; private init; }
    public WebhookStatus Status { get; private set; }
    public string? Reason { get; private set; }
    public Instant? HandledAt { get; private set; }

    public static WebhookEvent Receive(OrganizationId organization, string provider, string eventId, string type, string body, Instant now) => new()
    {
        OrganizationId = organization, Id = RowId.New(), Provider = provider, EventId = eventId, Type = type, Body = body, ReceivedAt = now,
    };

    public void Finish(WebhookStatus status, string? reason, Instant now) => (Status, Reason, HandledAt) = (status, reason, now);
}

/// <summary>An event stands in its table and wants to be handled.</summary>
public sealed record WebhookStored(RowId Event, string Provider) : IOutboxMessage
{
    public static string Name => "webhook.stored";
}
