using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Storage.SQLite;
using Microsoft.Data.Sqlite;
using Salon.Data;

namespace Salon.Jobs;

/// <summary>Where Hangfire keeps its plan and what ran lately: a file beside the database, or a schema of its own in PostgreSQL.</summary>
/// <remarks>Nothing in it is ever the truth: without it the jobs are planned anew and find their work in the tables of the features.</remarks>
internal static class JobStore
{
    private const string Schema = "hangfire";
    private const int NoTable = 1, Corrupt = 11, NoDatabase = 26; // sqlite.org/rescode.html

    /// <summary>Above the longest run: a job of a node that died is in nobody's hands only after this.</summary>
    private static readonly TimeSpan Forgotten = JobTick.Longest + TimeSpan.FromMinutes(1);

    /// <summary>
    /// In PostgreSQL a lock is a row, which a killed node leaves behind; after this it is anybody's. Locks are held for milliseconds, and whoever wants one
    /// waits for it fifteen seconds.
    /// </summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What ended well is shown for an hour.</summary>
    private static readonly TimeSpan KeepDone = TimeSpan.FromHours(1);

    public static JobStorage Open(DatabaseOptions database, JobOptions options) =>
        database.IsPostgres ? InPostgres(database, options) : InFile(database, options);

    private static PostgreSqlStorage InPostgres(DatabaseOptions database, JobOptions options)
    {
        var settings = new PostgreSqlStorageOptions
        {
            SchemaName = Schema, QueuePollInterval = options.Look, EnableLongPolling = true,
            InvisibilityTimeout = TimeSpan.FromSeconds(30), UseSlidingInvisibilityTimeout = true, DistributedLockTimeout = LockTimeout,
        };
        var connection = PostgresDatabase.WithLimits(database).ConnectionString;
        return new(new NpgsqlConnectionFactory(connection, settings), settings) { JobExpirationTimeout = KeepDone };
    }

    private static SQLiteStorage InFile(DatabaseOptions database, JobOptions options)
    {
        Directory.CreateDirectory(database.DataDirectory);
        FreeWhatWasInHand(database.JobsFile);
        var settings = new SQLiteStorageOptions { QueuePollInterval = options.Look, InvisibilityTimeout = Forgotten };
        return new(database.JobsFile, settings) { JobExpirationTimeout = KeepDone };
    }

    /// <summary>
    /// On SQLite this program is the only one: what was in hand or locked when the last one ended is in nobody's hands, and is run again. Hangfire
    /// would leave it alone until <see cref="Forgotten"/> has gone by. A file that cannot be read, or was never finished, is made anew.
    /// </summary>
    private static void FreeWhatWasInHand(string file)
    {
        if (!File.Exists(file)) return;
        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Mode=ReadWrite;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                UPDATE JobQueue SET FetchedAt = 0;
                DELETE FROM DistributedLock;
                DELETE FROM Server;
                """;
            command.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is NoTable or Corrupt or NoDatabase)
        {
            foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete(file + part);
        }
    }
}
