using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Outbox;

/// <summary>How far the dispatcher is behind.</summary>
public sealed class OutboxAge(Database database, TimeProvider clock)
{
    /// <returns>How long the oldest message that should have been handled has been waiting; zero when none is.</returns>
    public async Task<Duration> OldestAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForOneAcrossAsync(ct);
        var due = await db.Outbox.Where(m => m.DoneAt == null && m.FailedAt == null && m.DueAt <= now).MinAsync(m => (Instant?)m.DueAt, ct);
        return due is { } since ? now - since : Duration.Zero;
    }
}
