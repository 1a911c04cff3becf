namespace Salon.Data;

/// <summary>
/// Lets one in at a time, in the order of arrival. Whoever waits may give up; whoever leaves learns whether somebody has really taken over,
/// so that work left for the next one is never left for nobody.
/// </summary>
internal sealed class TurnQueue
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = [];
    private bool taken;

    /// <param name="patience">How long to wait at most.</param>
    /// <param name="ct">Gives the place in the queue up.</param>
    /// <exception cref="TimeoutException">The turn did not come in time.</exception>
    public Task EnterAsync(TimeSpan patience, CancellationToken ct)
    {
        if (ct.IsCancellationRequested) return Task.FromCanceled(ct);
        LinkedListNode<TaskCompletionSource> mine;
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return Task.CompletedTask;
            }

            mine = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return WaitAsync(mine, patience, ct);
    }

    /// <summary>Hands the turn to the next one who waits.</summary>
    /// <returns>False when nobody waits; the turn stays with the caller then.</returns>
    public bool TryPassOn()
    {
        lock (gate)
        {
            if (waiting.First is not { } next) return false;
            waiting.Remove(next);
            next.Value.SetResult();
            return true;
        }
    }

    /// <summary>Ends the turn, whether somebody waits or not.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (!TryPassOn()) taken = false;
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> mine, TimeSpan patience, CancellationToken ct)
    {
        try
        {
            await mine.Value.Task.WaitAsync(patience, ct);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            lock (gate)
            {
                if (mine.List is not null)
                {
                    waiting.Remove(mine);
                    throw;
                }
            }

            // The turn came in the same moment: it is taken, because the one before has left it to us.
        }
    }
}
