using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Outbox;

/// <summary>Hands committed messages to their handlers, in turns between organizations and in order within one. Every node runs one.</summary>
/// <remarks>
/// A commit of this process wakes it at once; a look at the table every <see cref="OutboxOptions.Poll"/> finds the rest. A message whose
/// attempt fails steps aside until its next try, so those behind it go on. One that was in hand when a process died is tried again on its own.
/// </remarks>
internal sealed partial class OutboxDispatcher(
    OutboxQueue queue, OutboxRunner runner, ChangeFeed feed, OutboxOptions options, OutboxMetrics metrics, DatabaseOptions database, TimeProvider clock,
    ILogger<OutboxDispatcher> log, IHostApplicationLifetime? program = null) : BackgroundService
{
    private const int FinishAttempts = 10;

    private static readonly TimeSpan FinishPause = TimeSpan.FromSeconds(1);

    private readonly ReadyOrganizations ready = new();
    private int suspectInHand;

    /// <summary>Handles everything that is due now, and returns; for tests and tools, without the waiting.</summary>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> DrainAsync(CancellationToken ct)
    {
        var attempts = 0;
        while (await queue.DueOrganizationsAsync(ct) is { Count: > 0 } due)
        {
            var before = attempts;
            for (var turns = due; turns.Count > 0;)
            {
                var more = new List<OrganizationId>();
                foreach (var organization in turns)
                {
                    if (await HandleNextAsync(organization, ct, ct)) more.Add(organization);
                }

                attempts += more.Count;
                turns = more;
            }

            if (attempts == before) break; // what is left is in somebody else's hands
        }

        return attempts;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (program is not null && !await HasStartedAsync(program, stoppingToken)) return;
        if (!database.IsPostgres) await EndLeasesAsync(stoppingToken); // on SQLite there is no other node that could still be at work
        using var listening = feed.OnOutbox(ready.Add);
        using var patience = new CancellationTokenSource(); // handlers outlive the stop signal by a little, so that a call under way gets its answer
        await using var ending = stoppingToken.Register(() => patience.CancelAfter(options.StopGrace));
        await Task.WhenAll([PollAsync(stoppingToken), .. Enumerable.Range(0, options.Workers).Select(_ => WorkAsync(patience.Token, stoppingToken))]);
    }

    private async Task EndLeasesAsync(CancellationToken stop)
    {
        try
        {
            await queue.EndLeasesAsync(stop);
        }
        catch (Exception e) when (IsDatabaseTrouble(e))
        {
            LogDatabase(log, e); // they end by themselves, only later
        }
    }

    // Handlers may call the program itself: in Development it is its own provider.
    private static async Task<bool> HasStartedAsync(IHostApplicationLifetime program, CancellationToken stop)
    {
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var yes = program.ApplicationStarted.Register(() => started.TrySetResult(true));
        await using var no = stop.Register(() => started.TrySetResult(false));
        return await started.Task;
    }

    private async Task PollAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                foreach (var organization in await queue.DueOrganizationsAsync(stop)) ready.Add(organization);
            }
            catch (Exception e) when (IsDatabaseTrouble(e))
            {
                LogDatabase(log, e);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(options.Poll, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task WorkAsync(CancellationToken handlers, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var turn = await ready.NextAsync(stop).ContinueWith(t => t.IsCompletedSuccessfully ? t.Result : (OrganizationId?)null, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (turn is not { } organization) return;
            var more = false;
            try
            {
                more = await HandleNextAsync(organization, handlers, stop);
            }
            catch (Exception e) when (IsDatabaseTrouble(e))
            {
                LogDatabase(log, e); // the lease runs out, or the next look finds the message: nothing is lost
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                ready.PutBack(organization, more);
            }
        }
    }

    /// <returns>Whether there was a message: then there may be another.</returns>
    private async Task<bool> HandleNextAsync(OrganizationId organization, CancellationToken handlers, CancellationToken stop)
    {
        var alone = Interlocked.CompareExchange(ref suspectInHand, 1, 0) == 0;
        try
        {
            if (await queue.TakeAsync(organization, suspects: alone, stop) is not { } taken) return false;
            if (alone && !taken.IsSuspect)
            {
                alone = false; // leave the place to a suspect
                Volatile.Write(ref suspectInHand, 0);
            }

            await HandleAsync(taken, handlers);
            return true;
        }
        finally
        {
            if (alone) Volatile.Write(ref suspectInHand, 0);
        }
    }

    private async Task HandleAsync(TakenMessage taken, CancellationToken handlers)
    {
        metrics.PickedUp(taken.Name, clock.GetCurrentInstant() - taken.DueAt);
        var started = Stopwatch.GetTimestamp();
        var ending = await runner.RunAsync(taken, handlers);

        var now = clock.GetCurrentInstant();
        var outcome = Decide(taken, ending);
        var kept = await FinishAsync(taken, message => Write(message, outcome, now));
        metrics.Handled(taken.Name, kept ? Word(outcome.Kind) : "lost", Stopwatch.GetElapsedTime(started));
        if (!kept) LogLost(log, taken.Name, taken.Id.Value);
        else if (outcome.Kind == EndingKind.GivenUp) LogGivenUp(log, taken.Name, taken.Id.Value, outcome.Problem);
    }

    // Also while stopping: what happened, happened. A database that is away for a moment must not make a second effect out of it.
    private async Task<bool> FinishAsync(TakenMessage taken, Action<OutboxMessage> ending)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await queue.FinishAsync(taken, ending, CancellationToken.None);
            }
            catch (Exception e) when (IsDatabaseTrouble(e) && attempt < FinishAttempts)
            {
                LogDatabase(log, e);
                await Task.Delay(FinishPause, CancellationToken.None);
            }
        }
    }

    private static Ending Decide(TakenMessage taken, Ending ending) =>
        ending is { Kind: EndingKind.Later, Counts: true } && taken.Attempts + 1 >= RetrySchedule.Attempts
            ? ending with { Kind = EndingKind.GivenUp }
            : ending;

    private static void Write(OutboxMessage message, Ending ending, Instant now)
    {
        switch (ending.Kind)
        {
            case EndingKind.Done:
                message.Done(ending.HandledBy, now);
                break;
            case EndingKind.Later:
                var scheduled = ending.Counts ? RetrySchedule.After(message.Id, message.Attempts + 1) : Duration.Zero;
                var wait = Duration.Max(scheduled, ending.After ?? RetrySchedule.After(message.Id, 1));
                message.Postpone(ending.HandledBy, now + wait, ending.Problem, ending.Counts);
                break;
            case EndingKind.Blocked:
                message.Block(ending.HandledBy, ending.Problem);
                break;
            case EndingKind.GivenUp:
                message.GiveUp(ending.HandledBy, now, ending.Problem);
                break;
            default:
                message.HandBack();
                break;
        }
    }

    private static string Word(EndingKind kind) => kind switch
    {
        EndingKind.Done => "done",
        EndingKind.Later => "later",
        EndingKind.Blocked => "blocked",
        EndingKind.GivenUp => "given_up",
        _ => "handed_back",
    };

    private static bool IsDatabaseTrouble(Exception e) => e is DbException or DbUpdateException or TimeoutException or IOException or InvalidOperationException { InnerException: DbException };

    public override void Dispose()
    {
        ready.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "The outbox could not reach the database; it looks again")]
    private static partial void LogDatabase(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "{Name} message {Message} was taken by another node meanwhile; this node's answer is void")]
    private static partial void LogLost(ILogger log, string name, Guid message);

    [LoggerMessage(LogLevel.Error, "{Name} message {Message} is given up and waits for an operator: {Problem}")]
    private static partial void LogGivenUp(ILogger log, string name, Guid message, string problem);
}
