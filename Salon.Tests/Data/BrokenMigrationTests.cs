using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>An upgrade that is broken off anywhere goes on at the next start as if nothing had been.</summary>
[Trait("Pace", "Slow")]
public sealed class BrokenMigrationTests
{
    // Each migration is whole or not there: half of one could neither go on nor begin again.
    [Theory, BothDatabases]
    [Trait("Proves", "R-25")]
    public async Task Broken_off_in_the_middle_it_is_finished_by_the_next_start(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var whole = await SchemaAsync(world);
        foreach (var statements in (int[])[5, 25, 60])
        {
            await WithoutUpgradesAsync(world);

            await Assert.ThrowsAsync<BrokenOffException>(() => UpgradeAsync(world.Options, new Breaker(statements)));
            Assert.NotEqual(whole, await SchemaAsync(world));
            await world.Database.MigrateAsync(default);

            Assert.Equal(whole, await SchemaAsync(world));
        }

        await Shop.OpenAsync(world);
    }

    [Fact]
    [Trait("Proves", "R-25")]
    public async Task A_lock_that_a_killed_upgrade_left_in_the_file_stops_no_later_start()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await WithoutUpgradesAsync(world);
        await using (var file = new SqliteConnection($"Data Source={world.Options.SqliteFile};Pooling=False"))
        {
            await file.OpenAsync();
            await using var command = file.CreateCommand();
            command.CommandText = """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT OR IGNORE INTO "__EFMigrationsLock" VALUES (1, '2026-11-21 00:00:00+00:00')
                """;
            await command.ExecuteNonQueryAsync();
        }

        await world.Database.MigrateAsync(default).WaitAsync(TimeSpan.FromSeconds(20));

        await using var read = await world.Database.OpenAcrossAsync(default);
        Assert.Empty(await read.Database.GetPendingMigrationsAsync());
    }

    private static async Task UpgradeAsync(DatabaseOptions options, Breaker breaker)
    {
        if (options.IsPostgres)
        {
            await using var source = NpgsqlDataSource.Create(options.ConnectionString!);
            await using var postgres = new PostgresSalonDb(SharedOptions.Apply(new DbContextOptionsBuilder<PostgresSalonDb>().UseNpgsql(source).AddInterceptors(breaker), null).Options) { SeesEveryone = true };
            await new PostgresMigrations(source, NullLogger.Instance).UpgradeAsync(postgres, default);
            return;
        }

        var builder = new DbContextOptionsBuilder<SqliteSalonDb>();
        builder.UseSqlite($"Data Source={options.SqliteFile};Foreign Keys=True;Pooling=False").AddInterceptors(breaker).ReplaceService<IMigrationCommandExecutor, WholeMigrations>();
        await using var sqlite = new SqliteSalonDb(SharedOptions.Apply(builder, null).Options) { SeesEveryone = true };
        await SqliteMigrations.UpgradeAsync(sqlite, default);
    }

    // Back to the first release, as the tests of upgrades do.
    private static async Task<string> WithoutUpgradesAsync(SalonWorld world)
    {
        await using SalonDb db = world.Options.IsPostgres
            ? new PostgresSalonDb(new DbContextOptionsBuilder<PostgresSalonDb>().UseNpgsql($"{world.Options.ConnectionString};Options=-c salon.organization=*").Options)
            : new SqliteSalonDb(new DbContextOptionsBuilder<SqliteSalonDb>().UseSqlite($"Data Source={world.Options.SqliteFile};Foreign Keys=True;Pooling=False").Options);
        var first = db.Database.GetMigrations().First();
        await db.GetService<IMigrator>().MigrateAsync(first);
        return first;
    }

    private static async Task<string> SchemaAsync(SalonWorld world)
    {
        await using DbConnection connection = world.Options.IsPostgres
            ? new NpgsqlConnection(world.Options.ConnectionString + ";Pooling=false")
            : new SqliteConnection($"Data Source={world.Options.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = world.Options.IsPostgres
            ? "SELECT string_agg(table_name || '.' || column_name || ' ' || data_type, ';' ORDER BY table_name, column_name) FROM information_schema.columns WHERE table_schema = 'public'"
            : "SELECT group_concat(part, ';') FROM (SELECT m.name || '.' || c.name || ' ' || c.type AS part FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '%EFMigrations%' ORDER BY 1)";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private sealed class BrokenOffException() : Exception("The process ends here.");

    /// <summary>Lets so many changing statements through and no more.</summary>
    private sealed class Breaker(int statements) : DbCommandInterceptor
    {
        private int left = statements;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            left-- > 0 ? ValueTask.FromResult(result) : throw new BrokenOffException();
    }
}
