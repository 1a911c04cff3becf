using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Tenancy;

namespace Salon.Messaging;

/// <summary>Finds the visits whose reminder is due (<see cref="ReminderPlan"/>) and queues each once.</summary>
internal sealed class ReminderService(Database database)
{
    /// <summary>Visits in one commit: short turns, because bookings wait behind them.</summary>
    public const int Bundle = 100;

    /// <summary>What is this late was missed, not delayed: it then keeps to the quiet hours like something new.</summary>
    private static readonly Duration Missed = Duration.FromMinutes(15);

    /// <summary>Queues what is due, everything of the organization at once.</summary>
    /// <returns>How many reminders were queued.</returns>
    public async Task<int> QueueDueAsync(Actor system, Instant now, CancellationToken ct)
    {
        var queued = 0;
        foreach (var bundle in (await CandidatesAsync(system.Organization, now, ct)).Chunk(Bundle)) queued += await QueueAsync(system, bundle, now, ct);
        return queued;
    }

    /// <summary>Queues what is due of some visits: all of it or nothing.</summary>
    /// <returns>How many reminders were queued; none when another node queued some meanwhile, which the next turn sees.</returns>
    internal async Task<int> QueueAsync(Actor system, IReadOnlyList<ReminderCandidate> visits, Instant now, CancellationToken ct)
    {
        var due = visits.SelectMany(visit => DueOf(system.Organization, visit, now)).ToList();
        if (due.Count == 0) return 0;
        await using var db = await database.OpenForWriteAsync(system, ct);
        foreach (var (message, isWorthSending) in due)
        {
            db.Messages.Add(message);
            if (isWorthSending) db.Outbox.Add(OutboxMessage.For(system.Organization, new MessageQueued(message.Id), now));
            else message.Finish(MessageStatus.Skipped, "Message.TooLate", now);
        }

        return await db.CommitAsync(ct) is null ? due.Count(d => d.IsWorthSending) : 0;
    }

    /// <summary>The visits soon enough to be reminded of.</summary>
    internal async Task<IReadOnlyList<ReminderCandidate>> CandidatesAsync(OrganizationId organization, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var (rules, status) = await db.Organizations.Where(o => o.Id == organization).Select(o => new ValueTuple<BookingRules, OrganizationStatus>(o.Rules, o.Status)).SingleAsync(ct);
        if (status != OrganizationStatus.Active || rules.ReminderMinutes.Length == 0) return [];

        var horizon = now + Duration.FromMinutes(rules.ReminderMinutes.Max()) + ReminderPlan.MostShifted;
        var visits = await (
            from b in db.Bookings
            join branch in db.Branches on b.BranchId equals branch.Id
            where b.Status == BookingStatus.Confirmed && b.ContactId != null && b.StartsAt > now && b.StartsAt <= horizon
            select new { b.Id, b.StartsAt, b.CreatedAt, branch.ZoneId }).ToListAsync(ct);
        var coming = visits.ConvertAll(v => (BookingId?)v.Id);
        var queued = (await db.Messages.Where(m => coming.Contains(m.BookingId) && m.Kind == MessageKinds.Reminder).Select(m => m.DedupeKey).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);

        // A zone that is none is that branch's trouble, found when its visits have their turn.
        var candidates = visits.Where(v => DateTimeZoneProviders.Tzdb.GetZoneOrNull(v.ZoneId) is not { } zone || ReminderPlan.Of(v.StartsAt, zone, rules.ReminderMinutes)
            .Any(r => r.SendAt <= now && !queued.Contains(MessageQueue.ReminderKey(v.Id, v.StartsAt, r.Minutes)))).ToList();
        var agreed = await AgreedAtAsync(db, [.. candidates.Select(c => c.Id)], ct);
        return candidates.ConvertAll(v => new ReminderCandidate(v.Id, v.StartsAt, agreed.GetValueOrDefault(v.Id, v.CreatedAt), v.ZoneId, rules.ReminderMinutes, rules.MessageChannel, queued));
    }

    private static IEnumerable<(Message Message, bool IsWorthSending)> DueOf(OrganizationId organization, ReminderCandidate visit, Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb[visit.ZoneId];
        foreach (var reminder in ReminderPlan.Of(visit.StartsAt, visit.AgreedAt, zone, visit.Minutes).Where(r => r.SendAt <= now))
        {
            var key = MessageQueue.ReminderKey(visit.Booking, visit.StartsAt, reminder.Minutes);
            if (visit.Queued.Contains(key) || (now - reminder.SendAt > Missed && QuietHours.Contain(now, zone))) continue;
            var occasion = new Occasion(visit.Booking, MessageKinds.Reminder, key, visit.StartsAt);
            yield return (Message.About(organization, occasion, visit.Channel, now), now <= reminder.Until);
        }
    }

    // When each visit was last confirmed or moved: then its customer was told. One that was brought in from elsewhere has no such event.
    private static async Task<Dictionary<BookingId, Instant>> AgreedAtAsync(SalonDb db, IReadOnlyList<BookingId> ids, CancellationToken ct)
    {
        var agreed = new Dictionary<BookingId, Instant>();
        foreach (var chunk in ids.Chunk(Bundle))
        {
            var events = await db.BookingEvents.Where(e => chunk.Contains(e.BookingId) && e.To == BookingStatus.Confirmed).Select(e => new { e.BookingId, e.At }).ToListAsync(ct);
            foreach (var e in events) agreed[e.BookingId] = agreed.TryGetValue(e.BookingId, out var known) ? Instant.Max(known, e.At) : e.At;
        }

        return agreed;
    }
}

/// <summary>A visit that may be due for a reminder.</summary>
/// <param name="AgreedAt">When its customer was last told of its time.</param>
/// <param name="Minutes">How long before it the organization reminds.</param>
/// <param name="Queued">The keys of reminders that stand in the table already.</param>
internal sealed record ReminderCandidate(BookingId Booking, Instant StartsAt, Instant AgreedAt, string ZoneId, IReadOnlyList<int> Minutes, string Channel, IReadOnlySet<string> Queued);
