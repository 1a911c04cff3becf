using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

/// <summary>Many people at once. What came of it is counted by SQL that knows nothing of the program.</summary>
public sealed class RaceTests
{
    private const string OverlapsSql = """
        SELECT COUNT(*) FROM claims a JOIN claims b ON a.organization_id = b.organization_id AND a.subject = b.subject AND a.unit = b.unit AND a.id < b.id
        WHERE a.live AND b.live AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
        """;

    // A live booking without time, a dead one with time, or a line outside what its person gave.
    private const string OrphansSql = """
        SELECT (SELECT COUNT(*) FROM bookings b WHERE b.status IN (1, 2, 3, 4) AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.organization_id = b.organization_id AND c.booking_id = b.id AND c.live))
             + (SELECT COUNT(*) FROM claims c JOIN bookings b ON b.organization_id = c.organization_id AND b.id = c.booking_id WHERE c.live AND b.status IN (6, 7, 8))
             + (SELECT COUNT(*) FROM booking_lines l JOIN bookings b ON b.organization_id = l.organization_id AND b.id = l.booking_id
                WHERE b.status = 2 AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.organization_id = l.organization_id AND c.booking_id = l.booking_id AND c.subject = l.staff_id AND c.live AND c.starts_at <= l.starts_at AND c.ends_at > l.starts_at))
        """;

    [Theory, BothDatabases, Trait("Proves", "R-01")]
    public async Task Of_two_hundred_customers_wanting_one_time_exactly_one_gets_it(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var start = new TaskCompletionSource();

        var attempts = Enumerable.Range(0, 200).Select(async _ =>
        {
            await start.Task;
            return await shop.BookAsync(Shop.At(10), staff: shop.Mona);
        }).ToList();
        start.SetResult();
        var answers = await Task.WhenAll(attempts);

        Assert.Single(answers, a => a.Error is null);
        Assert.Equal(199, answers.Count(a => a.Error == BookingErrors.SlotTaken));
        Assert.Equal(0, await CountAsync(world, OverlapsSql));
        Assert.Equal(1, await CountAsync(world, "SELECT COUNT(*) FROM bookings"));
    }

    [Theory, BothDatabases, Trait("Proves", "R-02")]
    public async Task Whatever_people_do_at_once_no_two_visits_overlap(Db db)
    {
        const int Clients = 16, Steps = 20;
        var seed = System.Security.Cryptography.RandomNumberGenerator.GetInt32(1_000_000);
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 4);
        var bookings = world.Get<BookingService>();
        var known = new ConcurrentBag<BookingId>();
        var answers = new ConcurrentBag<string>();

        async Task ActAsync(int client)
        {
            var dice = new Random(seed + client);
            for (var i = 0; i < Steps; i++)
            {
                var at = Shop.At(10 + dice.Next(11), 15 * dice.Next(4));
                var target = known.OrderBy(_ => dice.Next()).FirstOrDefault();
                var result = dice.Next(10) switch
                {
                    < 5 => await bookings.BookAsync(shop.CustomerActor, shop.Wish(at, dice.Next(3) == 0 ? shop.Colour : shop.Haircut, dice.Next(2) == 0 ? shop.Mona : null), shop.Her, default),
                    < 7 when target != default => await bookings.MoveAsync(shop.Desk, target, at, null, default),
                    < 8 when target != default => await bookings.CancelAsync(shop.Desk, target, null, default),
                    _ => await HoldAndConfirmAsync(at, $"browser-{client}"),
                };
                if (result.TryGet(out var id, out var error)) known.Add(id);
                answers.Add(error?.Code ?? "ok");
            }
        }

        async Task<Result<BookingId>> HoldAndConfirmAsync(Instant at, string browser) =>
            (await bookings.HoldAsync(Shop.Visitor(shop, browser), shop.Wish(at), default)).TryGet(out var id, out var error)
                ? await bookings.ConfirmAsync(shop.CustomerActor with { Browser = browser }, id, shop.Her, default)
                : error;

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => ActAsync(client))));

        string[] expected = ["ok", "Booking.SlotTaken", "Booking.NotOpen", "Scheduling.Closed", "Data.ChangedMeanwhile"];
        Assert.True(answers.All(a => expected.Contains(a)), $"seed {seed}: {string.Join(", ", answers.Distinct())}");
        Assert.Equal((seed, 0), (seed, await CountAsync(world, OverlapsSql)));
        Assert.Equal((seed, 0), (seed, await CountAsync(world, OrphansSql)));
    }

    [Theory, BothDatabases, Trait("Proves", "R-02")]
    public async Task Two_visits_that_want_each_others_time_never_both_lose_theirs(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var bookings = world.Get<BookingService>();
        Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var first, out _));
        Assert.True((await shop.BookAsync(Shop.At(12))).TryGet(out var second, out _));

        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(
                Task.Run(() => bookings.MoveAsync(shop.Desk, first, Shop.At(12), null, default)),
                Task.Run(() => bookings.MoveAsync(shop.Desk, second, Shop.At(10), null, default)));
        }

        Assert.Equal(0, await CountAsync(world, OverlapsSql));
        Assert.Equal(0, await CountAsync(world, OrphansSql));
        Assert.Equal(2, await CountAsync(world, "SELECT COUNT(*) FROM claims WHERE live"));
    }

    [Theory, BothDatabases, Trait("Proves", "R-03")]
    public async Task A_hold_that_ends_as_it_is_confirmed_is_either_hers_or_somebody_elses(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var bookings = world.Get<BookingService>();

        for (var seed = 0; seed < Amount.Of("SALON_TRIALS", 20); seed++)
        {
            var (dice, at) = (new Random(seed), Shop.At(10 + seed % 10, day: 1 + seed / 10));
            Assert.True((await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Wish(at), default)).TryGet(out var id, out var error), $"seed {seed}: {error?.Code}");
            var late = dice.Next(-1, 2); // a millisecond before it ends, in that moment, a millisecond after
            world.Clock.Set((await shop.ReadAsync(id)).HoldExpiresAt!.Value + Duration.FromMilliseconds(late));

            Task<Result<BookingId>> ConfirmAsync() => bookings.ConfirmAsync(shop.CustomerActor with { Browser = "me" }, id, shop.Her, default);
            Task<Result<BookingId>> TakeAsync() => bookings.BookAsync(shop.Desk, shop.Wish(at) with { Channel = BookingChannel.Desk }, shop.Her, default);
            var (kept, taken) = (false, false);
            Func<Task>[] together =
            [
                async () => kept = (await ConfirmAsync()).Error is null,
                async () => taken = (await TakeAsync()).Error is null,
                () => bookings.SweepAsync(world.Database, Actor.System(shop.Id), world.Clock.Now),
            ];
            dice.Shuffle(together);
            await Task.WhenAll(together.Select(one => Task.Run(one)));

            Assert.False(kept && taken, $"seed {seed}: both got the time");
            if (late < 0) Assert.True(kept, $"seed {seed}: it was hers still");
            if (!kept && !taken) Assert.Null((await TakeAsync()).Error); // refused to both, lost to nobody
            Assert.Equal((seed, 0), (seed, await CountAsync(world, OverlapsSql)));
            Assert.Equal((seed, 0), (seed, await CountAsync(world, OrphansSql)));
        }
    }

    private static async Task<int> CountAsync(SalonWorld world, string sql)
    {
        await using DbConnection connection = world.Options.IsPostgres
            ? new NpgsqlConnection(world.Options.ConnectionString)
            : new SqliteConnection($"Data Source={world.Options.SqliteFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = world.Options.IsPostgres ? $"SELECT set_config('salon.organization', '*', false); {sql}" : sql;
        await using var reader = await command.ExecuteReaderAsync();
        if (world.Options.IsPostgres) await reader.NextResultAsync();
        await reader.ReadAsync();
        return Convert.ToInt32(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture);
    }
}
