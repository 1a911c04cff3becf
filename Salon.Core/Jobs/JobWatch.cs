using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Salon.Jobs;

/// <summary>Looks whether Hangfire runs jobs. While it does not, they have their turns here, and the operator sees it on the page of health.</summary>
/// <remarks>Whatever the cause is: its storage, a lock that outlived its process, workers that do not come back. No job runs twice at once for it.</remarks>
internal sealed partial class JobWatch(
    JobPulse pulse, JobTick tick, IServiceProvider services, IEnumerable<JobEntry> entries, JobOptions options, ILogger<JobWatch> log)
{
    private long? ended; // runs of all nodes, at the last look

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
        var othersRun = OthersRun();
        if (pulse.Silence < options.Silence) return;
        if (othersRun)
        {
            pulse.Beat(); // several nodes share the turns, and this one had none for a while
            return;
        }

        if (!pulse.StandsStill) LogStandsStill(log, options.Silence);
        pulse.StandStill();
        foreach (var entry in entries)
        {
            try
            {
                // Looks are as far apart as the most frequent jobs: half of that is no reason to wait for the next.
                if (pulse.IsDue(entry.Name, EveryOf(entry) - options.Silence / 6)) await tick.WorkAsync(entry.Name, stop); // how it went, the board tells
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                LogFailed(log, e, entry.Name); // the watch goes on: there is nothing behind it
            }
        }
    }

    /// <summary>Whether Hangfire ended a run anywhere since the last look.</summary>
    private bool OthersRun()
    {
        try
        {
            var now = services.GetRequiredService<JobStorage>().GetMonitoringApi().GetStatistics();
            var before = ended;
            ended = now.Succeeded + now.Failed;
            return before is { } count && ended > count;
        }
        catch (Exception e)
        {
            LogStorage(log, e);
            return false;
        }
    }

    private TimeSpan EveryOf(JobEntry entry)
    {
        using var scope = services.CreateScope();
        return ((IJob)scope.ServiceProvider.GetRequiredService(entry.Type)).Every;
    }

    [LoggerMessage(LogLevel.Error, "Hangfire has begun no job for {Silence}; until it does, the jobs have their turns without it")]
    private static partial void LogStandsStill(ILogger log, TimeSpan silence);

    [LoggerMessage(LogLevel.Error, "Job {Job} could not be run; it has its turn at a later look")]
    private static partial void LogFailed(ILogger log, Exception e, string job);

    [LoggerMessage(LogLevel.Warning, "Hangfire's storage does not answer")]
    private static partial void LogStorage(ILogger log, Exception e);
}
