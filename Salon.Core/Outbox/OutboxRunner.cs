using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Salon.Outbox;

/// <summary>Runs the handlers of one message and decides what becomes of it. Knows nothing of the database.</summary>
internal sealed partial class OutboxRunner(IServiceScopeFactory scopes, OutboxHandlers handlers, OutboxOptions options, ILogger<OutboxRunner> log)
{
    /// <summary>What a handler that ignores its token is given before it is left to itself.</summary>
    private static readonly TimeSpan Deaf = TimeSpan.FromSeconds(2);

    /// <param name="taken">The message in hand.</param>
    /// <param name="stop">Ends the handlers early; their message is handed back then.</param>
    public async Task<Ending> RunAsync(TakenMessage taken, CancellationToken stop)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        time.CancelAfter(options.HandlerTimeout);

        var finished = taken.HandledBy.Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        var (later, blocked, never) = (new List<Handled.Postponed>(), new List<string>(), new List<string>());
        foreach (var handler in handlers.Of(taken.Name).Where(h => !finished.Contains(h.HandlerName, StringComparer.Ordinal)))
        {
            var handled = await RunAsync(handler, taken, time.Token);
            if (stop.IsCancellationRequested && handled is not Handled.Ended) return new Ending(EndingKind.HandedBack, Join(finished));
            if (handled is Handled.Ended) finished.Add(handler.HandlerName);
            if (handled is Handled.Postponed postponed) later.Add(postponed with { Reason = $"{handler.HandlerName}: {postponed.Reason}" });
            if (handled is Handled.Blocked closed) blocked.Add($"{handler.HandlerName}: {closed.Reason}");
            if (handled is Handled.Refused refused) never.Add($"{handler.HandlerName}: {refused.Reason}");
        }

        var problem = string.Join("; ", [.. never, .. later.Select(l => l.Reason), .. blocked]);
        if (later.Count == 0 && blocked.Count > 0) return new Ending(EndingKind.Blocked, Join(finished), problem);
        if (later.Count == 0) return new Ending(never.Count == 0 ? EndingKind.Done : EndingKind.GivenUp, Join(finished), problem);
        return new Ending(EndingKind.Later, Join(finished), problem, later.Max(l => l.After), later.Exists(l => l.Counts));
    }

    private async Task<Handled> RunAsync(OutboxHandlerEntry handler, TakenMessage taken, CancellationToken ct)
    {
        var scope = scopes.CreateAsyncScope();
        var running = Task.Run(() => handler.HandleAsync(scope.ServiceProvider, taken.Delivery, taken.Body, ct), CancellationToken.None);
        try
        {
            var handled = await running.WaitAsync(options.HandlerTimeout + options.StopGrace + Deaf, CancellationToken.None).ConfigureAwait(false);
            return handled;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            LogDeaf(log, handler.HandlerName, taken.Id.Value);
            return Handled.Later("It does not end, not even when told to.");
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Handled.Later("It took too long.");
        }
        catch (JsonException e)
        {
            LogUnreadable(log, e, taken.Name, taken.Id.Value);
            return Handled.Never("The message cannot be read.");
        }
        catch (Exception e) // whatever a handler throws must not stop the other messages
        {
            LogFailed(log, e, handler.HandlerName, taken.Id.Value, taken.Attempts + 1);
            return Handled.Later(e.GetType().Name); // the message of an exception may hold what a log must not
        }
        finally
        {
            if (running.IsCompleted) await scope.DisposeAsync();
            else _ = DisposeLaterAsync(running, scope);
        }
    }

    private static async Task DisposeLaterAsync(Task running, AsyncServiceScope scope)
    {
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await scope.DisposeAsync();
    }

    private static string Join(List<string> names) => string.Join(',', names);

    [LoggerMessage(LogLevel.Critical, "{Handler} does not end and ignores its token; message {Message} is taken from it")]
    private static partial void LogDeaf(ILogger log, string handler, Guid message);

    [LoggerMessage(LogLevel.Error, "The body of {Name} message {Message} cannot be read")]
    private static partial void LogUnreadable(ILogger log, Exception e, string name, Guid message);

    [LoggerMessage(LogLevel.Warning, "{Handler} failed on message {Message}, attempt {Attempt}")]
    private static partial void LogFailed(ILogger log, Exception e, string handler, Guid message, int attempt);
}

internal enum EndingKind
{
    Done,
    Later,
    GivenUp,
    /// <summary>Its way is closed to all of its kind: it keeps its place.</summary>
    Blocked,
    /// <summary>The program stops: not this message's fault, another node or the next start takes it.</summary>
    HandedBack,
}

/// <summary>What becomes of a message after its handlers ran.</summary>
/// <param name="HandledBy">The handlers that need not run again.</param>
/// <param name="Counts">Whether this was an attempt.</param>
internal sealed record Ending(EndingKind Kind, string HandledBy, string Problem = "", Duration? After = null, bool Counts = true);
