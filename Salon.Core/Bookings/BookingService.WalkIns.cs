using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Customers who come in without a booking.</summary>
public sealed partial class BookingService
{
    /// <summary>Gives somebody who stands at the desk a time of her own: now, or the time she is promised. She counts as arrived, and no message is sent.</summary>
    /// <param name="wish">One service or more, at any whole minute of today; its channel is set here.</param>
    /// <param name="who">Null when she left neither name nor phone: the visit then has no customer, and nothing is kept of one. A known phone needs no name.</param>
    public async Task<Result<BookingId>> WalkInAsync(Actor actor, BookRequest wish, Customer? who, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        wish = wish with { Channel = BookingChannel.WalkIn, Lines = [.. wish.Lines.Select(l => l with { Asked = l.Asked ?? false })] };
        if (who is { Phone: { } phone } && string.IsNullOrWhiteSpace(who.Name))
        {
            if (await NameAtAsync(actor.Organization, phone, ct) is not { } known) return BookingErrors.NameForPhone;
            who = who with { Name = known };
        }

        if ((RefusalOf(wish) ?? (who is null ? null : RefusalOf(actor, who))) is { } refusal) return refusal;
        var today = await days.TodayAsync(actor.Organization, wish.Branch, ct);
        return await TakeAsync(actor, wish, [], async (db, agreed, now) =>
        {
            var contact = who is null ? null : await ContactOfAsync(db, who, now, ct);
            var booking = Booking.Agree(actor.Organization, wish, agreed.Terms, contact?.Id, who?.Language ?? wish.Language, now);
            booking.Owe(WithoutDeposit(await HersAsync(db, booking.Policy.Money, booking.Price, contact?.Id, ct)));
            booking.Become(BookingStatus.Arrived);
            Insert(db, booking);
            db.Insert(BookingEvent.Of(booking, actor, now, from: null));
            return null;
        }, ct, latest: today.Date);
    }

    private async Task<string?> NameAtAsync(OrganizationId organization, PhoneNumber phone, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return (await ByPhone.For(db)(db, phone.Value, ct))?.Name;
    }
}
