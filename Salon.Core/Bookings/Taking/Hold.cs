namespace Salon.Bookings.Taking;

/// <summary>Keeps a time for a few minutes while the customer proves her phone.</summary>
internal sealed class HoldCommand(Actor actor, BookRequest request, IReadOnlyList<string> owners) : NewVisitCommand(actor, request, owners)
{
    public override Error? Refusal => Owners.Count == 0 ? BookingErrors.NotAllowed : Request.Refusal;

    protected override Task<Booking> InsertAsync(BookingWriter write, Quote quote, CancellationToken ct)
    {
        var expires = write.Now + Duration.FromMinutes(quote.Rules.HoldMinutes);
        return Task.FromResult(write.Insert(Booking.Hold(Actor.Organization, Request, quote.Terms, Owners[0], write.Now, expires)));
    }
}
