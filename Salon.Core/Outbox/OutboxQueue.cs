using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Outbox;

/// <summary>A message in hand. Only this taking may finish it.</summary>
internal sealed record TakenMessage(OutboxMessageId Id, OrganizationId Organization, Guid Token, string Name, string Body, int Attempts, int Crashes, string HandledBy, Instant HappenedAt, Instant DueAt)
{
    /// <summary>A process died with it in hand before: perhaps because of it.</summary>
    public bool IsSuspect => Crashes > 0;

    public Delivery Delivery => new(Organization, Id, Attempts + 1, HappenedAt);

    public static TakenMessage Of(OutboxMessage m) =>
        new(m.Id, m.OrganizationId, m.LockedBy!.Value, m.Name, m.Body, m.Attempts, m.Crashes, m.HandledBy, m.CreatedAt, m.DueAt);
}

/// <summary>Takes messages out of the table and puts back what became of them. Nodes that share the database never hold the same message.</summary>
internal sealed partial class OutboxQueue(
    Database database, OutboxHandlers handlers, IEnumerable<IOutboxGate> gates, OutboxOptions options, OutboxMetrics metrics, TimeProvider clock, ILogger<OutboxQueue> log)
{
    private static readonly Guid LockSpace = new("6f757462-6f78-0000-0000-6f7574626f78");

    /// <summary>The organizations that have a message due, the one that waits longest first.</summary>
    public async Task<IReadOnlyList<OrganizationId>> DueOrganizationsAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForOneAcrossAsync(ct);
        return await Due(db, now).GroupBy(m => m.OrganizationId).OrderBy(g => g.Min(m => m.DueAt)).Select(g => g.Key).ToListAsync(ct);
    }

    /// <summary>Takes the organization's oldest due message; null when there is none, or when a node has one of its messages in hand.</summary>
    /// <param name="organization">Whose turn it is.</param>
    /// <param name="suspects">Whether a message that was in hand when a process died may be taken.</param>
    public async Task<TakenMessage?> TakeAsync(OrganizationId organization, bool suspects, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        await db.LockAsync([LockOf(organization)], ct); // between looking and taking, no other node may take another message of hers
        if (await db.Outbox.AnyAsync(m => m.LockedUntil > now, ct)) return null;

        var due = Due(db, now).OrderBy(m => m.DueAt).ThenBy(m => m.Id);
        while (await due.FirstOrDefaultAsync(m => suspects || (m.Crashes == 0 && m.LockedUntil == null), ct) is { } message)
        {
            if (message.WasLost(now)) message.CountCrash();
            if (message.Crashes >= options.CrashesAllowed)
            {
                message.GiveUp(message.HandledBy, now, $"The program died {message.Crashes} times with this message in hand.");
                await db.SaveChangesAsync(ct);
                metrics.GaveUp(message.Name);
                LogSetAside(log, message.Name, message.Id.Value, message.Crashes);
                continue;
            }

            message.Take(Guid.NewGuid(), now + options.Lease);
            return await db.CommitAsync(ct) is null ? TakenMessage.Of(message) : null;
        }

        await db.CommitAsync(ct);
        return null;
    }

    /// <summary>Writes down how it ended. False when the message was no longer ours: the lease ran out and the answer is void.</summary>
    public async Task<bool> FinishAsync(TakenMessage taken, Action<OutboxMessage> ending, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(taken.Organization, ct);
        if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == taken.Id && m.LockedBy == taken.Token, ct) is not { } message) return false;
        ending(message);
        return await db.CommitAsync(ct) is null; // LockedBy is a concurrency token: the update misses when somebody took it since we read
    }

    /// <summary>Ends every lease. At the start of a program that is alone with its database: whoever held them is gone.</summary>
    public async Task EndLeasesAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        await db.Outbox.Where(m => m.LockedUntil > now).ExecuteUpdateAsync(set => set.SetProperty(m => m.LockedUntil, now), ct);
        await db.CommitAsync(ct);
    }

    private IQueryable<OutboxMessage> Due(SalonDb db, Instant now)
    {
        var closed = gates.Where(gate => gate.IsClosed).SelectMany(gate => gate.MessageNames).ToList();
        IReadOnlyList<string> known = closed.Count == 0 ? handlers.Known : [.. handlers.Known.Except(closed, StringComparer.Ordinal)];
        return db.Outbox.Where(m => m.DoneAt == null && m.FailedAt == null && m.DueAt <= now && (m.LockedUntil == null || m.LockedUntil <= now) && known.Contains(m.Name));
    }

    private static Guid LockOf(OrganizationId organization)
    {
        var (a, b) = (organization.Value.ToByteArray(), LockSpace.ToByteArray());
        return new Guid([.. a.Zip(b, (x, y) => (byte)(x ^ y))]);
    }

    [LoggerMessage(LogLevel.Error, "{Name} message {Message} was in hand {Crashes} times when the program died; it is set aside for an operator")]
    private static partial void LogSetAside(ILogger log, string name, Guid message, int crashes);
}
