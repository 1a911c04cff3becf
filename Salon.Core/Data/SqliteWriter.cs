using System.Data;
using Microsoft.Data.Sqlite;

namespace Salon.Data;

/// <summary>
/// The one connection of this process that writes to SQLite, and the queue in front of it. Operations take turns; each runs in a
/// savepoint of its own, and those that queue up behind one another share one durable commit, because the disk's flush and not the
/// work is what a write waits for.
/// </summary>
/// <remarks>
/// An operation is answered only after the shared commit; if that fails, all of its batch fail and none is kept. SQLite may also end the
/// shared transaction by itself in the middle (a full disk, a failing one, no memory, an interruption): then the batch fails in the same
/// way. A turn always ends. Reasons for a single writer: SQLite allows one anyway, its own waiting sleeps in steps of 150 ms, and only
/// the writer may checkpoint the log.
/// </remarks>
/// <param name="open">Opens a connection; called again after one could not be brought back to order.</param>
/// <param name="options">How long an operation waits for its turn, and how long for another process.</param>
/// <param name="feed">Hears of what was committed.</param>
/// <param name="watch">Hears whether writes come to an end.</param>
internal sealed class SqliteWriter(Func<string, KeptConnection> open, DatabaseOptions options, ChangeFeed feed, WriteWatch watch) : IAsyncDisposable
{
    private const int MaxBatch = 64;

    /// <summary>Bytes of the log that stay on the disk for the next writes. It grows beyond while somebody reads for long, such as a backup.</summary>
    internal const int MostLog = 32 * 1024 * 1024;

    private readonly string pragmas =
        $"PRAGMA busy_timeout = {(int)options.DoorPatience.TotalMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; " +
        $"PRAGMA journal_size_limit = {MostLog}; PRAGMA temp_store = MEMORY;";

    private readonly TurnQueue turns = new();
    private KeptConnection? connection;
    private Batch? batch;

    /// <exception cref="DatabaseUnavailableException">The operations before this one took too long.</exception>
    public async Task<Turn> EnterAsync(CancellationToken ct)
    {
        try
        {
            await turns.EnterAsync(options.AnswerPatience, ct);
        }
        catch (TimeoutException late)
        {
            watch.GaveUp();
            throw new DatabaseUnavailableException("The writes before this one did not end in time.", late);
        }

        try
        {
            connection ??= open(pragmas);
            batch ??= new Batch(connection, connection.BeginTransaction(IsolationLevel.Serializable, deferred: false));
            batch.Turns++;
            batch.Execute("SAVEPOINT operation");
            return new Turn(this, batch);
        }
        catch (Exception e)
        {
            try
            {
                Lose(e);
            }
            finally
            {
                EndTurn();
            }

            throw;
        }
    }

    private void Keep(Batch mine)
    {
        try
        {
            mine.Execute("RELEASE operation");
            mine.Size++;
        }
        catch (Exception e)
        {
            Lose(e); // handed over: this operation and every other of the batch learn that they were not kept
        }
        finally
        {
            EndTurn();
        }
    }

    private void Undo(Batch mine)
    {
        try
        {
            mine.Execute("ROLLBACK TO operation; RELEASE operation");
        }
        catch (Exception e)
        {
            Lose(e); // the same; this operation has its own failure already
        }
        finally
        {
            EndTurn();
        }
    }

    // Whoever ends a turn with nobody to take over, or with a full batch, commits for all.
    private void EndTurn()
    {
        if (batch is { Turns: < MaxBatch } && turns.TryPassOn()) return;
        try
        {
            batch?.Commit();
            if (batch is not null) watch.Ended();
            batch = null;
        }
        catch (Exception e)
        {
            Lose(e);
        }
        finally
        {
            turns.Leave();
        }
    }

    // What the transaction held is gone, or nobody knows: none of it is kept, and the next batch begins anew.
    private void Lose(Exception reason)
    {
        if (DataOutage.Explains(reason)) watch.Ended(); // an answer of the database, if not the one that was wanted
        else watch.GaveUp();
        var (lost, used) = (batch, connection);
        (batch, connection) = (null, null);
        lost?.Fail(reason);
        if (used is null) return;
        if (used.TryReset()) connection = used;
        else used.Dispose();
    }

    private void Publish(Change change) => feed.Publish(change);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await turns.EnterAsync(options.AnswerPatience, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            watch.GaveUp(); // whoever has the turn does not give it back: what she did not commit is undone with the connection, as after a crash
        }

        if (connection is not null) await connection.DisposeAsync();
    }

    private sealed class Batch(KeptConnection connection, SqliteTransaction transaction)
    {
        private readonly TaskCompletionSource committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public KeptConnection Connection => connection;

        public SqliteTransaction Transaction => transaction;

        /// <summary>How many operations had a turn in it, and how many of them are to be kept.</summary>
        public int Turns { get; set; }

        public int Size { get; set; }

        public Task Committed => committed.Task;

        public void Execute(string sql) => connection.Execute(sql, transaction);

        public void Commit()
        {
            if (Size > 0) transaction.Commit();
            else transaction.Rollback();
            committed.SetResult();
        }

        public void Fail(Exception reason)
        {
            committed.TrySetException(new DatabaseUnavailableException("The transaction that this write shared with others was lost; nothing of it was kept.", reason));
            _ = committed.Task.Exception; // seen, even if nobody had been kept yet
        }
    }

    public sealed class Turn : WriteTurn
    {
        private readonly SqliteWriter writer;
        private readonly Batch mine;
        private bool ended;

        internal Turn(SqliteWriter writer, object mine) => (this.writer, this.mine) = (writer, (Batch)mine);

        public KeptConnection Connection => mine.Connection;

        public SqliteTransaction Transaction => mine.Transaction;

        public override async Task CommitAsync(IReadOnlyList<Change> changes, CancellationToken ct)
        {
            ended = true;
            writer.Keep(mine);
            await mine.Committed;
            foreach (var change in changes) writer.Publish(change);
        }

        public override async ValueTask DisposeAsync()
        {
            if (ended) return;
            ended = true;
            writer.Undo(mine);
            // What stood in the way may be in the same batch: whoever was refused and looks again must find it.
            await mine.Committed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
