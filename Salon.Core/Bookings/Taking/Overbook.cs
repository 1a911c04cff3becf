namespace Salon.Bookings.Taking;

/// <summary>Books for somebody where somebody else already is, on purpose.</summary>
/// <param name="reason">Stands in the history, and with the time that overlaps; at most <see cref="BookingEvent.MaxReason"/> characters.</param>
internal sealed class OverbookCommand(Actor actor, BookRequest request, Customer who, string reason) : NewVisitCommand(actor, request, owners: [])
{
    public override string OverbookReason => TidyText.Line(reason);

    public override Error? Refusal =>
        VisitCustomers.MayBookFor(Actor, who) ? RefusalOf(Actor, reason) ?? Request.Refusal ?? who.RefusalFor(Actor) : BookingErrors.NotAllowed;

    /// <summary>Null when this actor may overbook for this reason.</summary>
    public static Error? RefusalOf(Actor actor, string reason) =>
        !actor.May(Permission.Overbook) ? BookingErrors.NotAllowed
        : TidyText.Line(reason).Length == 0 || Characters.IsLonger(reason, BookingEvent.MaxReason) ? BookingErrors.ReasonNeeded
        : null;

    protected override async Task<Booking> InsertAsync(BookingWriter write, Quote quote, CancellationToken ct)
    {
        var contact = await VisitCustomers.FindOrAddAsync(write.Db, who, write.Now, ct);
        var booking = write.Insert(Booking.BookFor(Actor.Organization, Request, quote.Terms, contact.Id, who.Language, write.Now));
        booking.SetMoneyTerms(await VisitMoney.WithoutDepositAsync(write.Db, booking, contact.Id, ct));
        booking.Overbook(OverbookReason);
        write.RecordAndNotify(booking, from: null, new BookingConfirmed(booking.Id, Request.Tell), reason: OverbookReason);
        return booking;
    }
}
