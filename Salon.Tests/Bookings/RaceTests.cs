using System.Collections.Concurrent;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

/// <summary>Many people at once. What came of it is counted by SQL that knows nothing of the program.</summary>
public sealed class RaceTests
{
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
        Assert.Equal(0, await world.Options.CountAsync(RawSql.Overlaps));
        Assert.Equal(1, await world.Options.CountAsync("SELECT COUNT(*) FROM bookings"));
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
                    < 5 => await bookings.BookAsync(shop.CustomerActor, shop.Request(at, dice.Next(3) == 0 ? shop.Colour : shop.Haircut, dice.Next(2) == 0 ? shop.Mona : null), shop.Her, default),
                    < 7 when target != default => await bookings.MoveAsync(shop.Desk, target, at, null, default),
                    < 8 when target != default => await bookings.CancelAsync(shop.Desk, target, null, default),
                    _ => await HoldAndConfirmAsync(at, $"browser-{client}"),
                };
                if (result.TryGet(out var id, out var error)) known.Add(id);
                answers.Add(error?.Code ?? "ok");
            }
        }

        async Task<Result<BookingId>> HoldAndConfirmAsync(Instant at, string browser) =>
            (await bookings.HoldAsync(Shop.Visitor(shop, browser), shop.Request(at), default)).TryGet(out var id, out var error)
                ? await bookings.ConfirmAsync(shop.CustomerActor with { Browser = browser }, id, shop.Her, default)
                : error;

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => ActAsync(client))));

        string[] expected = ["ok", "Booking.SlotTaken", "Booking.NotOpen", "Scheduling.Closed", "Data.ChangedMeanwhile"];
        Assert.True(answers.All(a => expected.Contains(a)), $"seed {seed}: {string.Join(", ", answers.Distinct())}");
        Assert.Equal((seed, 0), (seed, await world.Options.CountAsync(RawSql.Overlaps)));
        Assert.Equal((seed, 0), (seed, await world.Options.CountAsync(RawSql.Orphans)));
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

        Assert.Equal(0, await world.Options.CountAsync(RawSql.Overlaps));
        Assert.Equal(0, await world.Options.CountAsync(RawSql.Orphans));
        Assert.Equal(2, await world.Options.CountAsync("SELECT COUNT(*) FROM claims WHERE live"));
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
            Assert.True((await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(at), default)).TryGet(out var id, out var error), $"seed {seed}: {error?.Code}");
            var late = dice.Next(-1, 2); // a millisecond before it ends, in that moment, a millisecond after
            world.Clock.Set((await shop.ReadAsync(id)).HoldExpiresAt!.Value + Duration.FromMilliseconds(late));

            Task<Result<BookingId>> ConfirmAsync() => bookings.ConfirmAsync(shop.CustomerActor with { Browser = "me" }, id, shop.Her, default);
            Task<Result<BookingId>> TakeAsync() => bookings.BookAsync(shop.Desk, shop.Request(at) with { Channel = BookingChannel.Desk }, shop.Her, default);
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
            Assert.Equal((seed, 0), (seed, await world.Options.CountAsync(RawSql.Overlaps)));
            Assert.Equal((seed, 0), (seed, await world.Options.CountAsync(RawSql.Orphans)));
        }
    }
}
