using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Outbox;

/// <summary>Keeps the table small, and counts what stands in it.</summary>
internal sealed partial class OutboxSweep(Database database, OutboxHandlers handlers, OutboxOptions options, OutboxMetrics metrics, TimeProvider clock, ILogger<OutboxSweep> log)
{
    private const int Chunk = 1000; // short turns: bookings wait behind them

    private static readonly Duration LongWait = Duration.FromHours(1);

    /// <summary>Deletes messages that were handled long enough ago. Those given up stay until an operator decides.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteDoneAsync(CancellationToken ct)
    {
        var before = clock.GetCurrentInstant() - options.KeepDone;
        for (var deleted = 0; ;)
        {
            await using var db = await database.OpenForWriteAcrossAsync(ct);
            var old = db.Outbox.Where(m => m.DoneAt < before).OrderBy(m => m.DoneAt).Take(Chunk).Select(m => m.Id);
            var gone = await db.Outbox.Where(m => old.Contains(m.Id)).ExecuteDeleteAsync(ct);
            await db.CommitAsync(ct);
            deleted += gone;
            if (gone < Chunk) return deleted;
        }
    }

    public async Task<OutboxBacklog> CountAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var known = handlers.Known;
        await using var db = await database.OpenAcrossAsync(ct);
        var pending = db.Outbox.Where(m => m.DoneAt == null && m.FailedAt == null && m.DueAt <= now);
        var counted = new OutboxBacklog(
            await pending.CountAsync(ct),
            await db.Outbox.CountAsync(m => m.FailedAt != null, ct),
            await pending.CountAsync(m => m.DueAt < now - LongWait && !known.Contains(m.Name), ct));
        metrics.Show(counted);
        if (counted.Unknown > 0) LogUnknown(log, counted.Unknown);
        return counted;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} messages are of a kind this program does not know; they wait for the newer program that wrote them")]
    private static partial void LogUnknown(ILogger log, int count);
}
