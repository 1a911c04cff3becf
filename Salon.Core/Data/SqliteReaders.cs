using System.Collections.Concurrent;

namespace Salon.Data;

/// <summary>
/// Open connections for reading. They cannot write, and never checkpoint: two connections checkpointing at once can damage the log before
/// SQLite 3.51.3.
/// </summary>
/// <param name="open">Makes one more, when all are in use.</param>
/// <param name="options">How long to wait for another process.</param>
internal sealed class SqliteReaders(Func<string, KeptConnection> open, DatabaseOptions options) : IDisposable
{
    private const int Most = 32; // kept while nobody reads

    private readonly string pragmas = $"PRAGMA busy_timeout = {(int)options.DoorPatience.TotalMilliseconds}; PRAGMA query_only = 1; PRAGMA wal_autocheckpoint = 0;";

    private readonly ConcurrentBag<KeptConnection> idle = [];
    private volatile bool closed;

    /// <param name="snapshot">Whether all that is read with it is of one moment, that of the first statement.</param>
    public Reader Take(bool snapshot)
    {
        var connection = idle.TryTake(out var kept) ? kept : open(pragmas);
        if (snapshot && !connection.Tries("BEGIN")) // no lock yet, and no cost to speak of
        {
            connection.Dispose();
            throw new InvalidOperationException("A connection for reading came back with a transaction open.");
        }

        return new(this, connection, snapshot);
    }

    /// <summary>Lets go of those nobody uses: what they know of the tables is old.</summary>
    public void Renew()
    {
        while (idle.TryTake(out var connection)) connection.Dispose();
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var connection)) connection.Dispose();
    }

    private void GiveBack(KeptConnection connection, bool snapshot)
    {
        var isReusable = !closed && connection.IsIdle && idle.Count < Most && (!snapshot || connection.Tries("ROLLBACK"));
        if (isReusable) idle.Add(connection);
        else connection.Dispose();
    }

    /// <summary>One operation's use of a connection.</summary>
    public sealed class Reader(SqliteReaders readers, KeptConnection connection, bool snapshot) : IDisposable
    {
        private bool ended;

        public KeptConnection Connection => connection;

        public void Dispose()
        {
            if (ended) return;
            ended = true;
            readers.GiveBack(connection, snapshot);
        }
    }
}
