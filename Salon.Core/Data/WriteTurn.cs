namespace Salon.Data;

/// <summary>One operation's right to write. Left without <see cref="CommitAsync"/>, everything it wrote is undone.</summary>
internal abstract class WriteTurn : IAsyncDisposable
{
    /// <summary>Returns when the writes are durable; then tells the open pages.</summary>
    public abstract Task CommitAsync(IReadOnlyList<Change> changes, CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
