using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings.Waitlist;
using Salon.Data;
using Salon.Outbox;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>Time that is kept for somebody on the waitlist until she has answered.</summary>
public sealed partial class BookingService
{
    /// <summary>Holds a time for whoever waits, tells her, and ends the offer when its minutes are over. All of it, or nothing.</summary>
    /// <param name="system">In whose name.</param>
    /// <param name="waiting">The entry as it was read; it is looked at again inside the transaction.</param>
    /// <param name="start">A free time she can use.</param>
    /// <param name="keptFor">How long she may think about it once she was told.</param>
    /// <param name="zone">The branch's: nobody is woken up.</param>
    /// <param name="ct">Stops before the commit.</param>
    internal async Task<Result<BookingId>> OfferAsync(Actor system, WaitlistEntry waiting, Instant start, Duration keptFor, DateTimeZone zone, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetCurrentInstant();
            var wish = new BookRequest(BookingId.New(), waiting.BranchId, start, waiting.Lines) { Note = waiting.Note, Language = waiting.Language };
            var question = new VisitQuestion(system.Organization, wish.Branch, wish.Lines);
            if (!(await freeTimes.ProposeAsync(question, start, ct)).TryGet(out var proposal, out var busy)) return AsTaken(busy);
            if (!(await terms.AgreeAsync(system.Organization, wish, proposal, ct)).TryGet(out var agreed, out var refusal)) return refusal;

            await using var db = await database.OpenForWriteAsync(system, ct);
            var entry = await db.WaitlistEntries.SingleOrDefaultAsync(e => e.Id == waiting.Id, ct);
            if (entry is not { Status: WaitStatus.Waiting }) return WaitlistErrors.NotWaiting;

            await MakeRoomAsync(db, proposal, now, ct);
            var tellAt = OfferTimes.TellAt(now, start, zone);
            var expires = Instant.Min(tellAt + keptFor, start);
            var offer = WaitlistOffer.Make(system.Organization, OfferId.New(), entry.Id, wish.Id, start, now, expires);
            entry.Offer();
            db.WaitlistOffers.Add(offer);
            db.Bookings.Add(Booking.HoldFor(system.Organization, wish, agreed.Terms, entry.ContactId, offer.HolderKey, now, expires));
            AddClaims(db, system.Organization, wish.Id, proposal, expires);
            db.Outbox.Add(OutboxMessage.For(system.Organization, new WaitlistOffered(wish.Id), now, due: tellAt));
            db.Outbox.Add(OutboxMessage.For(system.Organization, new WaitlistOfferEnds(offer.Id), now, due: expires));
            db.Announce(new Change(system.Organization, ChangeKind.Bookings, proposal.Date));
            db.Announce(new Change(system.Organization, ChangeKind.Waitlist));

            if (await db.CommitAsync(ct) is not { } trouble) return wish.Id;
            if (attempt == Attempts || !IsRace(trouble)) return trouble;
        }
    }

    /// <summary>The hold of an offer becomes a visit, or waits for her money as any other does.</summary>
    internal static async Task<Error?> AcceptOfferAsync(SalonDb db, Booking hold, Actor actor, Instant now, CancellationToken ct)
    {
        if (hold is not { Status: BookingStatus.Held, ContactId: { } contact }) return WaitlistErrors.OfferOver;
        await db.LockAsync(await SubjectsOfAsync(db, hold.Id, ct), ct);
        var money = await DueAsync(db, actor, hold.Policy.Money, hold.Price, contact, ct);
        hold.Confirm(contact, hold.Language, note: null);
        var until = Settle(db, hold, money, actor, now, BookingStatus.Held);
        var kept = await db.Claims.Where(c => c.BookingId == hold.Id && c.Live).ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, until), ct);
        return kept == 0 ? WaitlistErrors.OfferOver : null;
    }

    /// <summary>The hold of an offer that came to nothing gives its time back.</summary>
    internal static async Task LetGoAsync(SalonDb db, Booking? hold, CancellationToken ct)
    {
        if (hold is { Status: BookingStatus.Held }) await GiveBackAsync(db, hold, ct);
    }
}
