using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Salon.Bookings;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Messaging;

/// <summary>A salon with telephones around it.</summary>
public sealed class MessagingStage : IAsyncDisposable
{
    private MessagingStage(SalonWorld world, Shop shop, TextInbox sms, TextInbox whatsApp) => (World, Shop, Sms, WhatsApp) = (world, shop, sms, whatsApp);

    public SalonWorld World { get; }

    public Shop Shop { get; }

    public TextInbox Sms { get; }

    public TextInbox WhatsApp { get; }

    /// <param name="withWhatsApp">Whether the installation has a WhatsApp channel; the shop prefers it.</param>
    public static async Task<MessagingStage> StartAsync(Db db, bool withWhatsApp = false, int[]? reminders = null)
    {
        var (sms, whatsApp) = (new TextInbox(), new TextInbox(MessageChannels.WhatsApp));
        var world = await SalonWorld.StartAsync(db, services =>
        {
            services.AddSingleton<IMessageChannel>(sms);
            if (withWhatsApp) services.AddSingleton<IMessageChannel>(whatsApp);
        });
        var shop = await Shop.OpenAsync(world);
        var stage = new MessagingStage(world, shop, sms, whatsApp);
        if (reminders is not null) await stage.RemindAsync(reminders);
        return stage;
    }

    public async Task<BookingId> BookAsync(Instant at)
    {
        Assert.True((await Shop.BookAsync(at)).TryGet(out var id, out var refusal), refusal?.Code);
        return id;
    }

    /// <summary>Lets the dispatcher do what is due.</summary>
    public Task<int> DispatchAsync() => World.Get<OutboxDispatcher>().DrainAsync(default);

    public async Task<Message> OnlyMessageAsync(BookingId booking) => Assert.Single(await MessagesAsync(booking));

    public Task<List<Message>> MessagesAsync(BookingId booking) => Shop.QueryAsync(db => db.Messages.Where(m => m.BookingId == booking).OrderBy(m => m.CreatedAt).ToListAsync());

    public async Task RemindAsync(params int[] minutes)
    {
        await using var db = await World.Database.OpenForWriteAsync(Shop.Id, default);
        var organization = await db.Organizations.SingleAsync(o => o.Id == Shop.Id);
        organization.SetRules(organization.Rules with { ReminderMinutes = minutes }, CancellationPolicy.Default);
        Assert.Null(await db.CommitAsync(default));
    }

    /// <summary>Another node on the same database that sends to the same telephones.</summary>
    public SalonWorld StartNode(TestClock clock) => World.StartNode(clock, services => services.AddSingleton<IMessageChannel>(Sms));

    /// <summary>One turn of the reminder job.</summary>
    public Task<int> QueueRemindersAsync() => World.Get<ReminderService>().QueueDueAsync(Actor.System(Shop.Id), World.Clock.Now, default);

    /// <summary>Moves the clock in steps, letting the job and the dispatcher run at each, as the program would.</summary>
    public async Task PassAsync(Instant until, Duration step)
    {
        while (World.Clock.Now < until)
        {
            World.Clock.Set(Instant.Min(World.Clock.Now + step, until));
            await QueueRemindersAsync();
            await DispatchAsync();
        }
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
