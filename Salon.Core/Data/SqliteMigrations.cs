using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Salon.Data;

/// <summary>Brings a SQLite file up to date. A process that dies meanwhile leaves it as it was before the migration it died in.</summary>
internal static class SqliteMigrations
{
    public static async Task UpgradeAsync(SalonDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        // EF Core's own lock is a row that outlives a process that was killed, and it waits for that row for ever. Ours ends with its process.
        await ExecuteAsync(connection, """DROP TABLE IF EXISTS "__EFMigrationsLock" """, ct);
        await ExecuteAsync(connection, "PRAGMA foreign_keys = 0", ct); // has no effect inside a transaction, so a migration's own such lines have none
        await Migrator.UpgradeAsync(db, ct);

        var missing = await MissingAsync(connection, SqliteGuards.All(db.Model), ct);
        if (missing.Count == 0) return;
        await using var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        foreach (var sql in missing.SelectMany(g => g.Statements)) await ExecuteAsync(connection, sql, ct);
        await transaction.CommitAsync(ct);
    }

    // SQLite keeps the text of a trigger as it was written.
    private static async Task<List<Guard>> MissingAsync(SqliteConnection connection, IEnumerable<Guard> guards, CancellationToken ct)
    {
        var standing = new HashSet<string>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE type = 'trigger'";
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) standing.Add(reader.GetString(0));
        return [.. guards.Where(g => !standing.Contains(g.Statements[^1]))];
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand(); // takes part in the connection's transaction
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>
/// Runs each migration in one transaction, on SQLite. EF Core alone commits in the middle of one that rebuilds a table, to switch foreign keys
/// off, and a process killed there would leave half a migration that can neither go on nor begin again.
/// </summary>
internal sealed class WholeMigrations : IMigrationCommandExecutor
{
    private const string OneWay = "The schema is upgraded by Database.MigrateAsync.";

    public void ExecuteNonQuery(IEnumerable<MigrationCommand> migrationCommands, IRelationalConnection connection) => throw new NotSupportedException(OneWay);

    public int ExecuteNonQuery(
        IReadOnlyList<MigrationCommand> migrationCommands, IRelationalConnection connection, MigrationExecutionState executionState, bool commitTransaction, IsolationLevel? isolationLevel = null) =>
        throw new NotSupportedException(OneWay);

    public Task ExecuteNonQueryAsync(IEnumerable<MigrationCommand> migrationCommands, IRelationalConnection connection, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(OneWay);

    public async Task<int> ExecuteNonQueryAsync(
        IReadOnlyList<MigrationCommand> migrationCommands, IRelationalConnection connection, MigrationExecutionState executionState, bool commitTransaction,
        IsolationLevel? isolationLevel = null, CancellationToken cancellationToken = default)
    {
        executionState.Transaction ??= await connection.BeginTransactionAsync(cancellationToken);
        foreach (var command in migrationCommands) await command.ExecuteNonQueryAsync(connection, cancellationToken: cancellationToken);
        await RequireReferencesAsync((SqliteConnection)connection.DbConnection, cancellationToken);
        executionState.AnyOperationPerformed = true;
        if (!commitTransaction) return -1;

        await executionState.Transaction.CommitAsync(cancellationToken);
        await executionState.Transaction.DisposeAsync();
        executionState.Transaction = null;
        return -1;
    }

    private static async Task RequireReferencesAsync(SqliteConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT "table" || ' → ' || parent FROM pragma_foreign_key_check LIMIT 1""";
        if (await command.ExecuteScalarAsync(ct) is string broken) throw new InvalidOperationException($"The migration would leave rows that refer to nothing: {broken}.");
    }
}
