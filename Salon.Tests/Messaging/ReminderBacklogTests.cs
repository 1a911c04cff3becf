using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Tests.World;
using Xunit.Abstractions;

namespace Salon.Tests.Messaging;

/// <summary>The reminders of many visits fall due while the program stands still for two hours.</summary>
public sealed class ReminderBacklogTests(ITestOutputHelper output)
{
    private static readonly int Visits = Amount.Of("SALON_REMINDERS", 200);

    [Theory, BothDatabases, Trait("Proves", "R-24")]
    public async Task After_two_hours_of_standstill_each_reminder_goes_out_once_and_none_that_comes_too_late(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: [180]);
        foreach (var hour in (int[])[13, 14, 15]) await CopyAsync(stage, await stage.BookAsync(Shop.At(hour)));
        await stage.DispatchAsync();
        await stage.World.Database.GatherStatisticsAsync(default);
        var (before, due) = (stage.Sms.Asked.Count, (Visits / 3) + 1);

        stage.World.Clock.Set(Shop.At(13, 15)); // they fell due at ten, for a visit that has begun; at eleven, which is too late now; and at twelve
        await using var other = db == Db.Postgres ? stage.StartNode(stage.World.Clock) : null;
        var clock = Stopwatch.StartNew();
        SalonWorld[] nodes = other is null ? [stage.World] : [stage.World, other];
        do
        {
            foreach (var node in nodes) await node.Get<ReminderService>().QueueDueAsync(Actor.System(stage.Shop.Id), node.Clock.Now, default);
            await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Get<OutboxDispatcher>().DrainAsync(default))));
        }
        while (await stage.Shop.QueryAsync(read => read.Outbox.AnyAsync(m => m.DoneAt == null && m.FailedAt == null)));

        output.WriteLine($"{db}: {2 * due} reminders, {due} sent and {due} dropped, after {clock.Elapsed.TotalSeconds:0} s on {nodes.Length} node(s)");
        Assert.Equal(due, stage.Sms.Asked.Count - before);
        Assert.Equal(due, stage.Sms.Asked.Skip(before).Select(m => m.Message).Distinct().Count());
        var reminders = await stage.Shop.QueryAsync(read => read.Messages.Where(m => m.Kind == MessageKinds.Reminder).ToListAsync());
        Assert.Equal(2 * due, reminders.Select(r => r.BookingId).Distinct().Count());
        Assert.Equal(2 * due, reminders.Count);
        Assert.All(reminders, r => Assert.Equal(r.VisitAt == Shop.At(15) ? MessageStatus.Sent : MessageStatus.Skipped, r.Status));
        Assert.DoesNotContain(reminders, r => r.VisitAt == Shop.At(13));
    }

    // With its lines, at the same time: whether people could do them all is not what is asked here.
    private static async Task CopyAsync(MessagingStage stage, BookingId id)
    {
        await using var db = await stage.World.Database.OpenForWriteAsync(stage.Shop.Id, default);
        var visit = await db.Bookings.AsNoTracking().SingleAsync(b => b.Id == id);
        var lines = await db.BookingLines.AsNoTracking().Where(l => l.BookingId == id).ToListAsync();
        for (var i = 0; i < Visits / 3; i++)
        {
            var copy = BookingId.New();
            Add(db, visit, ("Id", copy), ("Number", visit.Number + 1000 + i));
            foreach (var line in lines) Add(db, line, ("Id", RowId.New()), ("BookingId", copy));
        }

        Assert.Null(await db.CommitAsync(default));
    }

    private static void Add(SalonDb db, object row, params (string Name, object Value)[] changed)
    {
        var copy = db.Entry(db.Entry(row).CurrentValues.ToObject());
        foreach (var (name, value) in changed) copy.Property(name).CurrentValue = value;
        copy.State = EntityState.Added;
    }
}
