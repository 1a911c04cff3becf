using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Outbox;

/// <summary>A message that was given up, as an operator sees it.</summary>
public sealed record GivenUpMessage(OrganizationId Organization, OutboxMessageId Id, string Name, string Body, Instant HappenedAt, Instant FailedAt, int Attempts, int Crashes, string Problem);

/// <summary>A message whose turn has not come, or came without success.</summary>
/// <param name="Problem">Why the last attempt did not succeed; null before the first.</param>
public sealed record WaitingMessage(OrganizationId Organization, OutboxMessageId Id, string Name, Instant CreatedAt, Instant DueAt, int Attempts, string? Problem);

/// <summary>What an operator of the installation does about messages nobody could handle.</summary>
public sealed partial class OutboxOperations(Database database, TimeProvider clock, ILogger<OutboxOperations> log)
{
    private const int Page = 200;

    /// <summary>The messages given up, the newest first, at most 200.</summary>
    public async Task<Result<IReadOnlyList<GivenUpMessage>>> GivenUpAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return OutboxErrors.NotAllowed;
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Outbox.Where(m => m.FailedAt != null)
            .OrderByDescending(m => m.FailedAt).Take(Page)
            .Select(m => new GivenUpMessage(m.OrganizationId, m.Id, m.Name, m.Body, m.CreatedAt, m.FailedAt!.Value, m.Attempts, m.Crashes, m.Problem ?? ""))
            .ToListAsync(ct);
    }

    /// <summary>The messages that still wait, the longest due first, at most 200.</summary>
    public async Task<Result<IReadOnlyList<WaitingMessage>>> WaitingAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return OutboxErrors.NotAllowed;
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Outbox.Where(m => m.DoneAt == null && m.FailedAt == null)
            .OrderBy(m => m.DueAt).Take(Page)
            .Select(m => new WaitingMessage(m.OrganizationId, m.Id, m.Name, m.CreatedAt, m.DueAt, m.Attempts, m.Problem))
            .ToListAsync(ct);
    }

    /// <summary>Tries it again, now, with all its attempts.</summary>
    public Task<Error?> RetryAsync(Actor actor, OrganizationId organization, OutboxMessageId id, CancellationToken ct) =>
        ChangeAsync(actor, organization, id, (message, now) => message.Retry(now), "retried", ct);

    /// <summary>Gives it up for good. The row stays, with its problem, until the sweep.</summary>
    public Task<Error?> DropAsync(Actor actor, OrganizationId organization, OutboxMessageId id, CancellationToken ct) =>
        ChangeAsync(actor, organization, id, (message, now) => message.Drop(now), "dropped", ct);

    private async Task<Error?> ChangeAsync(Actor actor, OrganizationId organization, OutboxMessageId id, Action<OutboxMessage, Instant> change, string verb, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return OutboxErrors.NotAllowed;
        await using var db = await database.OpenForWriteAsync(organization, ct);
        if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == id && m.FailedAt != null, ct) is not { } message) return OutboxErrors.NotGivenUp;

        change(message, clock.GetCurrentInstant());
        if (await db.CommitAsync(ct) is { } refusal) return refusal;
        LogChanged(log, message.Name, id.Value, verb, actor.User?.Value);
        return null;
    }

    [LoggerMessage(LogLevel.Information, "{Name} message {Message} was {Verb} by user {User}")]
    private static partial void LogChanged(ILogger log, string name, Guid message, string verb, Guid? user);
}

public static class OutboxErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Outbox.NotAllowed");

    /// <summary>It was retried, dropped or handled meanwhile.</summary>
    public static readonly Error NotGivenUp = new(ErrorKind.Conflict, "Outbox.NotGivenUp");
}
