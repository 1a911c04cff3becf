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
    public int Attempts { get; private set; }
    public Instant? DoneAt { get; private set; }
    public Instant? FailedAt { get; private set; } // given up; an operator may retry or drop it
    public string? Problem { get; private set; } // why the last attempt did not succeed

    public static OutboxMessage For<T>(OrganizationId organization, T message, Instant now, Instant? due = null) where T : IOutboxMessage => new()
    {
        OrganizationId = organization, Id = OutboxMessageId.New(), Name = T.Name, Body = JsonSerializer.Serialize(message, OutboxJson.Options),
        CreatedAt = now, DueAt = due ?? now,
    };

    internal void Done(Instant now) => (DoneAt, Problem) = (now, null);

    internal void Postpone(Instant until, string problem) => (DueAt, Problem, Attempts) = (until, problem, Attempts + 1);

    internal void GiveUp(Instant now, string problem) => (FailedAt, Problem, Attempts) = (now, problem, Attempts + 1);

    internal void Retry(Instant now) => (FailedAt, DueAt, Attempts) = (null, now, 0);
}

/// <summary>How messages are written into their rows.</summary>
public static class OutboxJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new EntityIdJsonConverterFactory() } };
}
