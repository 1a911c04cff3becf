using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Salon.Bookings;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>What a start does to a database that others work on.</summary>
[Trait("Pace", "Slow")]
public sealed class StartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_start_that_has_nothing_to_change_needs_no_lock_that_a_writer_or_a_backup_would_notice()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        await using var other = await ConnectAsync(world);
        await using var holding = await other.BeginTransactionAsync();
        await RunAsync(other, $"LOCK TABLE {string.Join(", ", await TablesAsync(world))} IN EXCLUSIVE MODE"); // lets nobody but readers in

        await using var node = world.StartNode();
        await node.Database.MigrateAsync(default).WaitAsync(Limit);
    }

    [Fact]
    public async Task A_start_that_has_nothing_to_change_leaves_the_schema_of_SQLite_alone()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var file = await ConnectAsync(world);
        var before = await ScalarAsync(file, "PRAGMA schema_version");

        await world.Database.MigrateAsync(default);

        Assert.Equal(before, await ScalarAsync(file, "PRAGMA schema_version"));
    }

    [Theory]
    [InlineData("ALTER TABLE bookings NO FORCE ROW LEVEL SECURITY")]
    [InlineData("ALTER TABLE bookings DISABLE ROW LEVEL SECURITY")]
    [InlineData("DROP POLICY tenant ON bookings")]
    [InlineData("ALTER POLICY tenant ON bookings USING (true)")]
    [InlineData("ALTER POLICY tenant ON bookings TO CURRENT_USER")]
    [InlineData("ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_frozen")]
    [InlineData("DROP TRIGGER audit_entries_kept ON audit_entries")]
    [InlineData("DROP TRIGGER audit_entries_frozen ON audit_entries; CREATE TRIGGER audit_entries_frozen BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION salon_only_added_to()")]
    [InlineData("CREATE OR REPLACE FUNCTION salon_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$")]
    [InlineData("CREATE OR REPLACE FUNCTION salon_days_in_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")]
    [InlineData("DROP TRIGGER day_closes_in_order ON day_closes")]
    [InlineData("""ALTER TABLE claims DROP CONSTRAINT "Booking.SlotTaken" """)]
    public async Task What_was_changed_on_PostgreSQL_is_put_right_and_nothing_else_is_touched(string change)
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        await using var connection = (NpgsqlConnection)await ConnectAsync(world);
        async Task<string> WrongAsync()
        {
            await using var db = await world.Database.OpenAcrossAsync(default);
            var basics = await PostgresGuards.BasicsStandingAsync(connection, default);
            var standing = await PostgresGuards.StandingAsync(connection, default);
            return string.Join(", ", PostgresGuards.Basics().Where(g => !basics.Contains(g.Name)).Concat(PostgresGuards.All(db.Model).Where(g => !standing.Contains(g.Name))).Select(g => g.Name));
        }

        const string Versions = "SELECT (SELECT sum(xmin::text::bigint) FROM pg_policy WHERE polrelid <> 'bookings'::regclass)::text || (SELECT sum(xmin::text::bigint) FROM pg_trigger WHERE tgrelid <> 'audit_entries'::regclass)";
        Assert.Equal("", await WrongAsync());
        await RunAsync(connection, change);
        Assert.NotEqual("", await WrongAsync());
        Assert.False((await WrongAsync()).Contains(','), "more than one thing differs");
        var others = await ScalarAsync(connection, Versions);

        await using (var node = world.StartNode()) await node.Database.MigrateAsync(default).WaitAsync(Limit);

        Assert.Equal("", await WrongAsync());
        if (!change.Contains("claims", StringComparison.Ordinal) && !change.Contains("day_closes", StringComparison.Ordinal))
            Assert.Equal(others, await ScalarAsync(connection, Versions));
    }

    [Theory]
    [InlineData("DROP TRIGGER claims_overlap_insert")]
    [InlineData("DROP TRIGGER day_close_undos_in_order")]
    [InlineData("DROP TRIGGER audit_entries_no_delete; CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT 1; END")]
    public async Task What_was_changed_on_SQLite_is_put_right(string change)
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        const string Triggers = "SELECT group_concat(sql) FROM (SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name)";
        await using var file = await ConnectAsync(world);
        var right = await ScalarAsync(file, Triggers);
        await RunAsync(file, change);

        await world.Database.MigrateAsync(default);

        Assert.Equal(right, await ScalarAsync(file, Triggers));
    }

    [Fact]
    [Trait("Proves", "R-19")]
    public async Task A_node_that_starts_ten_times_beside_a_backup_disturbs_nobody_who_books()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var shop = await Shop.OpenAsync(world);
        await using var backup = await ConnectAsync(world);
        await using var reading = await backup.BeginTransactionAsync();
        await RunAsync(backup, $"LOCK TABLE {string.Join(", ", await TablesAsync(world))} IN ACCESS SHARE MODE");

        var booking = BookUntilAsync(shop, StartAsync(world, 10));

        Assert.InRange(await booking.WaitAsync(Limit * 3), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    [Trait("Proves", "R-19")]
    public async Task A_start_that_has_something_to_change_waits_for_a_backup_without_holding_up_who_books()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var shop = await Shop.OpenAsync(world);
        await using var backup = await ConnectAsync(world);
        await RunAsync(backup, "DROP POLICY tenant ON bookings; CREATE POLICY tenant ON bookings USING (true)");
        var reading = await backup.BeginTransactionAsync();
        await RunAsync(backup, $"LOCK TABLE {string.Join(", ", await TablesAsync(world))} IN ACCESS SHARE MODE");

        var start = StartAsync(world, 1);
        var slowest = await BookUntilAsync(shop, AsksTwiceAsync(world)).WaitAsync(Limit);
        Assert.False(start.IsCompleted);
        await reading.DisposeAsync();
        await start.WaitAsync(Limit);

        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static async Task StartAsync(SalonWorld world, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var node = world.StartNode();
            await node.Database.MigrateAsync(default);
        }
    }

    // The start asks for its lock, gives up, and asks again.
    private static async Task AsksTwiceAsync(SalonWorld world)
    {
        await using var watcher = await ConnectAsync(world);
        await using var command = watcher.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted)";
        foreach (var asks in (bool[])[true, false, true]) await Eventually.TrueAsync(async () => (bool)(await command.ExecuteScalarAsync())! == asks, $"the start asks for its lock: {asks}");
    }

    // The longest that one of at least ten bookings took. Each must be kept.
    private static async Task<TimeSpan> BookUntilAsync(Shop shop, Task end)
    {
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 10 || !end.IsCompleted; i++)
        {
            var watch = Stopwatch.StartNew();
            var booked = await shop.BookAsync(Shop.At(10 + i % 8, day: 1 + i / 8 % 5));
            Assert.True(booked.Error is null || booked.Error == BookingErrors.SlotTaken, $"{booked.Error}");
            if (watch.Elapsed > slowest) slowest = watch.Elapsed;
        }

        await end;
        return slowest;
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(SalonWorld world)
    {
        await using var db = await world.Database.OpenAcrossAsync(default);
        return [.. db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct()];
    }

    private static async Task<DbConnection> ConnectAsync(SalonWorld world)
    {
        DbConnection connection = world.Options.IsPostgres
            ? new NpgsqlConnection(world.Options.ConnectionString + ";Pooling=false")
            : new SqliteConnection($"Data Source={world.Options.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
