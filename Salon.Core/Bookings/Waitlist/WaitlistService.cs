using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings.Taking;
using Salon.Data;
using Salon.Outbox;
using Salon.Scheduling;

namespace Salon.Bookings.Waitlist;

/// <summary>Joining the waitlist, leaving it, and answering its offers.</summary>
public sealed class WaitlistService(Database database, FreeTimesService freeTimes, TimeProvider clock)
{
    /// <summary>Puts somebody on the list. Customers themselves, with their proved phone; the desk for anybody with a phone.</summary>
    public async Task<Result<WaitId>> JoinAsync(Actor actor, WaitRequest request, Customer who, CancellationToken ct)
    {
        if (!VisitCustomers.MayBookFor(actor, who)) return BookingErrors.NotAllowed;
        var now = clock.GetCurrentInstant();
        request = request with { Note = TidyText.Lines(request.Note) };
        if ((RefusalOf(request) ?? who.RefusalFor(actor) ?? (who.Phone is null ? BookingErrors.PhoneNeeded : null)) is { } malformed) return malformed;
        // What cannot be asked for cannot be waited for: the engine knows branch, services and people, and whether anybody works on one of the days.
        var question = new VisitQuestion(actor.Organization, request.Branch, request.Lines);
        if (!(await freeTimes.AvailabilityAsync(question, request.Dates, ct)).TryGet(out var free, out var refusal)) return refusal;
        if (free.Days.Any(day => day.Reason == NoTimes.NotOffered)) return WaitlistErrors.NotOffered;
        if (free.Days.All(day => day.Reason is NoTimes.BranchClosed or NoTimes.NobodyWorks or NoTimes.PersonOff)) return At("Dates", WaitlistErrors.NobodyThere);
        if (request.Dates.Last < await freeTimes.BusinessDateAsync(actor.Organization, request.Branch, now, ct)) return At("Dates", WaitlistErrors.DatesWrong);

        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await db.WaitlistEntries.AnyAsync(e => e.Id == request.Id, ct)) return request.Id; // the same click, arriving twice
        var contact = await VisitCustomers.FindOrAddAsync(db, who, now, ct);
        if (!actor.IsStaff && await db.WaitlistEntries.CountAsync(e => e.ContactId == contact.Id && (e.Status == WaitStatus.Waiting || e.Status == WaitStatus.Offered), ct) >= WaitlistErrors.MostEntries)
            return WaitlistErrors.TooManyEntries;

        db.WaitlistEntries.Add(WaitlistEntry.Join(actor.Organization, request, contact.Id, who.Language, now));
        db.Outbox.Add(OutboxMessage.For(actor.Organization, new WaitlistJoined(request.Id), now));
        db.Announce(new Change(actor.Organization, ChangeKind.Waitlist));
        return await db.CommitAsync(ct) is { } conflict ? conflict : request.Id;
    }

    /// <summary>Takes somebody off the list, with whatever is kept for her.</summary>
    public async Task<Error?> LeaveAsync(Actor actor, WaitId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var entry = await db.WaitlistEntries.SingleOrDefaultAsync(e => e.Id == id, ct);
        if (entry is null || !(actor.May(Permission.WorkAllBookings) || await IsHersAsync(db, actor, entry.ContactId, ct))) return WaitlistErrors.NotFound;
        if (!entry.IsOpen) return null; // the same click, arriving twice

        var offer = await db.WaitlistOffers.SingleOrDefaultAsync(o => o.EntryId == id && o.Status == OfferStatus.Open, ct);
        if (offer is not null) await EndAsync(new(db, actor, now), offer, OfferStatus.Withdrawn, ct);
        entry.Leave(now);
        return await db.CommitAsync(ct);
    }

    /// <summary>Yes: the kept time becomes her visit.</summary>
    /// <param name="actor">She, the bearer of the link, or the desk on the telephone.</param>
    /// <param name="hold">The hold of the offer.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<Error?> AcceptAsync(Actor actor, BookingId hold, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var (offer, entry, booking) = await FindAsync(db, actor, hold, ct);
        if (offer is null || entry is null || booking is null) return WaitlistErrors.NotFound;
        if (offer.Status == OfferStatus.Accepted) return null; // the same click, arriving twice
        if (offer.Status != OfferStatus.Open || now >= offer.ExpiresAt) return WaitlistErrors.OfferOver;

        if (await OfferCommand.AcceptAsync(new(db, actor, now), booking, ct) is { } refusal) return refusal;
        offer.End(OfferStatus.Accepted, now);
        entry.Book(now);
        db.Announce(new Change(actor.Organization, ChangeKind.Waitlist));
        return await CommitAsync(db, ct);
    }

    /// <summary>No: the time goes to the next, and she waits on for another one.</summary>
    public async Task<Error?> DeclineAsync(Actor actor, BookingId hold, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var (offer, entry, booking) = await FindAsync(db, actor, hold, ct);
        if (offer is null || entry is null || booking is null) return WaitlistErrors.NotFound;
        if (offer.Status != OfferStatus.Open) return offer.Status == OfferStatus.Accepted ? WaitlistErrors.NotWaiting : null;

        await EndAsync(new(db, actor, now), offer, OfferStatus.Declined, ct);
        entry.WaitOn(unanswered: false, now);
        db.Outbox.Add(OutboxMessage.For(actor.Organization, new WaitlistJoined(entry.Id), now)); // the next one is asked at once
        return await CommitAsync(db, ct);
    }

    /// <summary>Nobody answered in time. Nothing happens when somebody did, or when it is too early.</summary>
    internal async Task ExpireAsync(Actor system, OfferId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(system, ct);
        var offer = await db.WaitlistOffers.SingleOrDefaultAsync(o => o.Id == id && o.Status == OfferStatus.Open, ct);
        if (offer is null || now < offer.ExpiresAt) return;

        var entry = await db.WaitlistEntries.SingleAsync(e => e.Id == offer.EntryId, ct);
        await EndAsync(new(db, system, now), offer, OfferStatus.Expired, ct);
        entry.WaitOn(unanswered: true, now);
        await db.CommitAsync(ct); // refused: she said yes in this moment
    }

    private static async Task EndAsync(BookingWriter write, WaitlistOffer offer, OfferStatus how, CancellationToken ct)
    {
        offer.End(how, write.Now);
        var hold = await write.Db.Bookings.SingleOrDefaultAsync(b => b.Id == offer.BookingId && b.Status == BookingStatus.Held, ct);
        if (hold is not null) await write.ExpireAsync(hold, ct);
        write.Db.Announce(new Change(offer.OrganizationId, ChangeKind.Waitlist));
    }

    private static async Task<(WaitlistOffer? Offer, WaitlistEntry? Entry, Booking? Hold)> FindAsync(SalonDb db, Actor actor, BookingId hold, CancellationToken ct)
    {
        var offer = await db.WaitlistOffers.SingleOrDefaultAsync(o => o.BookingId == hold, ct);
        var entry = offer is null ? null : await db.WaitlistEntries.SingleAsync(e => e.Id == offer.EntryId, ct);
        if (entry is null || !(actor.Booking == hold || actor.May(Permission.WorkAllBookings) || await IsHersAsync(db, actor, entry.ContactId, ct))) return (null, null, null);
        return (offer, entry, await db.Bookings.SingleOrDefaultAsync(b => b.Id == hold, ct));
    }

    // Of an answer and the end of its minutes one comes first; the other finds the offer over.
    private static async Task<Error?> CommitAsync(SalonDb db, CancellationToken ct) =>
        await db.CommitAsync(ct) is { } trouble ? trouble == DataErrors.ChangedMeanwhile ? WaitlistErrors.OfferOver : trouble : null;

    private static async Task<bool> IsHersAsync(SalonDb db, Actor actor, ContactId contact, CancellationToken ct) =>
        actor.User is { } user && await db.Contacts.AnyAsync(c => c.Id == contact && c.UserId == user, ct);

    private static Error? RefusalOf(WaitRequest request)
    {
        if (request.Lines.Count == 0) return BookingErrors.NoServices;
        if (request.Lines.Count > BookRequest.MaxLines) return BookingErrors.TooManyServices;
        if (Characters.IsLonger(request.Note, BookRequest.MaxNote)) return BookingErrors.NoteTooLong;
        var checks = new Checks();
        if (request.Dates.Days < 1) checks.Fail("Dates", WaitlistErrors.DatesWrong);
        if (request.Dates.Days > WaitlistEntry.MostDays) checks.Fail("Dates", WaitlistErrors.TooManyDays);
        if (request.FromMinute < 0 || request.ToMinute <= request.FromMinute || request.ToMinute > WaitRequest.EndOfNight) checks.Fail("Hours", WaitlistErrors.HoursWrong);
        return checks.Refusal;
    }

    private static Error At(string field, Error error)
    {
        var checks = new Checks();
        checks.Fail(field, error);
        return checks.Refusal!;
    }
}
