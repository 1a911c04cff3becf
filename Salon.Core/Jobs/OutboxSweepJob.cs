using Microsoft.Extensions.Logging;
using Salon.Outbox;

namespace Salon.Jobs;

/// <summary>Deletes messages that were handled a week ago, and counts what waits.</summary>
internal sealed partial class OutboxSweepJob(OutboxSweep sweep, ILogger<OutboxSweepJob> log) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        await sweep.CountAsync(ct);
        var deleted = await sweep.DeleteDoneAsync(ct);
        if (deleted > 0) LogDeleted(log, deleted);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Count} handled outbox messages")]
    private static partial void LogDeleted(ILogger log, int count);
}
