namespace Salon.Outbox;

/// <summary>
/// The organizations with something to handle, in turns: each is in hand once at most, and goes to the end of the line after one message.
/// So the backlog of one does not make another wait.
/// </summary>
internal sealed class ReadyOrganizations : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<OrganizationId> line = new();
    private readonly Dictionary<OrganizationId, State> states = [];
    private readonly SemaphoreSlim waiting = new(0);

    private enum State
    {
        InLine,
        InHand,
        /// <summary>In hand, and something new arrived meanwhile.</summary>
        InHandAndMore,
    }

    public void Add(OrganizationId organization)
    {
        lock (gate)
        {
            if (states.TryGetValue(organization, out var state)) states[organization] = state == State.InHand ? State.InHandAndMore : state;
            else Enqueue(organization);
        }
    }

    public async Task<OrganizationId> NextAsync(CancellationToken ct)
    {
        await waiting.WaitAsync(ct);
        lock (gate)
        {
            var next = line.Dequeue();
            states[next] = State.InHand;
            return next;
        }
    }

    /// <param name="organization">One that <see cref="NextAsync"/> gave.</param>
    /// <param name="mayHaveMore">False when nothing was found: it leaves the line unless something arrived since.</param>
    public void PutBack(OrganizationId organization, bool mayHaveMore)
    {
        lock (gate)
        {
            if (mayHaveMore || states[organization] == State.InHandAndMore) Enqueue(organization);
            else states.Remove(organization);
        }
    }

    public void Dispose() => waiting.Dispose();

    private void Enqueue(OrganizationId organization)
    {
        states[organization] = State.InLine;
        line.Enqueue(organization);
        waiting.Release();
    }
}
