using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Salon.Bench.Commits;

/// <summary>The floor: ADO.NET alone on the same disk with the same durability, one row a transaction.</summary>
internal static class RawWriter
{
    public static double InsertsPerSecond(int count)
    {
        var folder = Directory.CreateTempSubdirectory("salon-raw-").FullName;
        try
        {
            using var connection = Open(folder);
            Run(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER)");
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < count; i++)
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                using var insert = connection.CreateCommand();
                insert.Transaction = transaction;
                insert.CommandText = "INSERT INTO t (a, b) VALUES ($a, $b)";
                insert.Parameters.AddWithValue("$a", "0193a5c8-7b1e-7d3a-9c55-1f2e3d4c5b6a");
                insert.Parameters.AddWithValue("$b", i);
                insert.ExecuteNonQuery();
                transaction.Commit();
            }

            return count / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Milliseconds until every one of many clients has won or lost one row, each with a connection of its own and the driver's own waiting.</summary>
    public static async Task<double> RaceAsync(int clients)
    {
        var folder = Directory.CreateTempSubdirectory("salon-raw-").FullName;
        try
        {
            using (var connection = Open(folder)) Run(connection, "CREATE TABLE t (slot INTEGER PRIMARY KEY)");
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => TryOnce(folder))));
            return clock.Elapsed.TotalMilliseconds;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void TryOnce(string folder)
    {
        using var connection = Open(folder);
        using var transaction = connection.BeginTransaction(deferred: false);
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO t (slot) VALUES (1) ON CONFLICT DO NOTHING";
        insert.ExecuteNonQuery();
        transaction.Commit();
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.db")}");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
