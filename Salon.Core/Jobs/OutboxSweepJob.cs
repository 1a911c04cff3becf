using Microsoft.Extensions.Logging;
using Salon.Outbox;

namespace Salon.Jobs;

/// <summary>Deletes messages that were handled a week ago, counts what waits, and forgets troubles that are over.</summary>
internal sealed partial class OutboxSweepJob(OutboxSweep sweep, JobWork work, JobOperations troubles, ILogger<OutboxSweepJob> log) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        await work.StepAsync(this, "Count", () => sweep.CountAsync(ct), ct);
        await work.StepAsync(this, "Delete", () => DeleteAsync(ct), ct);
        await work.StepAsync(this, "Troubles", () => troubles.ForgetOldAsync(ct), ct);
    }

    private async Task DeleteAsync(CancellationToken ct)
    {
        var deleted = await sweep.DeleteDoneAsync(ct);
        if (deleted > 0) LogDeleted(log, deleted);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Count} handled outbox messages")]
    private static partial void LogDeleted(ILogger log, int count);
}
