using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Tenancy;

namespace Salon.Messaging;

/// <summary>Finds the visits whose reminder is due (<see cref="ReminderPlan"/>) and queues each once.</summary>
internal sealed class ReminderService(Database database)
{
    private const int Chunk = 100; // short turns: bookings wait behind them

    /// <summary>What is this late was missed, not delayed: it then keeps to the quiet hours like something new.</summary>
    private static readonly Duration Missed = Duration.FromMinutes(15);

    /// <returns>How many reminders were queued.</returns>
    public async Task<int> QueueDueAsync(Actor system, Instant now, CancellationToken ct)
    {
        var due = await DueAsync(system.Organization, now, ct);
        var queued = 0;
        foreach (var chunk in due.Chunk(Chunk))
        {
            await using var db = await database.OpenForWriteAsync(system, ct);
            foreach (var (message, isWorthSending) in chunk)
            {
                db.Messages.Add(message);
                if (isWorthSending) db.Outbox.Add(OutboxMessage.For(system.Organization, new MessageQueued(message.Id), now));
                else message.Finish(MessageStatus.Skipped, "Message.TooLate", now);
            }

            if (await db.CommitAsync(ct) is null) queued += chunk.Count(d => d.IsWorthSending); // refused: another node queued some; the next turn sees which
        }

        return queued;
    }

    private async Task<IReadOnlyList<(Message Message, bool IsWorthSending)>> DueAsync(OrganizationId organization, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var (rules, status) = await db.Organizations.Where(o => o.Id == organization).Select(o => new ValueTuple<BookingRules, OrganizationStatus>(o.Rules, o.Status)).SingleAsync(ct);
        if (status != OrganizationStatus.Active || rules.ReminderMinutes.Length == 0) return [];

        var horizon = now + Duration.FromMinutes(rules.ReminderMinutes.Max()) + ReminderPlan.MostShifted;
        var visits = await (
            from b in db.Bookings
            join branch in db.Branches on b.BranchId equals branch.Id
            where b.Status == BookingStatus.Confirmed && b.StartsAt > now && b.StartsAt <= horizon
            select new { b.Id, b.StartsAt, b.CreatedAt, branch.ZoneId }).ToListAsync(ct);
        var coming = visits.ConvertAll(v => (BookingId?)v.Id);
        var queued = (await db.Messages.Where(m => coming.Contains(m.BookingId) && m.Kind == MessageKinds.Reminder).Select(m => m.DedupeKey).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);

        var candidates = visits.Where(v => ReminderPlan.Of(v.StartsAt, DateTimeZoneProviders.Tzdb[v.ZoneId], rules.ReminderMinutes)
            .Any(r => r.SendAt <= now && !queued.Contains(MessageQueue.ReminderKey(v.Id, v.StartsAt, r.Minutes)))).ToList();
        var agreed = await AgreedAtAsync(db, [.. candidates.Select(c => c.Id)], ct);

        var due = new List<(Message, bool)>();
        foreach (var visit in candidates)
        {
            var zone = DateTimeZoneProviders.Tzdb[visit.ZoneId];
            foreach (var reminder in ReminderPlan.Of(visit.StartsAt, agreed.GetValueOrDefault(visit.Id, visit.CreatedAt), zone, rules.ReminderMinutes).Where(r => r.SendAt <= now))
            {
                var key = MessageQueue.ReminderKey(visit.Id, visit.StartsAt, reminder.Minutes);
                if (queued.Contains(key) || (now - reminder.SendAt > Missed && QuietHours.Contain(now, zone))) continue;
                var occasion = new Occasion(visit.Id, MessageKinds.Reminder, key, visit.StartsAt);
                due.Add((Message.About(organization, occasion, rules.MessageChannel, now), now <= reminder.Until));
            }
        }

        return due;
    }

    // When each visit was last confirmed or moved: then its customer was told. One that was brought in from elsewhere has no such event.
    private static async Task<Dictionary<BookingId, Instant>> AgreedAtAsync(SalonDb db, IReadOnlyList<BookingId> ids, CancellationToken ct)
    {
        var agreed = new Dictionary<BookingId, Instant>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var events = await db.BookingEvents.Where(e => chunk.Contains(e.BookingId) && e.To == BookingStatus.Confirmed).Select(e => new { e.BookingId, e.At }).ToListAsync(ct);
            foreach (var e in events) agreed[e.BookingId] = agreed.TryGetValue(e.BookingId, out var known) ? Instant.Max(known, e.At) : e.At;
        }

        return agreed;
    }
}
