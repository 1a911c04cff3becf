using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;

namespace Salon.Jobs;

/// <summary>
/// What Hangfire runs at each turn of a job: it finds the job of that name and lets it work. Its name and that of its method stand in Hangfire's tables.
/// </summary>
internal sealed partial class JobTick(
    IServiceScopeFactory scopes, IEnumerable<JobEntry> entries, JobTurns turns, JobPulse pulse, JobMetrics metrics, JobBoard board, TimeProvider clock,
    ILogger<JobTick> log)
{
    /// <summary>A run that takes longer is told to end; whatever it left over comes at the next turn.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <exception cref="JobFailedException">The job threw. Hangfire writes it down, so it holds the kind of the failure and no word of it.</exception>
    [AutomaticRetry(Attempts = 0, LogEvents = false)] // the next turn is the next try
    public async Task RunAsync(string job, CancellationToken stopping)
    {
        pulse.Beat();
        if (await WorkAsync(job, stopping) is { } problem) throw new JobFailedException(problem);
    }

    /// <returns>The kind of the failure; null when the job did not fail, or had no turn because it is at work already.</returns>
    internal async Task<string?> WorkAsync(string job, CancellationToken stopping)
    {
        if (entries.FirstOrDefault(e => e.Name == job) is not { } entry) return null; // planned by another version of the program

        // Jobs speak no language, whoever asked for the run; what they send names its own.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
        IAsyncDisposable? taken;
        try
        {
            taken = await turns.TakeAsync(job, stopping);
        }
        catch (DbException e)
        {
            LogNoTurn(log, e, job);
            return e.GetType().Name;
        }

        if (taken is null) return null; // the run before takes longer, or another node has it
        await using var turn = taken;

        pulse.Runs(job);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        time.CancelAfter(Longest);
        var (at, started, outcome) = (clock.GetCurrentInstant(), Stopwatch.GetTimestamp(), "failed");
        string? problem = null;
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetService<JobWork>();
        try
        {
            await ((IJob)scope.ServiceProvider.GetRequiredService(entry.Type)).RunAsync(time.Token);
            problem = work?.FailedStep;
            if (problem is null) outcome = "done";
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            outcome = "stopped";
        }
        catch (Exception e)
        {
            LogFailed(log, e, job);
            problem = e.GetType().Name; // the log has the rest
        }
        finally
        {
            metrics.Ran(job, outcome, Stopwatch.GetElapsedTime(started));
            board.Ran(job, outcome, at, Stopwatch.GetElapsedTime(started), problem, work?.TroubledOrganizations ?? 0);
        }

        return problem;
    }

    [LoggerMessage(LogLevel.Warning, "Job {Job} could not reach the database; it has its next turn")]
    private static partial void LogNoTurn(ILogger log, Exception e, string job);

    [LoggerMessage(LogLevel.Error, "Job {Job} failed; it runs again at its next turn")]
    private static partial void LogFailed(ILogger log, Exception e, string job);
}

/// <summary>How a failed run is shown by Hangfire.</summary>
/// <param name="kind">Type of the exception, such as "TimeoutException": its words may hold a name or a phone.</param>
internal sealed class JobFailedException(string kind) : Exception(kind);
