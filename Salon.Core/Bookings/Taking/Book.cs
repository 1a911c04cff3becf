namespace Salon.Bookings.Taking;

/// <summary>Books in one step, for somebody whose phone is proved or whom the desk vouches for.</summary>
internal sealed class BookCommand(Actor actor, BookRequest request, Customer who) : NewVisitCommand(actor, request, actor.IsStaff ? [] : Holder.Keys(actor))
{
    public override Error? Refusal => VisitCustomers.MayBookFor(Actor, who) ? Request.Refusal ?? who.RefusalFor(Actor) : BookingErrors.NotAllowed;

    protected override async Task<Booking> InsertAsync(BookingWriter write, Quote quote, CancellationToken ct)
    {
        var contact = await VisitCustomers.FindOrAddAsync(write.Db, who, write.Now, ct);
        var booking = write.Insert(Booking.BookFor(Actor.Organization, Request, quote.Terms, contact.Id, who.Language, write.Now));
        write.ConfirmOrAwaitPayment(booking, await VisitMoney.DueAsync(write.Db, Actor, booking, contact.Id, ct), from: null, Request.Tell);
        return booking;
    }
}
