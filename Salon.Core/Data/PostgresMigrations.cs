using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Salon.Data;

/// <summary>
/// Brings a schema on PostgreSQL up to date while other nodes work on it. What stands as it should is only looked at; what differs is changed
/// in short transactions that wait a moment for a table at most, because everybody who comes after them waits as long.
/// </summary>
internal sealed partial class PostgresMigrations(NpgsqlDataSource source, ILogger log)
{
    private const long MigrationLock = 0x53414C4F4E; // "SALON"
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1); // longer than the wait itself, so that others get on between two tries
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public async Task UpgradeAsync(SalonDb db, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await AloneAsync(connection, ct); // until the connection goes back, which ends it
        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlRawAsync($"SET lock_timeout = '300ms'; SET salon.organization = '{PostgresGuards.Everyone}'", ct); // a migration of data sees everybody's
        db.Database.SetCommandTimeout(TimeSpan.Zero); // work on a large table takes as long as it takes; only waiting for it is limited
        await PatientlyAsync("the schema", () => Migrator.UpgradeAsync(db, ct), ct);

        await LayAsync(connection, PostgresGuards.Basics(), await PostgresGuards.BasicsStandingAsync(connection, ct), ct);
        await LayAsync(connection, PostgresGuards.All(db.Model), await PostgresGuards.StandingAsync(connection, ct), ct);
        await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({MigrationLock})", connection);
        await release.ExecuteNonQueryAsync(ct);
    }

    private async Task AloneAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({MigrationLock})", connection);
        for (var isFirst = true; !(bool)(await take.ExecuteScalarAsync(ct))!; isFirst = false)
        {
            if (isFirst) LogWaitingForNode(log);
            await Task.Delay(LockPause, ct);
        }
    }

    private async Task LayAsync(NpgsqlConnection connection, IEnumerable<Guard> guards, HashSet<string> standing, CancellationToken ct)
    {
        foreach (var guard in guards.Where(g => !standing.Contains(g.Name)))
            await PatientlyAsync(guard.Name, () => LayAsync(connection, guard, ct), ct);
    }

    private static async Task LayAsync(NpgsqlConnection connection, Guard guard, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var sql in guard.Statements.Prepend("SET LOCAL lock_timeout = '300ms'"))
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    // A backup or a report may hold a table for long. Others pass while this waits, and the start goes on when it is free.
    private async Task PatientlyAsync(string what, Func<Task> change, CancellationToken ct)
    {
        for (var pause = BusyPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await change();
                return;
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                LogBusy(log, what, pause.TotalSeconds);
                await Task.Delay(pause, ct);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Another node is upgrading the database; waiting for it")]
    private static partial void LogWaitingForNode(ILogger log);

    [LoggerMessage(LogLevel.Warning, "The start is to change {What}, which something else is using, such as a backup; trying again in {Seconds} s")]
    private static partial void LogBusy(ILogger log, string what, double seconds);
}
