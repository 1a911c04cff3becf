using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Providers;
using Salon.Tests.World;

namespace Salon.Tests.Messaging;

public sealed class MessagesTests
{
    [Theory, BothDatabases]
    public async Task A_booking_is_confirmed_by_one_text_whose_link_opens_it(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var id = await stage.BookAsync(Shop.At(16, 30));

        await stage.DispatchAsync();
        await stage.DispatchAsync();

        var text = Assert.Single(stage.Sms.Asked);
        Assert.Equal(Shop.CustomerPhone, text.To);
        Assert.StartsWith("تم تأكيد موعدك في", text.Text, StringComparison.Ordinal);
        var token = text.Text.Split("https://book.example.sa/b/")[1];
        Assert.True((await stage.World.Get<BookingQueries>().ByTokenAsync(token, default)).TryGet(out var link, out _));
        Assert.Equal(id, link.Booking);
        var message = await stage.OnlyMessageAsync(id);
        Assert.Equal((MessageStatus.Sent, MessageChannels.Sms, text.Message, text.Text), (message.Status, message.Channel, message.Id, message.Text));
    }

    [Theory, BothDatabases]
    public async Task Moves_and_cancellations_are_told_one_text_each(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var bookings = stage.World.Get<BookingService>();
        var id = await stage.BookAsync(Shop.At(16));
        await stage.DispatchAsync();

        foreach (var hour in (int[])[17, 16, 17]) // there, back and there again: three occasions
        {
            stage.World.Clock.Advance(Duration.FromMinutes(1));
            Assert.True((await bookings.MoveAsync(stage.Shop.CustomerActor, id, Shop.At(hour), null, default)).TryGet(out _, out var refusal), refusal?.Code);
            await stage.DispatchAsync();
        }

        stage.World.Clock.Advance(Duration.FromMinutes(1));
        Assert.True((await bookings.CancelAsync(stage.Shop.Desk, id, "The stylist is ill", default)).TryGet(out _, out _));
        await stage.DispatchAsync();

        Assert.Equal(["confirmed", "moved", "moved", "moved", "cancelled"], (await stage.MessagesAsync(id)).Select(m => m.Kind));
        Assert.Equal(5, stage.Sms.Asked.Count);
        Assert.Contains("الموعد الجديد: الثلاثاء 8 ديسمبر، 5:00 م\nالموعد السابق: الثلاثاء 8 ديسمبر، 4:00 م", stage.Sms.Asked[^2].Text, StringComparison.Ordinal);
        Assert.StartsWith("نعتذر", stage.Sms.Asked[^1].Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_text_is_in_the_language_of_the_booking(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var request = stage.Shop.Request(Shop.At(16)) with { Language = "en" };
        var made = await stage.World.Get<BookingService>().BookAsync(stage.Shop.CustomerActor, request, stage.Shop.Her with { Language = "en" }, default);
        Assert.Null(made.Error);

        await stage.DispatchAsync();

        Assert.StartsWith("Your appointment at", Assert.Single(stage.Sms.Asked).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_same_occasion_told_twice_makes_one_message(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var id = await stage.BookAsync(Shop.At(16));
        await using (var write = await stage.World.Database.OpenForWriteAsync(stage.Shop.Id, default))
        {
            write.Outbox.Add(OutboxMessage.For(stage.Shop.Id, new BookingConfirmed(id), stage.World.Clock.Now));
            Assert.Null(await write.CommitAsync(default));
        }

        await stage.DispatchAsync();

        Assert.Single(stage.Sms.Asked);
        Assert.Single(await stage.MessagesAsync(id));
    }

    [Theory, BothDatabases]
    public async Task WhatsApp_that_refuses_is_followed_by_SMS(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, withWhatsApp: true);
        stage.WhatsApp.Answer = _ => new ProviderOutcome.Refused(ProviderReasons.Rejected);
        var id = await stage.BookAsync(Shop.At(16));

        await stage.DispatchAsync();

        Assert.Equal((1, 1), (stage.WhatsApp.Asked.Count, stage.Sms.Asked.Count));
        var message = await stage.OnlyMessageAsync(id);
        Assert.Equal((MessageStatus.Sent, MessageChannels.Sms, null), (message.Status, message.Channel, message.Reason));
    }

    [Theory, BothDatabases]
    public async Task WhatsApp_that_nobody_can_tell_of_is_not_followed_by_anything(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, withWhatsApp: true);
        stage.WhatsApp.Answer = _ => new ProviderOutcome.Unknown(ProviderReasons.TimedOut);
        var id = await stage.BookAsync(Shop.At(16));

        await stage.DispatchAsync();
        stage.World.Clock.Advance(Duration.FromHours(1));
        await stage.DispatchAsync();

        Assert.Equal((1, 0), (stage.WhatsApp.Asked.Count, stage.Sms.Asked.Count));
        var message = await stage.OnlyMessageAsync(id);
        Assert.Equal((MessageStatus.Unknown, ProviderReasons.TimedOut), (message.Status, message.Reason));
    }

    [Theory, BothDatabases]
    public async Task A_provider_that_cannot_now_is_asked_again_and_the_reason_shows_meanwhile(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        stage.Sms.Answer = _ => new ProviderOutcome.Refused(ProviderReasons.NoBalance, Again: true);
        var id = await stage.BookAsync(Shop.At(16));

        await stage.DispatchAsync();
        var waiting = await stage.OnlyMessageAsync(id);
        stage.Sms.Answer = _ => new ProviderOutcome.Done();
        stage.World.Clock.Advance(Duration.FromMinutes(1));
        await stage.DispatchAsync();

        Assert.Equal((MessageStatus.Queued, ProviderReasons.NoBalance), (waiting.Status, waiting.Reason));
        Assert.Equal((MessageStatus.Sent, null), ((await stage.OnlyMessageAsync(id)).Status, (await stage.OnlyMessageAsync(id)).Reason));
    }

    [Theory, BothDatabases]
    public async Task A_message_that_fails_shows_why_and_costs_no_booking(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        stage.Sms.Answer = _ => new ProviderOutcome.Refused(ProviderReasons.Rejected);
        var id = await stage.BookAsync(Shop.At(16));

        await stage.DispatchAsync();

        Assert.Equal(BookingStatus.Confirmed, (await stage.Shop.ReadAsync(id)).Status);
        Assert.True((await stage.World.Get<MessageQueries>().ForBookingAsync(stage.Shop.Desk, id, default)).TryGet(out var shown, out _));
        var message = Assert.Single(shown);
        Assert.Equal((MessageStatus.Failed, MessageKinds.Confirmed), (message.Status, message.Kind));
        Assert.Equal("The service refuses it. Check the phone number.", Texts.For(Languages.English).Error(message.Reason!));
    }

    [Theory, BothDatabases]
    public async Task A_provider_that_stays_closed_for_a_day_fails_the_message_with_its_reason(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        stage.Sms.Answer = _ => new ProviderOutcome.Refused(ProviderReasons.KeyRefused, Again: true);
        var id = await stage.BookAsync(Shop.At(16, day: 6));

        for (var i = 0; i < 60; i++)
        {
            await stage.DispatchAsync();
            stage.World.Clock.Advance(Duration.FromHours(1));
        }

        Assert.Equal((MessageStatus.Failed, ProviderReasons.KeyRefused), ((await stage.OnlyMessageAsync(id)).Status, (await stage.OnlyMessageAsync(id)).Reason));
        Assert.Equal(RetrySchedule.Attempts, stage.Sms.Asked.Count);
    }

    [Theory, BothDatabases]
    public async Task A_program_that_dies_while_the_provider_has_the_text_does_not_send_it_again(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        stage.Sms.Answer = _ => throw new InvalidOperationException("The lights went out."); // after the provider had it, before anything was written down
        var id = await stage.BookAsync(Shop.At(16));
        await stage.DispatchAsync();
        Assert.Equal(MessageStatus.Sending, (await stage.OnlyMessageAsync(id)).Status);

        stage.Sms.Answer = _ => new ProviderOutcome.Done();
        stage.World.Clock.Advance(Duration.FromMinutes(5));
        await stage.DispatchAsync();

        Assert.Single(stage.Sms.Asked);
        var message = await stage.OnlyMessageAsync(id);
        Assert.Equal((MessageStatus.Unknown, "Message.Interrupted"), (message.Status, message.Reason));
    }

    [Theory, BothDatabases]
    public async Task What_is_no_longer_true_is_not_sent(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var id = await stage.BookAsync(Shop.At(16));
        await stage.DispatchAsync();
        stage.Sms.Answer = _ => new ProviderOutcome.Refused(ProviderReasons.NoBalance, Again: true);
        stage.World.Clock.Advance(Duration.FromMinutes(1));
        await stage.World.Get<BookingService>().MoveAsync(stage.Shop.CustomerActor, id, Shop.At(17), null, default);
        await stage.DispatchAsync();
        stage.World.Clock.Advance(Duration.FromMinutes(1));
        await stage.World.Get<BookingService>().CancelAsync(stage.Shop.CustomerActor, id, null, default);
        stage.Sms.Answer = _ => new ProviderOutcome.Done();
        stage.World.Clock.Advance(Duration.FromMinutes(1));
        await stage.DispatchAsync();

        var messages = await stage.MessagesAsync(id);
        Assert.Equal(("moved", MessageStatus.Skipped, "Message.Outdated"), (messages[^2].Kind, messages[^2].Status, messages[^2].Reason));
        Assert.Equal(("cancelled", MessageStatus.Sent), (messages[^1].Kind, messages[^1].Status));
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_told_of_a_visit_that_has_begun(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        stage.Sms.Answer = _ => new ProviderOutcome.Refused(ProviderReasons.Resting, Again: true, Tried: false);
        var id = await stage.BookAsync(Shop.At(16, day: 0));
        await stage.DispatchAsync();

        stage.World.Clock.Set(Shop.At(16, day: 0));
        await stage.DispatchAsync();

        Assert.Equal((MessageStatus.Skipped, "Message.TooLate"), ((await stage.OnlyMessageAsync(id)).Status, (await stage.OnlyMessageAsync(id)).Reason));
    }

    [Theory, BothDatabases]
    public async Task A_text_that_was_held_up_wakes_nobody(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        stage.World.Clock.Set(Shop.At(21, 50, day: 0));
        stage.Sms.Answer = _ => new ProviderOutcome.Refused(ProviderReasons.Unreachable, Again: true);
        var id = await stage.BookAsync(Shop.At(16, day: 1));
        await stage.DispatchAsync();
        stage.Sms.Answer = _ => new ProviderOutcome.Done();

        stage.World.Clock.Set(Shop.At(23, 30, day: 0));
        await stage.DispatchAsync();
        Assert.Equal(MessageStatus.Queued, (await stage.OnlyMessageAsync(id)).Status);

        stage.World.Clock.Set(Shop.At(9, 0, day: 1));
        await stage.DispatchAsync();
        Assert.Equal(MessageStatus.Sent, (await stage.OnlyMessageAsync(id)).Status);
    }

    [Theory, BothDatabases]
    public async Task An_answer_to_what_she_just_did_comes_at_any_hour(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        stage.World.Clock.Set(Shop.At(23, 30, day: 0));
        var id = await stage.BookAsync(Shop.At(16, day: 1));

        await stage.DispatchAsync();

        Assert.Equal(MessageStatus.Sent, (await stage.OnlyMessageAsync(id)).Status);
    }

    [Theory]
    [InlineData(Db.Sqlite, null, "Message.NoPhone")]
    [InlineData(Db.Postgres, null, "Message.NoPhone")]
    [InlineData(Db.Sqlite, "+966112345678", "Message.NotMobile")]
    public async Task Whoever_cannot_be_written_to_is_skipped_with_the_reason(Db db, string? phone, string reason)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var customer = new Customer(null, phone is null ? null : PhoneNumber.FromStored(phone), "Walk-in", "ar");
        var made = await stage.World.Get<BookingService>().BookAsync(stage.Shop.Desk, stage.Shop.Request(Shop.At(16)) with { Channel = BookingChannel.Desk }, customer, default);
        Assert.True(made.TryGet(out var id, out var refusal), refusal?.Code);

        await stage.DispatchAsync();

        Assert.Empty(stage.Sms.Asked);
        Assert.Equal((MessageStatus.Skipped, reason), ((await stage.OnlyMessageAsync(id)).Status, (await stage.OnlyMessageAsync(id)).Reason));
    }

    [Theory, BothDatabases]
    public async Task Messages_are_shown_to_whoever_may_see_the_booking_and_nobody_else(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var id = await stage.BookAsync(Shop.At(16));
        await stage.DispatchAsync();
        var queries = stage.World.Get<MessageQueries>();

        Assert.True((await queries.ForBookingAsync(stage.Shop.CustomerActor, id, default)).TryGet(out _, out _));
        Assert.Equal(BookingErrors.NotFound, (await queries.ForBookingAsync(Shop.Visitor(stage.Shop, "somebody"), id, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task Of_two_workers_with_the_same_message_one_asks_the_provider(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db);
        var id = await stage.BookAsync(Shop.At(16));
        await stage.World.Get<MessageQueue>().ConfirmedAsync(Actor.System(stage.Shop.Id), id, default);
        var message = await stage.OnlyMessageAsync(id);
        var sender = stage.World.Get<MessageSender>();
        var delivery = new Delivery(stage.Shop.Id, OutboxMessageId.New(), 1, stage.World.Clock.Now);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => sender.HandleAsync(delivery, new MessageQueued(message.Id), default))));

        Assert.Single(stage.Sms.Asked);
        Assert.Contains((await stage.OnlyMessageAsync(id)).Status, (MessageStatus[])[MessageStatus.Sent, MessageStatus.Unknown]);
        Assert.Equal(1, await stage.Shop.QueryAsync(read => read.Messages.CountAsync()));
    }
}
