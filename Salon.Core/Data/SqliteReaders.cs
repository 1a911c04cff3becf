using System.Collections.Concurrent;

namespace Salon.Data;

/// <summary>
/// Open connections for reading. They cannot write, and never checkpoint: two connections checkpointing at once can damage the log before
/// SQLite 3.51.3.
/// </summary>
/// <param name="open">Makes one more, when all are in use.</param>
internal sealed class SqliteReaders(Func<string, KeptConnection> open) : IDisposable
{
    private const int Most = 32; // kept while nobody reads
    private const string Pragmas = "PRAGMA query_only = 1; PRAGMA wal_autocheckpoint = 0; PRAGMA busy_timeout = 5000;";

    private readonly ConcurrentBag<KeptConnection> idle = [];
    private volatile bool closed;

    public Reader Take() => new(this, idle.TryTake(out var connection) ? connection : open(Pragmas));

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

    private void GiveBack(KeptConnection connection)
    {
        if (!closed && connection.IsIdle && idle.Count < Most) idle.Add(connection);
        else connection.Dispose();
    }

    /// <summary>One operation's use of a connection.</summary>
    public sealed class Reader(SqliteReaders readers, KeptConnection connection) : IDisposable
    {
        private bool ended;

        public KeptConnection Connection => connection;

        public void Dispose()
        {
            if (ended) return;
            ended = true;
            readers.GiveBack(connection);
        }
    }
}
