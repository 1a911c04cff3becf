using Microsoft.EntityFrameworkCore;
using Npgsql;
using Salon.Data;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Data;

public sealed class SafetyTests
{
    [Theory, BothDatabases]
    public async Task A_database_that_a_newer_program_made_is_refused_with_a_sentence(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        await using (var write = await world.Database.OpenForWriteAcrossAsync(default))
        {
            await write.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('29990101000000_FromTheFuture', '99')""");
            Assert.Null(await write.CommitAsync(default));
        }

        var refusal = await Assert.ThrowsAsync<SchemaIsNewerException>(() => world.Database.MigrateAsync(default));
        Assert.Contains("29990101000000_FromTheFuture", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Migrating_again_changes_nothing(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);

        await world.Database.MigrateAsync(default);

        Assert.Equal(1, await shop.QueryAsync(q => q.Branches.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Of_many_writers_at_once_the_refused_ones_lose_their_work_and_nobody_elses(Db db)
    {
        const int Writers = 120;
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Every third leaves without a commit, every third takes an address that is taken.
        async Task<bool> WriteAsync(int i)
        {
            await start.Task;
            await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
            write.Branches.Add(Branch.Open(shop.Id, BranchId.New(), new($"Branch {i}", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", i));
            if (i % 3 == 0) return false;
            if (i % 3 == 1) write.Organizations.Add(Organization.Create(OrganizationId.New(), "shop", new("Twin", ""), new("Riyadh", ""), world.Clock.Now));
            return await write.CommitAsync(default) is null;
        }

        var all = Enumerable.Range(0, Writers).Select(i => Task.Run(() => WriteAsync(i))).ToList();
        start.SetResult();
        var kept = await Task.WhenAll(all);

        Assert.Equal(Writers / 3, kept.Count(k => k));
        Assert.Equal(1 + Writers / 3, await shop.QueryAsync(q => q.Branches.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_change_is_announced_after_its_commit_and_never_without_one(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var heard = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var listening = world.Get<ChangeFeed>().Subscribe(shop.Id, change =>
        {
            Interlocked.Increment(ref count);
            if (change.Date == new LocalDate(2026, 12, 9)) heard.TrySetResult(count);
        });

        await using (var left = await world.Database.OpenForWriteAsync(shop.Id, default)) left.Announce(new Change(shop.Id, ChangeKind.Bookings, new LocalDate(2026, 12, 8)));
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            write.Announce(new Change(shop.Id, ChangeKind.Bookings, new LocalDate(2026, 12, 9)));
            Assert.Null(await write.CommitAsync(default));
        }

        Assert.Equal(1, await heard.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact, Trait("Proves", "S-04")]
    public async Task On_PostgreSQL_a_connection_that_names_no_organization_sees_no_tenant_row_at_all()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var shop = await Shop.OpenAsync(world);
        await shop.BookAsync(Shop.At(10));
        await using var model = await world.Database.OpenAcrossAsync(default);
        var tables = model.Model.GetEntityTypes().Where(t => typeof(ITenantRow).IsAssignableFrom(t.ClrType)).Select(t => t.GetTableName()!).Distinct().ToList();

        await using var connection = new NpgsqlConnection(world.Options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();

        Assert.True(tables.Count > 15);
        foreach (var table in tables)
        {
            await using var count = new NpgsqlCommand($"SELECT COUNT(*) FROM {table}", connection);
            Assert.True((long)(await count.ExecuteScalarAsync())! == 0, $"{table} shows rows to nobody in particular");
        }
    }

    [Fact, Trait("Proves", "R-25")]
    public async Task A_backup_of_SQLite_taken_while_it_runs_opens_whole()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world);
        await shop.BookAsync(Shop.At(10));
        var copy = Directory.CreateTempSubdirectory("salon-backup-").FullName;
        var options = new DatabaseOptions { DataDirectory = copy };

        await world.Database.BackupAsync(options.SqliteFile, default);

        await using var restored = new SqliteDatabase(options, new ChangeFeed(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await using (var db = await restored.OpenAsync(shop.Id, default)) Assert.Equal(1, await db.Bookings.CountAsync());
        Directory.Delete(copy, recursive: true);
    }
}
