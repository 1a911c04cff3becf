using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Salon.Jobs;

/// <summary>What Quartz runs at each turn: it finds the job of that name and lets it work. The one type whose name stands in Quartz's tables.</summary>
[DisallowConcurrentExecution]
internal sealed partial class JobTick(IServiceScopeFactory scopes, IEnumerable<JobEntry> entries, JobMetrics metrics, JobBoard board, ILogger<JobTick> log) : Quartz.IJob
{
    /// <summary>A run that takes longer is told to end; whatever it left over comes at the next turn.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        if (entries.FirstOrDefault(e => e.Name == name) is not { } entry) return; // scheduled by another version of the program

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Longest);
        var started = Stopwatch.GetTimestamp();
        var outcome = "failed";
        string? problem = null;
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetService<JobWork>();
        try
        {
            await ((IJob)scope.ServiceProvider.GetRequiredService(entry.Type)).RunAsync(time.Token);
            problem = work?.FailedStep;
            if (problem is null) outcome = "done";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = "stopped";
        }
        catch (Exception e) // a job must not take the scheduler, or the program, with it
        {
            LogFailed(log, e, name);
            problem = e.GetType().Name; // the log has the rest
        }
        finally
        {
            metrics.Ran(name, outcome, Stopwatch.GetElapsedTime(started));
            board.Ran(name, outcome, context.FireTimeUtc, Stopwatch.GetElapsedTime(started), problem, work?.TroubledOrganizations ?? 0);
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {Job} failed; it runs again at its next turn")]
    private static partial void LogFailed(ILogger log, Exception e, string job);
}
