using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Salon.Bookings;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>A backup that is made while people book: it holds nobody up, and is whole. The commands are those of docs/operations.md.</summary>
[Trait("Pace", "Slow")]
public sealed class BackupTests
{
    private const int People = 4, Days = 60;
    private const int Meanwhile = 50; // so many times somebody asked, and was answered, between the beginning and the end of one backup
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<BookingId, bool> booked = [];
    private int turn;
    private int backups; // begun and ended: odd while one is made
    private int answered; // within one backup

    [Theory, BothDatabases, Trait("Proves", "R-25")]
    public async Task A_backup_made_while_people_book_holds_nobody_up_and_is_restored_whole(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await BookUntilAsync(shop, Task.CompletedTask);
        var before = booked.Keys.ToHashSet();
        var folder = Directory.CreateTempSubdirectory("salon-backup-").FullName;
        try
        {
            var backup = BackUpMeanwhileAsync(world, folder);
            await BookUntilAsync(shop, backup).WaitAsync(Limit); // for ever, if a backup held everybody up
            var options = await RestoreAsync(db, await backup);

            Assert.Equal(0, await options.CountAsync(RawSql.Overlaps));
            Assert.Equal(0, await options.CountAsync(RawSql.Orphans));
            await using var restored = Open(options);
            await restored.MigrateAsync(default); // the program starts on it
            await IsWholeAsync(restored, shop, before);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Database Open(DatabaseOptions options) => options.IsPostgres
        ? new PostgresDatabase(options, new ChangeFeed(), TimeProvider.System, NullLoggerFactory.Instance)
        : new SqliteDatabase(options, new ChangeFeed(), TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Makes one backup after another, until enough people were answered while one was made.</summary>
    /// <returns>The file of the last one.</returns>
    private async Task<string> BackUpMeanwhileAsync(SalonWorld world, string folder)
    {
        while (true)
        {
            Interlocked.Increment(ref backups);
            var file = await BackUpAsync(world, Directory.CreateDirectory(Path.Combine(folder, $"{backups}")).FullName);
            Interlocked.Increment(ref backups);
            if (Volatile.Read(ref answered) >= Meanwhile) return file;
        }
    }

    /// <returns>The file.</returns>
    private static async Task<string> BackUpAsync(SalonWorld world, string folder)
    {
        var database = new NpgsqlConnectionStringBuilder(world.Options.ConnectionString).Database;
        if (world.Options.IsPostgres) return await (await PostgresCluster.GetAsync()).DumpAsync(database!);
        var file = new DatabaseOptions { DataDirectory = folder }.SqliteFile;
        await Task.Run(() => world.Database.BackupAsync(file, default)); // SQLite keeps its thread until it is done
        return file;
    }

    private static async Task<DatabaseOptions> RestoreAsync(Db db, string file) => new()
    {
        DataDirectory = Path.GetDirectoryName(file)!, ConnectionString = db == Db.Postgres ? await (await PostgresCluster.GetAsync()).RestoreAsync(file) : null,
    };

    // Several people book, each at least ten times.
    private async Task BookUntilAsync(Shop shop, Task end)
    {
        await Task.WhenAll(Enumerable.Range(0, People).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10 || !end.IsCompleted; i++)
            {
                var (next, during) = (Interlocked.Increment(ref turn), Volatile.Read(ref backups));
                var answer = await shop.BookAsync(Shop.At(10 + (next % 11), day: 1 + (next / 11 % Days)));
                if (answer.TryGet(out var id, out var refusal)) booked[id] = true;
                else Assert.Equal(BookingErrors.SlotTaken, refusal);
                if (during % 2 == 1 && during == Volatile.Read(ref backups)) Interlocked.Increment(ref answered);
            }
        })));
        await end;
    }

    // Everything that was answered before the backup began is in it, nothing that nobody booked, and of each booking all of it or nothing.
    private async Task IsWholeAsync(Database restored, Shop shop, IReadOnlySet<BookingId> before)
    {
        await using var db = await restored.OpenAsync(shop.Id, default);
        var bookings = await db.Bookings.Include(b => b.Lines).AsNoTracking().ToListAsync();
        var kept = bookings.Select(b => b.Id).ToHashSet();
        Assert.Empty(before.Except(kept));
        Assert.Empty(kept.Except(booked.Keys));
        Assert.All(bookings, b => Assert.Single(b.Lines));

        var events = await db.BookingEvents.Select(e => e.BookingId).Distinct().ToListAsync();
        Assert.Equal(kept, events.ToHashSet());
        var told = string.Join('\n', await db.Outbox.Select(m => m.Body).ToListAsync());
        Assert.All(kept, id => Assert.Contains(id.Value.ToString(), told, StringComparison.OrdinalIgnoreCase));
    }
}
