using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Customers who come in without a booking.</summary>
public sealed partial class BookingService
{
    /// <summary>Gives somebody who stands at the desk a time of her own: now, or the time she is promised. She counts as arrived, and no message is sent.</summary>
    /// <param name="wish">One service or more, at any whole minute; its channel is set here.</param>
    public async Task<Result<BookingId>> WalkInAsync(Actor actor, BookRequest wish, Customer who, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        wish = wish with { Channel = BookingChannel.WalkIn, Lines = [.. wish.Lines.Select(l => l with { Asked = l.Asked ?? false })] };
        if ((RefusalOf(wish) ?? RefusalOf(actor, who)) is { } refusal) return refusal;

        return await TakeAsync(actor, wish, [], async (db, agreed, now) =>
        {
            var contact = await ContactOfAsync(db, who, now, ct);
            var booking = Booking.Agree(actor.Organization, wish, agreed.Terms, contact.Id, who.Language, now);
            booking.Owe(WithoutDeposit(await HersAsync(db, booking.Policy.Money, booking.Price, contact.Id, ct)));
            booking.Become(BookingStatus.Arrived);
            Insert(db, booking);
            db.Insert(BookingEvent.Of(booking, actor, now, from: null));
            return null;
        }, ct);
    }
}
