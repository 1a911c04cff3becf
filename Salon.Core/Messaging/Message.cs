using Salon.Data;

namespace Salon.Messaging;

/// <summary>What became of a message. Stored by number: never renumber.</summary>
public enum MessageStatus
{
    Queued = 0,
    Sent = 1,
    Failed = 2,
    /// <summary>The provider did not answer; it may or may not have gone out.</summary>
    Unknown = 3,
    /// <summary>Not sent on purpose, with the reason.</summary>
    Skipped = 4,
}

/// <summary>One message to one person about one booking, with what became of it. Its id is the provider's idempotency key.</summary>
public sealed class Message : ITenantRow
{
    private Message() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BookingId? BookingId { get; private init; }
    public string Kind { get; private init; } = ""; // confirmed, moved, cancelled, reminder
    public string DedupeKey { get; private init; } = ""; // unique: the same occasion never makes two messages
    public string Channel { get; private set; } = ""; // sms, whatsapp
    public string To { get; private init; } = ""; // E.164
    public string Language { get; private init; } = "ar";
    public string Text { get; private init; } = "";
    public MessageStatus Status { get; private set; }
    public string? Reason { get; private set; } // a code of Errors.resx: why it failed or was skipped
    public Instant CreatedAt { get; private init; }
    public Instant? FinishedAt { get; private set; }

    public static Message Draft(OrganizationId organization, BookingId? booking, string kind, string dedupeKey, string channel, PhoneNumber to, string language, string text, Instant now) => new()
    {
        OrganizationId = organization, Id = RowId.New(), BookingId = booking, Kind = kind, DedupeKey = dedupeKey, Channel = channel,
        To = to.Value, Language = language, Text = text, CreatedAt = now,
    };

    internal void Finish(MessageStatus status, string channel, string? reason, Instant now) =>
        (Status, Channel, Reason, FinishedAt) = (status, channel, reason, now);
}
