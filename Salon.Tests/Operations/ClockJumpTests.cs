using Salon.Accounts;
using Salon.Bookings;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Tests.Messaging;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>Two nodes whose clocks disagree by an hour or a day, because one was set wrong or jumped.</summary>
public sealed class ClockJumpTests
{
    public static TheoryData<Db, int> Jumps => new() { { Db.Sqlite, -24 }, { Db.Sqlite, 1 }, { Db.Postgres, -1 }, { Db.Postgres, 24 } };

    [Theory, MemberData(nameof(Jumps)), Trait("Proves", "R-11")]
    public async Task No_message_is_lost_or_sent_twice(Db db, int hours)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var clock = new TestClock(stage.World.Clock.Now + Duration.FromHours(hours));
        await using var other = stage.StartNode(clock);
        for (var hour = 10; hour < 20; hour++) await stage.BookAsync(Shop.At(hour, day: 3));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => (i % 2 == 0 ? stage.World : other).Get<OutboxDispatcher>().DrainAsync(default))));
        await stage.DispatchAsync();
        stage.World.Clock.Advance(Duration.FromHours(30)); // the slower clock comes to what the faster one put off
        await stage.DispatchAsync();

        Assert.Equal(10, stage.Sms.Asked.Select(t => t.Message).Distinct().Count());
        Assert.Equal(10, stage.Sms.Asked.Count);
    }

    [Theory, MemberData(nameof(Jumps)), Trait("Proves", "R-11")]
    public async Task A_reminder_is_queued_once_by_whichever_clock_comes_first(Db db, int hours)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [120]);
        var clock = new TestClock(stage.World.Clock.Now + Duration.FromHours(hours));
        await using var other = stage.StartNode(clock);
        var id = await stage.BookAsync(Shop.At(16, day: 2));
        await stage.DispatchAsync();

        for (; stage.World.Clock.Now < Shop.At(17, day: 2); stage.World.Clock.Advance(Duration.FromMinutes(20)), clock.Advance(Duration.FromMinutes(20)))
        {
            await other.Get<ReminderService>().QueueDueAsync(Actor.System(stage.Shop.Id), clock.Now, default);
            await stage.QueueRemindersAsync();
            await stage.DispatchAsync();
        }

        Assert.Single(await stage.MessagesAsync(id), m => m.Kind == MessageKinds.Reminder);
        Assert.InRange(stage.Sms.Asked.Count, 1, 2);
    }

    [Theory, MemberData(nameof(Jumps)), Trait("Proves", "R-11")]
    public async Task A_time_is_sold_once_however_the_clocks_differ(Db db, int hours)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        await using var other = world.StartNode(new TestClock(world.Clock.Now + Duration.FromHours(hours)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            (i % 2 == 0 ? world : other).Get<BookingService>().BookAsync(shop.CustomerActor, shop.Request(Shop.At(12, day: 3)), shop.Her, default))));

        Assert.Equal(1, answers.Count(a => a.Error is null));
        Assert.All(answers.Where(a => a.Error is not null), a => Assert.Equal(BookingErrors.SlotTaken, a.Error));
    }
}
