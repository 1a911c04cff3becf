using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Salon.Bookings;
using Salon.Messaging;
using Salon.Tests.World;

namespace Salon.Tests.Messaging;

public sealed class ReminderTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration Quarter = Duration.FromMinutes(15);

    [Theory, BothDatabases]
    public async Task A_visit_is_reminded_of_a_day_and_two_hours_before_once_each(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [24 * 60, 2 * 60]);
        var id = await stage.BookAsync(Shop.At(16, 30, day: 2));
        await stage.DispatchAsync();

        await stage.PassAsync(Shop.At(17, 0, day: 2), Quarter);

        var reminders = (await stage.MessagesAsync(id)).Where(m => m.Kind == MessageKinds.Reminder).ToList();
        Assert.Equal([Shop.At(16, 30, day: 1), Shop.At(14, 30, day: 2)], reminders.Select(r => r.CreatedAt));
        Assert.All(reminders, r => Assert.Equal(MessageStatus.Sent, r.Status));
        Assert.StartsWith("تذكير بموعدك", stage.Sms.Asked[^1].Text, StringComparison.Ordinal);
        Assert.Equal(3, stage.Sms.Asked.Count);
    }

    [Theory, BothDatabases]
    public async Task A_cancelled_visit_is_not_reminded_of(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [120]);
        var id = await stage.BookAsync(Shop.At(16));
        await stage.World.Get<BookingService>().CancelAsync(stage.Shop.CustomerActor, id, null, default);

        await stage.PassAsync(Shop.At(17), Quarter);

        Assert.DoesNotContain(await stage.MessagesAsync(id), m => m.Kind == MessageKinds.Reminder);
    }

    [Theory, BothDatabases]
    public async Task A_moved_visit_is_reminded_of_at_its_new_time_only(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [120]);
        var id = await stage.BookAsync(Shop.At(12));
        await stage.World.Get<BookingService>().MoveAsync(stage.Shop.CustomerActor, id, Shop.At(18), null, default);

        await stage.PassAsync(Shop.At(18), Quarter);

        var reminder = Assert.Single(await stage.MessagesAsync(id), m => m.Kind == MessageKinds.Reminder);
        Assert.Equal((Shop.At(16), Shop.At(18)), (reminder.CreatedAt, reminder.VisitAt));
    }

    [Theory, BothDatabases]
    public async Task A_visit_moved_after_its_reminder_went_out_is_reminded_of_again(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [120]);
        var id = await stage.BookAsync(Shop.At(12));
        await stage.PassAsync(Shop.At(10, 30), Quarter);
        await stage.World.Get<BookingService>().MoveAsync(stage.Shop.Desk, id, Shop.At(18), null, default);

        await stage.PassAsync(Shop.At(18), Quarter);

        Assert.Equal([Shop.At(12), Shop.At(18)], (await stage.MessagesAsync(id)).Where(m => m.Kind == MessageKinds.Reminder).Select(m => m.VisitAt));
    }

    [Theory, BothDatabases]
    public async Task A_visit_booked_inside_the_notice_is_not_reminded_of_at_once(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [24 * 60]);
        var id = await stage.BookAsync(Shop.At(18, day: 0)); // today

        await stage.PassAsync(Shop.At(18, day: 0), Quarter);

        Assert.Equal(MessageKinds.Confirmed, (await stage.OnlyMessageAsync(id)).Kind);
    }

    [Theory, BothDatabases]
    public async Task After_a_stop_what_is_still_worth_sending_is_sent_and_the_rest_dropped(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [120]);
        var late = await stage.BookAsync(Shop.At(12));
        var stale = await stage.BookAsync(Shop.At(11));

        stage.World.Clock.Set(Shop.At(10, 45)); // it was down since yesterday: 10:00 and 09:00 were missed
        await stage.QueueRemindersAsync();
        await stage.DispatchAsync();

        Assert.Equal(MessageStatus.Sent, Assert.Single(await stage.MessagesAsync(late), m => m.Kind == MessageKinds.Reminder).Status);
        var dropped = Assert.Single(await stage.MessagesAsync(stale), m => m.Kind == MessageKinds.Reminder);
        Assert.Equal((MessageStatus.Skipped, "Message.TooLate"), (dropped.Status, dropped.Reason));
    }

    [Theory, BothDatabases]
    public async Task After_a_stop_that_ends_at_night_reminders_wait_for_the_morning(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [24 * 60]);
        var id = await stage.BookAsync(Shop.At(20, day: 2)); // due at 20:00 of day 1

        stage.World.Clock.Set(Shop.At(23, 0, day: 1));
        Assert.Equal(0, await stage.QueueRemindersAsync());
        stage.World.Clock.Set(Shop.At(9, 0, day: 2));
        Assert.Equal(1, await stage.QueueRemindersAsync());
        await stage.DispatchAsync();

        Assert.Contains(await stage.MessagesAsync(id), m => m is { Kind: MessageKinds.Reminder, Status: MessageStatus.Sent });
    }

    [Theory, BothDatabases]
    public async Task An_organization_without_reminders_sends_none(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: []);
        await stage.BookAsync(Shop.At(12));
        stage.World.Clock.Set(Shop.At(10));

        Assert.Equal(0, await stage.QueueRemindersAsync());
    }

    [Theory, BothDatabases]
    public async Task Two_nodes_that_look_at_once_queue_each_reminder_once(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [120]);
        for (var hour = 12; hour < 14; hour++)
        {
            await stage.BookAsync(Shop.At(hour));
            await stage.BookAsync(Shop.At(hour)); // the other stylist
        }

        await stage.DispatchAsync();
        stage.World.Clock.Set(Shop.At(11));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(stage.QueueRemindersAsync)));
        await stage.QueueRemindersAsync(); // the next minute
        await stage.DispatchAsync();

        Assert.Equal(4, stage.Sms.Asked.Count(t => t.Text.StartsWith("تذكير", StringComparison.Ordinal)));
        Assert.Equal(4, await stage.Shop.QueryAsync(read => read.Messages.CountAsync(m => m.Kind == MessageKinds.Reminder)));
    }

    [Theory, BothDatabases]
    public async Task The_job_serves_every_organization_in_its_turn(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [120]);
        var other = await Shop.OpenAsync(stage.World, "other");
        await stage.BookAsync(Shop.At(12));
        Assert.Null((await other.BookAsync(Shop.At(12))).Error);
        await stage.DispatchAsync();

        stage.World.Clock.Set(Shop.At(10) + Minute);
        using (var scope = stage.World.Get<IServiceScopeFactory>().CreateScope()) await scope.ServiceProvider.GetRequiredService<QueueRemindersJob>().RunAsync(default);
        await stage.DispatchAsync();

        Assert.Equal(4, stage.Sms.Asked.Count); // two confirmations, two reminders
    }
}
