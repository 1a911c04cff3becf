using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Salon.Data;

namespace Salon.Jobs;

/// <summary>Who is at work on a job: one at a time, on however many nodes.</summary>
/// <remarks>
/// Hangfire's own lock is a row that a process which is killed leaves behind for minutes. In PostgreSQL it is the lock of
/// a session here, on a connection that no pool keeps: it ends with the process. On SQLite there is one process.
/// </remarks>
internal sealed class JobTurns(DatabaseOptions database)
{
    private readonly ConcurrentDictionary<string, bool> atWork = new(StringComparer.Ordinal);

    /// <returns>Null while somebody is at work on it; else ends the turn when it is disposed.</returns>
    public async Task<IAsyncDisposable?> TakeAsync(string job, CancellationToken ct)
    {
        if (!atWork.TryAdd(job, true)) return null;
        NpgsqlConnection? connection = null;
        try
        {
            if (!database.IsPostgres) return new Turn(this, job, null);
            var settings = PostgresDatabase.WithLimits(database);
            settings.Pooling = false;
            connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(ct);
            await using var ask = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = KeyOf(job) } } };
            if (await ask.ExecuteScalarAsync(ct) is true)
            {
                var turn = new Turn(this, job, connection);
                connection = null;
                return turn;
            }
        }
        finally
        {
            if (connection is not null) await new Turn(this, job, connection).DisposeAsync();
        }

        return null;
    }

    private static long KeyOf(string job) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"salon job {job}")), 0);

    private sealed class Turn(JobTurns turns, string job, NpgsqlConnection? connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                if (connection is not null) await connection.DisposeAsync();
            }
            finally
            {
                turns.atWork.TryRemove(job, out _);
            }
        }
    }
}
