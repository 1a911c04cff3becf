using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Salon.Data;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>A turn of the one writer ends whatever happens in it, and whoever shared its transaction gets an answer.</summary>
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private static readonly OrganizationId Salon = OrganizationId.New();
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TestClock clock = new(SalonWorld.Morning);
    private DatabaseOptions options = null!;
    private SqliteDatabase database = null!;

    public async Task InitializeAsync()
    {
        options = await SalonWorld.NewDatabaseAsync(Db.Sqlite) with { Patience = TimeSpan.FromSeconds(3) };
        database = new SqliteDatabase(options, new ChangeFeed(), clock, NullLoggerFactory.Instance);
        await using var db = await database.OpenForWriteAsync(Salon, default);
        db.Organizations.Add(Organization.Create(Salon, "shop", new("Shop", ""), new("Riyadh", ""), clock.Now));
        Assert.Null(await db.CommitAsync(default));
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(options.DataDirectory, recursive: true);
    }

    [Fact]
    [Trait("Proves", "R-14")]
    public async Task A_disk_that_fills_up_fails_everybody_in_the_shared_transaction_and_the_next_write_works()
    {
        await LimitAsync(1_000);

        var failures = await TogetherAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE filler (x)");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO filler VALUES (randomblob(50000000))"); // SQLite ends the whole transaction
        });

        Assert.All(failures, f => Assert.True(f is not null && DataOutage.Explains(f), $"{f}"));
        Assert.Equal(0, await BranchesAsync());
        Assert.Null(await FailureOfAsync(_ => Task.CompletedTask, default)); // a small one finds room
        await LimitAsync(1_000_000);
        Assert.All(await TogetherAsync(_ => Task.CompletedTask), Assert.Null);
        Assert.Equal(5, await BranchesAsync());
    }

    [Fact]
    [Trait("Proves", "R-14")]
    public async Task Where_SQLite_can_undo_the_one_statement_the_others_of_the_transaction_are_kept()
    {
        await LimitAsync(1_000);

        var failures = await TogetherAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE filler (x NOT NULL UNIQUE)");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO filler WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT randomblob(100000) FROM n");
        });

        Assert.True(DataOutage.Explains(failures[^1]!));
        Assert.All(failures[..^1], Assert.Null);
        Assert.Equal(3, await BranchesAsync());
    }

    [Fact]
    [Trait("Proves", "R-14")]
    public async Task A_statement_that_is_interrupted_fails_everybody_in_the_shared_transaction_and_the_next_write_works()
    {
        var failures = await TogetherAsync(async db =>
        {
            var handle = (SQLitePCL.sqlite3)typeof(SqliteConnection).GetProperty("Handle", BindingFlags.Instance | BindingFlags.Public)!.GetValue(db.Database.GetDbConnection())!;
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE filler (x)");
            using var over = new CancellationTokenSource();
            var interrupting = Task.Run(async () =>
            {
                for (; !over.IsCancellationRequested; await Task.Yield()) SQLitePCL.raw.sqlite3_interrupt(handle);
            });
            try
            {
                await db.Database.ExecuteSqlRawAsync("INSERT INTO filler WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
            }
            finally
            {
                await over.CancelAsync();
                await interrupting;
            }
        });

        Assert.All(failures, f => Assert.True(f is not null && DataOutage.Explains(f), $"{f}"));
        Assert.All(await TogetherAsync(_ => Task.CompletedTask), Assert.Null);
        Assert.Equal(4, await BranchesAsync());
    }

    [Fact]
    public async Task An_operation_that_goes_on_after_the_transaction_was_lost_is_not_kept_either()
    {
        await LimitAsync(1_000);

        var failures = await TogetherAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE filler (x)");
            await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync("INSERT INTO filler VALUES (randomblob(50000000))"));
        });

        Assert.All(failures, Assert.NotNull);
        Assert.Equal(0, await BranchesAsync());
        Assert.Null(await FailureOfAsync(_ => Task.CompletedTask, default));
    }

    [Fact]
    [Trait("Proves", "R-15")]
    public async Task A_file_that_another_process_has_locked_is_an_answer_within_the_limit_and_heals_by_itself()
    {
        await using (var other = new SqliteConnection($"Data Source={options.SqliteFile};Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction();

            var waiting = System.Diagnostics.Stopwatch.StartNew();
            var failures = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => FailureOfAsync(_ => Task.CompletedTask, default))));

            Assert.All(failures, f => Assert.True(f is not null && DataOutage.Explains(f), $"{f}"));
            Assert.InRange(waiting.Elapsed, TimeSpan.FromSeconds(0.9), options.Patience + TimeSpan.FromSeconds(1));
            clock.Advance(Duration.FromMinutes(10));
            Assert.False(await database.IsStuckAsync(default)); // starting again would not help
        }

        Assert.Null(await FailureOfAsync(_ => Task.CompletedTask, default));
    }

    [Fact]
    [Trait("Proves", "R-16")]
    public async Task A_reader_that_stays_for_long_holds_up_no_write_and_the_log_is_short_again_when_she_has_gone()
    {
        var log = new FileInfo($"{options.SqliteFile}-wal");
        await using (var reader = new SqliteConnection($"Data Source={options.SqliteFile};Mode=ReadOnly;Pooling=False"))
        {
            await reader.OpenAsync();
            await using var look = reader.CreateCommand();
            look.CommandText = "BEGIN; SELECT COUNT(*) FROM branches";
            Assert.Equal(0L, await look.ExecuteScalarAsync());
            for (var round = 0; round < 3; round++)
                Assert.Null(await FailureOfAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS filler (x); INSERT INTO filler VALUES (randomblob(20000000))"), default));

            log.Refresh();
            Assert.True(log.Length > 60_000_000, $"{log.Length}");
            look.CommandText = "SELECT COUNT(*) FROM branches";
            Assert.Equal(0L, await look.ExecuteScalarAsync()); // still what was there when she began
        }

        for (var round = 0; round < 2; round++) Assert.Null(await FailureOfAsync(_ => Task.CompletedTask, default)); // one puts the log into the file, the next begins it anew

        log.Refresh();
        Assert.InRange(log.Length, 1, SqliteWriter.MostLog);
        Assert.Equal(5, await BranchesAsync());
    }

    [Fact]
    public async Task Whoever_waits_too_long_for_a_turn_is_told_so_and_after_a_minute_only_a_new_start_helps()
    {
        clock.Advance(Duration.FromHours(3));
        Assert.False(await database.IsStuckAsync(default)); // nobody wanted to write
        await using (await database.OpenForWriteAsync(Salon, default))
        {
            var failure = await FailureOfAsync(_ => Task.CompletedTask, default);

            Assert.True(failure is DatabaseUnavailableException && DataOutage.Explains(failure));
            Assert.False(await database.IsStuckAsync(default));
            clock.Advance(Duration.FromSeconds(61));
            Assert.True(await database.IsStuckAsync(default));
        }

        Assert.False(await database.IsStuckAsync(default)); // the turn ended after all
        Assert.Null(await FailureOfAsync(_ => Task.CompletedTask, default));
    }

    [Fact]
    public async Task The_program_ends_although_somebody_never_gives_the_turn_back()
    {
        var own = new SqliteDatabase(options with { Patience = TimeSpan.FromMilliseconds(300) }, new ChangeFeed(), clock, NullLoggerFactory.Instance);
        var held = await own.OpenForWriteAsync(Salon, default);
        held.Branches.Add(Branch.Open(Salon, BranchId.New(), new("Never", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));
        await held.SaveChangesAsync();

        await own.DisposeAsync().AsTask().WaitAsync(Limit);

        Assert.Equal(0, await BranchesAsync());
        Assert.Null(await FailureOfAsync(_ => Task.CompletedTask, default)); // the file is free
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_nobody_without_an_answer()
    {
        for (var round = 0; round < 200; round++)
        {
            using var leaving = new CancellationTokenSource();
            var first = await database.OpenForWriteAsync(Salon, default);
            first.Branches.Add(Branch.Open(Salon, BranchId.New(), new("First", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));
            var second = FailureOfAsync(_ => Task.CompletedTask, leaving.Token);

            var both = Task.WhenAll(
                Task.Run(async () =>
                {
                    Assert.Null(await first.CommitAsync(default));
                    await first.DisposeAsync();
                }),
                Task.Run(leaving.CancelAsync));

            await both.WaitAsync(Limit);
            Assert.True(await second.WaitAsync(Limit) is null or OperationCanceledException);
        }
    }

    // Three that are to be kept and one that does something first, all in one transaction: each is let in while the one before still holds its turn.
    private async Task<Exception?[]> TogetherAsync(Func<SalonDb, Task> last)
    {
        var held = await database.OpenForWriteAsync(Salon, default);
        var others = Enumerable.Range(0, 3).Select(i => FailureOfAsync(i == 2 ? last : _ => Task.CompletedTask, default)).ToList();
        held.Branches.Add(Branch.Open(Salon, BranchId.New(), new("Held", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));
        Exception? failure = null;
        try
        {
            await held.CommitAsync(default).WaitAsync(Limit);
        }
        catch (Exception e)
        {
            failure = e;
        }

        await held.DisposeAsync();
        return [failure, .. await Task.WhenAll(others).WaitAsync(Limit)];
    }

    private async Task<Exception?> FailureOfAsync(Func<SalonDb, Task> first, CancellationToken ct)
    {
        try
        {
            await using var db = await database.OpenForWriteAsync(Salon, ct);
            await first(db);
            db.Branches.Add(Branch.Open(Salon, BranchId.New(), new("Branch", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));
            Assert.Null(await db.CommitAsync(ct));
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private async Task LimitAsync(int pages)
    {
        await using var db = await database.OpenForWriteAsync(Salon, default);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}");
        await command.ExecuteNonQueryAsync();
    }

    private async Task<int> BranchesAsync()
    {
        await using var db = await database.OpenAsync(Salon, default);
        return await db.Branches.CountAsync();
    }
}
