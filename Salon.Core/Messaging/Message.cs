using Salon.Data;

namespace Salon.Messaging;

/// <summary>What became of a message. Stored by number: never renumber.</summary>
public enum MessageStatus
{
    /// <summary>Waits for its turn, or for the provider.</summary>
    Queued = 0,
    Sent = 1,
    Failed = 2,
    /// <summary>The provider did not answer; it may or may not have gone out. Never sent again by itself.</summary>
    Unknown = 3,
    /// <summary>Not sent on purpose, with the reason.</summary>
    Skipped = 4,
    /// <summary>In the provider's hands. If the program stops now, nobody knows: that becomes <see cref="Unknown"/>.</summary>
    Sending = 5,
}

/// <summary>What messages are about, as they are stored.</summary>
public static class MessageKinds
{
    public const string Confirmed = "confirmed";
    public const string Moved = "moved";
    public const string Cancelled = "cancelled";
    public const string Reminder = "reminder";

    /// <summary>The visit is over: how was it?</summary>
    public const string Review = "review";

    /// <summary>A time became free for somebody on the waitlist.</summary>
    public const string Offer = "offer";
}

/// <summary>Why somebody is written to.</summary>
/// <param name="Kind">One of <see cref="MessageKinds"/>.</param>
/// <param name="Key">The same occasion always has the same: it makes one message, however often it is told.</param>
/// <param name="VisitAt">When the visit starts that the text speaks of.</param>
public sealed record Occasion(BookingId Booking, string Kind, string Key, Instant VisitAt);

/// <summary>One message to one person about one booking, with what became of it. Its id is the provider's idempotency key.</summary>
/// <remarks>Number and words are filled in when it is about to go out, so that they are true then.</remarks>
public sealed class Message : ITenantRow
{
    private Message() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BookingId? BookingId { get; private init; }
    public string Kind { get; private init; } = ""; // MessageKinds
    public string DedupeKey { get; private init; } = ""; // unique: the same occasion never makes two messages
    public Instant VisitAt { get; private init; } // the start of the visit it speaks of
    public string Channel { get; private set; } = ""; // MessageChannels; the last one tried
    public string To { get; private set; } = ""; // E.164; empty until it was written
    public string Language { get; private set; } = "";
    public string Text { get; private set; } = ""; // empty until it was written
    public MessageStatus Status { get; private set; }
    public string? Reason { get; private set; } // a code of Errors.resx: why it failed, waits or was skipped
    public Instant CreatedAt { get; private init; }
    public Instant? FinishedAt { get; private set; }

    public static Message About(OrganizationId organization, Occasion occasion, string channel, Instant now) => new()
    {
        OrganizationId = organization, Id = RowId.New(), BookingId = occasion.Booking, Kind = occasion.Kind, DedupeKey = occasion.Key, VisitAt = occasion.VisitAt,
        Channel = channel, CreatedAt = now,
    };

    /// <summary>Hands it to a provider. From here on, silence means unknown.</summary>
    internal void Start(string channel, PhoneNumber to, string language, string text) =>
        (Status, Channel, To, Language, Text, Reason) = (MessageStatus.Sending, channel, to.Value, language, text, null);

    /// <summary>The provider cannot take it now.</summary>
    internal void Wait(string reason) => (Status, Reason) = (MessageStatus.Queued, reason);

    internal void Finish(MessageStatus status, string? reason, Instant now) => (Status, Reason, FinishedAt) = (status, reason, now);
}
