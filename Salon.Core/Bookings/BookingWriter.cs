using Microsoft.EntityFrameworkCore;
using Salon.Bookings.Taking;
using Salon.Data;
using Salon.Outbox;

namespace Salon.Bookings;

/// <summary>Writes what becomes of bookings: the row, its history, what is to be told, and the word to open pages, in one transaction.</summary>
/// <param name="Db">Opened for writing in the name of the actor.</param>
/// <param name="Now">When it happens.</param>
internal sealed record BookingWriter(SalonDb Db, Actor Actor, Instant Now)
{
    /// <summary>A new booking, written at the commit as it is then.</summary>
    public Booking Insert(Booking booking)
    {
        Db.Insert(booking);
        foreach (var line in booking.Lines) Db.Insert(line);
        return booking;
    }

    /// <summary>Adds to the history of a booking.</summary>
    /// <param name="from">The state it was in; null for a new one.</param>
    /// <param name="oldStart">Set when it moved.</param>
    public void Record(Booking booking, BookingStatus? from, Instant? oldStart = null, string? reason = null, IReadOnlyList<LineChange>? lines = null)
    {
        Db.Insert(BookingEvent.Of(booking, Actor, Now, from, oldStart, reason, lines));
        Db.Announce(new Change(booking.OrganizationId, ChangeKind.Bookings, booking.BusinessDate));
    }

    /// <summary>Adds to the history of a booking, and tells everybody to the right of this room.</summary>
    public void RecordAndNotify<TMessage>(
        Booking booking, BookingStatus? from, TMessage message, Instant? oldStart = null, string? reason = null, IReadOnlyList<LineChange>? lines = null)
        where TMessage : IOutboxMessage
    {
        Record(booking, from, oldStart, reason, lines);
        Db.Insert(OutboxMessage.For(booking.OrganizationId, message, Now));
    }

    /// <summary>A visit that was agreed stands; or it waits for money, and nobody is told yet.</summary>
    /// <param name="tell">Whether the customer gets a confirmation.</param>
    public void ConfirmOrAwaitPayment(Booking booking, MoneyTerms? money, BookingStatus? from, bool tell = true)
    {
        booking.SetMoneyTerms(money);
        if (money is not { DueMinor: > 0 })
        {
            RecordAndNotify(booking, from, new BookingConfirmed(booking.Id, tell));
            return;
        }

        booking.AwaitPayment(money, Now + Duration.FromMinutes(money.Rules.PayMinutes));
        Record(booking, from);
    }

    /// <summary>Gives the time of a hold back. Whoever held it may still take it again.</summary>
    public async Task ExpireAsync(Booking hold, CancellationToken ct)
    {
        hold.Expire();
        await Db.Claims.Where(c => c.BookingId == hold.Id).ExecuteDeleteAsync(ct);
        Db.Announce(new Change(hold.OrganizationId, ChangeKind.Bookings, hold.BusinessDate));
    }

    /// <summary>Calls visits off, and gives their time back.</summary>
    /// <param name="bySalon">The salon's doing, and not the customer's.</param>
    public async Task CancelAsync(IReadOnlyList<Booking> bookings, string? reason, bool bySalon, CancellationToken ct)
    {
        foreach (var booking in bookings)
        {
            var from = booking.Status;
            booking.Cancel(reason);
            RecordAndNotify(booking, from, new BookingCancelled(booking.Id, bySalon), reason: reason);
        }

        await TimeClaims.ReleaseAsync(Db, [.. bookings.Select(b => b.Id)], ct);
    }
}
