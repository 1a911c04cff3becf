using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Bookings.Waitlist;
using Salon.Data;
using Salon.Outbox;
using Salon.Tenancy;

namespace Salon.Messaging;

/// <summary>A message stands in its table and wants to go out.</summary>
/// <param name="OldStart">Unix milliseconds; of a visit that moved.</param>
/// <param name="BySalon">Of a visit the salon cancelled.</param>
/// <param name="OldDate">The business date of <paramref name="OldStart"/>, in ISO form; null in rows from before it was kept.</param>
public sealed record MessageQueued(RowId Message, long? OldStart = null, bool BySalon = false, string? OldDate = null) : IOutboxMessage
{
    public static string Name => "message.queued";
}

/// <summary>Makes one message of every occasion, however often it is told.</summary>
internal sealed class MessageQueue(Database database, TimeProvider clock)
{
    /// <summary>The visit stands: she is told when and where.</summary>
    public Task ConfirmedAsync(Actor system, BookingId id, CancellationToken ct) =>
        AddAsync(system, id, booking => new(id, MessageKinds.Confirmed, $"confirmed:{id.Value:N}", booking.StartsAt), message => new MessageQueued(message), ct);

    /// <param name="occasion">Of the move: there may be several.</param>
    public Task MovedAsync(Actor system, BookingMoved moved, OutboxMessageId occasion, CancellationToken ct) =>
        AddAsync(system, moved.Booking, booking => new(moved.Booking, MessageKinds.Moved, $"moved:{occasion.Value:N}", booking.StartsAt),
            message => new MessageQueued(message, OldStart: moved.OldStart, OldDate: moved.OldDate), ct);

    public Task CancelledAsync(Actor system, BookingId id, bool bySalon, CancellationToken ct) =>
        AddAsync(system, id, booking => new(id, MessageKinds.Cancelled, $"cancelled:{id.Value:N}", booking.StartsAt), message => new MessageQueued(message, BySalon: bySalon), ct);

    /// <summary>The visit is over: she is asked how it was, as long after it as the salon wants, if it wants.</summary>
    public Task ReviewAsync(Actor system, BookingId id, CancellationToken ct) =>
        AddAsync(system, id, booking => new(id, MessageKinds.Review, $"review:{id.Value:N}", booking.StartsAt), message => new MessageQueued(message), ct,
            rules => rules.ReviewDelayHours is { } hours ? Duration.FromHours(hours) : null);

    /// <summary>A time is kept for her: will she have it?</summary>
    public Task OfferedAsync(Actor system, BookingId id, CancellationToken ct) =>
        AddAsync(system, id, booking => new(id, MessageKinds.Offer, $"offer:{id.Value:N}", booking.StartsAt), message => new MessageQueued(message), ct);

    public static string ReminderKey(BookingId id, Instant start, int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"reminder:{id.Value:N}:{start.ToUnixTimeSeconds()}:{minutes}");

    /// <param name="delay">How long it waits by the organization's rules; null: it is not wanted.</param>
    private async Task AddAsync(
        Actor system, BookingId id, Func<BookingAsTold, Occasion> occasionOf, Func<RowId, MessageQueued> queued, CancellationToken ct, Func<BookingRules, Duration?>? delay = null)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(system, ct);
        // Nobody is written to of a visit that has no customer. Who left no phone is told nothing either, which the desk is to see; but she is not asked how it was.
        var booking = await (
            from b in db.Bookings
            join c in db.Contacts on b.ContactId equals c.Id
            where b.Id == id && (c.Phone != null || delay == null)
            select new BookingAsTold(b.StartsAt)).SingleOrDefaultAsync(ct);
        if (booking is null) return;

        var occasion = occasionOf(booking);
        if (await db.Messages.AnyAsync(m => m.DedupeKey == occasion.Key, ct)) return;
        var rules = await db.Organizations.Where(o => o.Id == system.Organization).Select(o => o.Rules).SingleAsync(ct);
        if ((delay is null ? Duration.Zero : delay(rules)) is not { } wait) return;
        var message = Message.About(system.Organization, occasion, rules.MessageChannel, now);
        db.Messages.Add(message);
        db.Outbox.Add(OutboxMessage.For(system.Organization, queued(message.Id), now, due: now + wait));
        await db.CommitAsync(ct); // refused: another node was as fast, with the same message
    }

    private sealed record BookingAsTold(Instant StartsAt);
}

/// <summary>Tells the customer what became of her visit.</summary>
internal sealed class VisitMessages(MessageQueue queue) : IOutboxHandler<BookingConfirmed>, IOutboxHandler<BookingMoved>, IOutboxHandler<BookingCancelled>, IOutboxHandler<BookingCompleted>,
    IOutboxHandler<WaitlistOffered>
{
    public async Task<Handled> HandleAsync(Delivery delivery, BookingConfirmed message, CancellationToken ct)
    {
        if (message.Tell) await queue.ConfirmedAsync(delivery.System, message.Booking, ct);
        return Handled.Done;
    }

    public async Task<Handled> HandleAsync(Delivery delivery, BookingMoved message, CancellationToken ct)
    {
        if (message.Tell) await queue.MovedAsync(delivery.System, message, delivery.Id, ct);
        return Handled.Done;
    }

    public async Task<Handled> HandleAsync(Delivery delivery, BookingCancelled message, CancellationToken ct)
    {
        await queue.CancelledAsync(delivery.System, message.Booking, message.BySalon, ct);
        return Handled.Done;
    }

    public async Task<Handled> HandleAsync(Delivery delivery, BookingCompleted message, CancellationToken ct)
    {
        await queue.ReviewAsync(delivery.System, message.Booking, ct);
        return Handled.Done;
    }

    public async Task<Handled> HandleAsync(Delivery delivery, WaitlistOffered message, CancellationToken ct)
    {
        await queue.OfferedAsync(delivery.System, message.Hold, ct);
        return Handled.Done;
    }
}
