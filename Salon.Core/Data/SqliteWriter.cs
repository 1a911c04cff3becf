using System.Data;
using Microsoft.Data.Sqlite;

namespace Salon.Data;

/// <summary>
/// The one connection of this process that writes to SQLite, and the queue in front of it. Operations take turns; each runs in a
/// savepoint of its own, and those that queue up behind one another share one durable commit, because the disk's flush and not the
/// work is what a write waits for.
/// </summary>
/// <remarks>
/// An operation is answered only after the shared commit; if that fails, all of its batch fail and none is kept. Reasons for a single
/// writer: SQLite allows one anyway, its own waiting sleeps in steps of 150 ms, and only the writer may checkpoint the log.
/// </remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaxBatch = 64;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ChangeFeed feed;
    private Batch? batch;
    private int waiting;

    public SqliteWriter(Func<string, KeptConnection> open, ChangeFeed feed)
    {
        this.feed = feed;
        Connection = open("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY;");
    }

    public KeptConnection Connection { get; }

    public async Task<Turn> EnterAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Interlocked.Increment(ref waiting);
        await turn.WaitAsync(CancellationToken.None); // turns are short, and a batch counts on whoever waits to come
        Interlocked.Decrement(ref waiting);
        try
        {
            batch ??= new Batch(Connection.BeginTransaction(IsolationLevel.Serializable, deferred: false));
            Execute("SAVEPOINT operation");
            return new Turn(this, batch);
        }
        catch
        {
            EndTurn();
            throw;
        }
    }

    private Task KeepAsync(Batch mine)
    {
        Execute("RELEASE operation");
        mine.Size++;
        EndTurn();
        return mine.Committed;
    }

    private void Undo()
    {
        Execute("ROLLBACK TO operation; RELEASE operation");
        EndTurn();
    }

    // Whoever ends a turn with nobody behind him, or with a full batch, commits for all.
    private void EndTurn()
    {
        try
        {
            if (batch is { } open && (open.Size >= MaxBatch || Volatile.Read(ref waiting) == 0))
            {
                batch = null;
                open.Commit();
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private void Execute(string sql) => Connection.Execute(sql, batch?.Transaction);

    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        await Connection.DisposeAsync();
        turn.Dispose();
    }

    private sealed class Batch(SqliteTransaction transaction)
    {
        private readonly TaskCompletionSource committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SqliteTransaction Transaction => transaction;

        public int Size { get; set; }

        public Task Committed => committed.Task;

        public void Commit()
        {
            try
            {
                if (Size > 0) transaction.Commit();
                committed.SetResult();
            }
            catch (Exception e)
            {
                committed.SetException(e); // handed over, not swallowed: every operation of the batch learns that it was not kept
            }
            finally
            {
                transaction.Dispose();
            }
        }
    }

    public sealed class Turn : WriteTurn
    {
        private readonly SqliteWriter writer;
        private readonly Batch mine;
        private bool ended;

        internal Turn(SqliteWriter writer, object mine) => (this.writer, this.mine) = (writer, (Batch)mine);

        public SqliteTransaction Transaction => mine.Transaction;

        public override async Task CommitAsync(IReadOnlyList<Change> changes, CancellationToken ct)
        {
            ended = true;
            await writer.KeepAsync(mine);
            foreach (var change in changes) writer.feed.Publish(change);
        }

        public override async ValueTask DisposeAsync()
        {
            if (ended) return;
            ended = true;
            writer.Undo();
            // What stood in the way may be in the same batch: whoever was refused and looks again must find it.
            await mine.Committed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
