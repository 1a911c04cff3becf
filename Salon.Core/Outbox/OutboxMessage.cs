using System.Text.Json;
using Salon.Data;

namespace Salon.Outbox;

/// <summary>Something that happened, told to whoever stands to the right. Committed with the change itself.</summary>
/// <remarks>A message's name is stored; renaming the type must keep <see cref="Name"/>.</remarks>
public interface IOutboxMessage
{
    static abstract string Name { get; }
}

/// <summary>A message waiting to be handled, at least once, by every handler of its name.</summary>
public sealed class OutboxMessage : ITenantRow
{
    private OutboxMessage() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public OutboxMessageId Id { get; private init; }
    public string Name { get; private init; } = "";
    public string Body { get; private init; } = ""; // JSON
    public Instant CreatedAt { get; private init; }
    public Instant DueAt { get; private set; } // not before this
    public int Attempts { get; private set; } // that ended without success
    public int Crashes { get; private set; } // times it was taken and nobody came back
    public string HandledBy { get; private set; } = ""; // names of the handlers that did their part, by commas
    public Guid? LockedBy { get; private set; } // fencing token: only the taking that set it may finish the message
    public Instant? LockedUntil { get; private set; } // then whoever took it counts as gone
    public Instant? DoneAt { get; private set; }
    public Instant? FailedAt { get; private set; } // given up; an operator may retry or drop it
    public string? Problem { get; private set; } // why the last attempt did not succeed

    public static OutboxMessage For<T>(OrganizationId organization, T message, Instant now, Instant? due = null) where T : IOutboxMessage => new()
    {
        OrganizationId = organization, Id = OutboxMessageId.New(), Name = T.Name, Body = JsonSerializer.Serialize(message, OutboxJson.Options),
        CreatedAt = now, DueAt = due ?? now,
    };

    /// <summary>Whoever took it before let the lease run out: stopped, killed, or killed by this message.</summary>
    internal bool WasLost(Instant now) => LockedUntil <= now;

    internal void CountCrash() => Crashes++;

    internal void Take(Guid token, Instant until) => (LockedBy, LockedUntil) = (token, until);

    internal void HandBack() => (LockedBy, LockedUntil) = (null, null);

    internal void Done(string handledBy, Instant now)
    {
        (HandledBy, DoneAt, Problem) = (handledBy, now, null);
        HandBack();
    }

    internal void Postpone(string handledBy, Instant until, string problem, bool counts)
    {
        (HandledBy, DueAt, Problem) = (handledBy, until, problem);
        if (counts) Attempts++;
        HandBack();
    }

    /// <summary>Nothing was tried, and it is due as before.</summary>
    internal void Block(string handledBy, string problem)
    {
        (HandledBy, Problem) = (handledBy, problem);
        HandBack();
    }

    internal void GiveUp(string handledBy, Instant now, string problem)
    {
        (HandledBy, FailedAt, Problem) = (handledBy, now, problem);
        HandBack();
    }

    /// <summary>An operator wants it tried again, with all its attempts.</summary>
    internal void Retry(Instant now) => (FailedAt, DueAt, Attempts, Crashes) = (null, now, 0, 0);

    /// <summary>An operator decided that it is not worth handling.</summary>
    internal void Drop(Instant now) => (FailedAt, DoneAt) = (null, now);
}

/// <summary>How messages are written into their rows.</summary>
public static class OutboxJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { Converters = { new EntityIdJsonConverterFactory(), new InstantJsonConverter() } };
}
