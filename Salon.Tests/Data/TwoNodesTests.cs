using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Salon.Bookings;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>Two nodes of one installation, on PostgreSQL.</summary>
[Collection(AloneCollection.Name)]
[Trait("Pace", "Slow")]
public sealed class TwoNodesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_one_node_commits_the_pages_of_the_other_hear_within_a_second()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var shop = await Shop.OpenAsync(world);
        await using var node = await OtherNodeAsync(world, shop);
        Assert.Null((await shop.BookAsync(Shop.At(15, day: 2))).Error); // the first booking of a process compiles what books
        var heard = new BlockingCollection<Change>();
        using var subscription = node.Get<ChangeFeed>().Subscribe(shop.Id, heard.Add);

        var clock = Stopwatch.StartNew();
        Assert.Null((await shop.BookAsync(Shop.At(10))).Error);
        Change change;
        do Assert.True(heard.TryTake(out change!, Patience), "Nothing was heard.");
        while (change.Kind != ChangeKind.Bookings || change.Date == new LocalDate(2026, 12, 9));

        Assert.Equal((shop.Id, new LocalDate(2026, 12, 8)), (change.Organization, change.Date));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact, Trait("Proves", "R-01")]
    public async Task Of_many_on_both_nodes_who_want_one_time_exactly_one_gets_it()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var shop = await Shop.OpenAsync(world, people: 1);
        await using var node = await OtherNodeAsync(world, shop);
        var start = new TaskCompletionSource();
        var attempts = Enumerable.Range(0, 60).Select(async i =>
        {
            await start.Task;
            var bookings = (i % 2 == 0 ? world : node).Get<BookingService>();
            return await bookings.BookAsync(shop.CustomerActor, shop.Request(Shop.At(10), staff: shop.Mona), shop.Her, default);
        }).ToList();
        start.SetResult();

        var answers = await Task.WhenAll(attempts);
        Assert.Single(answers, a => a.Error is null);
        Assert.Equal(59, answers.Count(a => a.Error == BookingErrors.SlotTaken));
    }

    [Fact]
    public async Task A_node_whose_line_was_cut_reads_everything_again_when_it_is_back()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var shop = await Shop.OpenAsync(world);
        await using var node = await OtherNodeAsync(world, shop);
        var heard = new BlockingCollection<Change>();
        using var subscription = node.Get<ChangeFeed>().Subscribe(shop.Id, heard.Add);

        await using (var connection = new NpgsqlConnection(world.Options.ConnectionString))
        {
            await connection.OpenAsync();
            await using var cut = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'", connection);
            await cut.ExecuteNonQueryAsync();
        }

        var kinds = new HashSet<ChangeKind>();
        while (kinds.Count < Enum.GetValues<ChangeKind>().Length)
        {
            Assert.True(heard.TryTake(out var change, Patience), $"Only {string.Join(' ', kinds)} were told.");
            kinds.Add(change.Kind);
        }
    }

    // Its line is up once it has heard of something.
    private static async Task<SalonWorld> OtherNodeAsync(SalonWorld world, Shop shop)
    {
        var node = world.StartNode();
        await node.Database.MigrateAsync(default);
        var heard = new TaskCompletionSource();
        using var subscription = node.Get<ChangeFeed>().Subscribe(shop.Id, _ => heard.TrySetResult());
        await Eventually.TrueAsync(async () =>
        {
            if (heard.Task.IsCompleted) return true;
            await using var db = await world.Database.OpenForWriteAsync(shop.Id, default);
            db.Announce(new Change(shop.Id, ChangeKind.Settings)); // what is said before its line is up, it does not hear
            (await db.Organizations.SingleAsync(o => o.Id == shop.Id)).SetMoneyRules(new());
            await db.CommitAsync(default);
            return heard.Task.IsCompleted;
        }, "the node hears something");
        return node;
    }
}
