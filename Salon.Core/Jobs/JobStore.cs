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

    /// <summary>Above the longest run: a job of a node that died is in nobody's hands only after this.</summary>
    private static readonly TimeSpan Forgotten = JobTick.Longest + TimeSpan.FromMinutes(1);

    /// <summary>What ended well is shown for an hour.</summary>
    private static readonly TimeSpan KeepDone = TimeSpan.FromHours(1);

    public static JobStorage Open(DatabaseOptions database, JobOptions options) => database.IsPostgres ? InPostgres(database, options) : InFile(database, options);

    private static PostgreSqlStorage InPostgres(DatabaseOptions database, JobOptions options)
    {
        var settings = new PostgreSqlStorageOptions
        {
            SchemaName = Schema, QueuePollInterval = options.Look, InvisibilityTimeout = TimeSpan.FromSeconds(30), UseSlidingInvisibilityTimeout = true, EnableLongPolling = true,
        };
        var connection = PostgresDatabase.WithLimits(database).ConnectionString;
        return new(new NpgsqlConnectionFactory(connection, settings), settings) { JobExpirationTimeout = KeepDone };
    }

    private static SQLiteStorage InFile(DatabaseOptions database, JobOptions options)
    {
        Directory.CreateDirectory(database.DataDirectory);
        ForgetUnfinished(database.JobsFile);
        return new(database.JobsFile, new SQLiteStorageOptions { QueuePollInterval = options.Look, InvisibilityTimeout = Forgotten }) { JobExpirationTimeout = KeepDone };
    }

    /// <summary>
    /// On SQLite this program is the only one: what was in line, in hand or locked when the last one ended is nobody's. Each job has a turn at the
    /// start, so nothing is missed. A file that cannot be read is thrown away.
    /// </summary>
    private static void ForgetUnfinished(string file)
    {
        if (!File.Exists(file)) return;
        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Mode=ReadWrite;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                DELETE FROM JobQueue;
                DELETE FROM DistributedLock;
                DELETE FROM Server;
                DELETE FROM Job WHERE StateName IN ('Enqueued', 'Processing', 'Scheduled', 'Awaiting');
                DELETE FROM State WHERE JobId NOT IN (SELECT Id FROM Job);
                DELETE FROM JobParameter WHERE JobId NOT IN (SELECT Id FROM Job);
                """;
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete(file + part);
        }
    }
}
