using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Salon.Jobs;

/// <summary>Looks whether Hangfire runs jobs. While it does not, they have their turns here, and the operator sees it on the page of health.</summary>
/// <remarks>Whatever the cause is: its storage, a lock that outlived its process, workers that do not come back. No job runs twice at once for it.</remarks>
internal sealed partial class JobWatch(
    JobPulse pulse, JobTick tick, IServiceScopeFactory scopes, IEnumerable<JobEntry> entries, JobOptions options, ILogger<JobWatch> log)
{
    public async Task WatchAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(options.Silence / 3);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await LookAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    internal async Task LookAsync(CancellationToken stop)
    {
        if (pulse.Silence < options.Silence) return;
        if (!pulse.StandsStill) LogStandsStill(log, options.Silence);
        pulse.StandStill();
        foreach (var entry in entries)
        {
            if (!pulse.IsDue(entry.Name, EveryOf(entry))) continue;
            try
            {
                await tick.WorkAsync(entry.Name, stop); // how it went, the board tells
            }
            catch (DbException e)
            {
                LogDatabase(log, e, entry.Name);
            }
        }
    }

    private TimeSpan EveryOf(JobEntry entry)
    {
        using var scope = scopes.CreateScope();
        return ((IJob)scope.ServiceProvider.GetRequiredService(entry.Type)).Every;
    }

    [LoggerMessage(LogLevel.Error, "Hangfire has begun no job for {Silence}; until it does, the jobs have their turns without it")]
    private static partial void LogStandsStill(ILogger log, TimeSpan silence);

    [LoggerMessage(LogLevel.Warning, "Job {Job} could not reach the database; it has its turn at the next look")]
    private static partial void LogDatabase(ILogger log, Exception e, string job);
}
