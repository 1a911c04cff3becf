using Microsoft.EntityFrameworkCore;
using Salon.Bookings.Waitlist;
using Salon.Data;
using Salon.Outbox;

namespace Salon.Bookings.Taking;

/// <summary>Holds a time for whoever waits, tells her, and ends the offer when its minutes are over. All of it, or nothing.</summary>
/// <param name="system">In whose name.</param>
/// <param name="waiting">The entry as it was read; it is looked at again inside the transaction.</param>
/// <param name="start">A free time she can use.</param>
/// <param name="keptFor">How long she may think about it once she was told.</param>
/// <param name="zone">The branch's: nobody is woken up.</param>
internal sealed class OfferCommand(Actor system, WaitlistEntry waiting, Instant start, Duration keptFor, DateTimeZone zone) : TakingCommand<BookingId>(system)
{
    public override BookingId Id { get; } = BookingId.New();

    public override Error? Refusal => null;

    public override Task<Result<TimeRequest[]>> PlanAsync(TakingEngine engine, Instant now, CancellationToken ct) => Task.FromResult<Result<TimeRequest[]>>(
        (TimeRequest[])[new(new(Id, waiting.BranchId, start, waiting.Lines) { Note = waiting.Note, Language = waiting.Language })]);

    public override async Task<Result<Booking[]>> WriteAsync(BookingWriter write, Quote[] quotes, CancellationToken ct)
    {
        var (db, now, organization) = (write.Db, write.Now, Actor.Organization);
        var entry = await db.WaitlistEntries.SingleOrDefaultAsync(e => e.Id == waiting.Id, ct);
        if (entry is not { Status: WaitStatus.Waiting }) return WaitlistErrors.NotWaiting;

        var tellAt = OfferTimes.TellAt(now, start, zone);
        var expires = Instant.Min(tellAt + keptFor, start);
        var offer = WaitlistOffer.Make(organization, OfferId.New(), entry.Id, Id, start, now, expires);
        entry.Offer();
        var hold = write.Insert(Booking.HoldFor(organization, quotes[0].Request, quotes[0].Terms, entry.ContactId, offer.HolderKey, now, expires));
        db.Insert(offer);
        db.Insert(OutboxMessage.For(organization, new WaitlistOffered(Id), now, due: tellAt));
        db.Insert(OutboxMessage.For(organization, new WaitlistOfferEnds(offer.Id), now, due: expires));
        db.Announce(new Change(organization, ChangeKind.Waitlist));
        return (Booking[])[hold];
    }

    /// <summary>She says yes to an offer: its hold becomes a visit, or waits for her money as any other does. The caller commits.</summary>
    public static async Task<Error?> AcceptAsync(BookingWriter write, Booking hold, CancellationToken ct)
    {
        if (hold is not { Status: BookingStatus.Held, ContactId: { } contact }) return WaitlistErrors.OfferOver;
        await write.Db.LockAsync(await TimeClaims.SubjectsOfAsync(write.Db, [hold.Id], ct), ct);
        var money = await VisitMoney.DueAsync(write.Db, write.Actor, hold, contact, ct);
        hold.Confirm(contact, hold.Language, note: null);
        write.ConfirmOrAwaitPayment(hold, money, BookingStatus.Held);
        return await TimeClaims.KeepAsync(write.Db, hold, ct) ? null : WaitlistErrors.OfferOver;
    }
}
