using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Contacts;
using Salon.Data;
using Salon.Outbox;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>The only way to take time of a salon, whoever asks: pages, desk, API, jobs. Every command may arrive twice and counts once.</summary>
/// <remarks>
/// The visit is proposed by the same engine that showed the time, outside the transaction; inside it the database has the last word. When
/// somebody was faster but other people could do the visit at the same time, it is proposed again with them.
/// </remarks>
public sealed partial class BookingService(Database database, FreeTimesService freeTimes, VisitTerms terms, BusinessDays days, TimeProvider clock)
{
    private const int Attempts = 4;

    /// <summary>Keeps a time for a few minutes while the customer proves her phone. Her earlier hold at this salon is given back.</summary>
    /// <returns><see cref="BookingErrors.SlotTaken"/> when the time is gone: FreeTimesService knows the nearest others.</returns>
    public async Task<Result<BookingId>> HoldAsync(Actor actor, BookRequest wish, CancellationToken ct)
    {
        if (Holder.Keys(actor) is not [var owner, ..] owners) return BookingErrors.NotAllowed;
        if (RefusalOf(wish) is { } refusal) return refusal;

        var earlier = await HoldsOfAsync(actor.Organization, owners, ct);
        return await TakeAsync(actor, wish, earlier, async (db, agreed, now) =>
        {
            await GiveBackHoldsAsync(db, owners, wish.Id, ct);
            var expires = now + Duration.FromMinutes(agreed.Rules.HoldMinutes);
            Insert(db, Booking.Hold(actor.Organization, wish, agreed.Terms, owner, now, expires));
            return expires;
        }, ct);
    }

    /// <summary>Books in one step, for somebody whose phone is proved or whom the desk vouches for.</summary>
    public async Task<Result<BookingId>> BookAsync(Actor actor, BookRequest wish, Customer who, CancellationToken ct)
    {
        if (!MayBookFor(actor, who)) return BookingErrors.NotAllowed;
        if ((RefusalOf(wish) ?? RefusalOf(actor, who)) is { } refusal) return refusal;

        // The time she keeps herself is free to her, by every door; what she kept is given back with it. The desk keeps nothing for itself.
        var owners = actor.IsStaff ? [] : Holder.Keys(actor);
        var earlier = actor.IsStaff ? [] : await HoldsOfAsync(actor.Organization, owners, ct);
        return await TakeAsync(actor, wish, earlier, async (db, agreed, now) =>
        {
            await GiveBackHoldsAsync(db, owners, wish.Id, ct);
            var contact = await ContactOfAsync(db, who, now, ct);
            var booking = Booking.Agree(actor.Organization, wish, agreed.Terms, contact.Id, who.Language, now);
            Insert(db, booking); // written at the commit, as it is then
            if (await DueAsync(db, actor, booking.Policy.Money, booking.Price, contact.Id, ct) is { } money)
            {
                booking.Owe(money);
                if (IsDue(money)) return Await(db, booking, money, actor, now, from: null);
            }

            Tell(db, booking, actor, now, from: null, new BookingConfirmed(booking.Id, wish.Tell));
            return null;
        }, ct);
    }

    /// <summary>Turns a hold into a booking. Also after its minutes, and after it was given back, as long as the time is to be had.</summary>
    /// <returns><see cref="BookingErrors.HoldExpired"/> when the hold is over and somebody else has the time.</returns>
    public Task<Result<BookingId>> ConfirmAsync(Actor actor, BookingId id, Customer who, CancellationToken ct) => ConfirmAsync(actor, id, who, note: null, ct);

    /// <inheritdoc cref="ConfirmAsync(Actor, BookingId, Customer, CancellationToken)"/>
    /// <param name="note">What the customer wants the salon to know; null leaves what was noted when the time was held.</param>
    public async Task<Result<BookingId>> ConfirmAsync(Actor actor, BookingId id, Customer who, string? note, CancellationToken ct)
    {
        if (!MayBookFor(actor, who)) return BookingErrors.NotAllowed;
        if (Characters.IsLonger(note, BookRequest.MaxNote)) return BookingErrors.NoteTooLong;
        if (RefusalOf(actor, who) is { } refusal) return refusal;

        for (var attempt = 1; ; attempt++)
        {
            if (await KeepAsync(actor, id, who, note, ct) is not { } trouble) return id;
            if (trouble == BookingErrors.HoldExpired) return await RetakeAsync(actor, id, who, note, ct);
            if (attempt == Attempts || !IsRace(trouble)) return trouble;
        }
    }

    /// <summary>Gives a hold back. Nothing happens when it is not (or no longer) held by this actor.</summary>
    public async Task<Error?> ReleaseAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(actor, ct);

        var owners = Holder.Keys(actor);
        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id && b.Status == BookingStatus.Held && owners.Contains(b.HolderKey!), ct);
        if (booking is null) return null;

        await GiveBackAsync(db, booking, ct);
        return await db.CommitAsync(ct);
    }

    /// <summary>Gives back some holds that ran out: all of them or none.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepExpiredHoldsAsync(Actor system, IReadOnlyList<BookingId> ids, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(system, ct);
        var expired = await db.Bookings.Where(b => ids.Contains(b.Id) && (b.Status == BookingStatus.Held || b.Status == BookingStatus.Pending) && b.HoldExpiresAt <= now).ToListAsync(ct);
        foreach (var booking in expired)
        {
            var from = booking.Status;
            await GiveBackAsync(db, booking, ct);
            if (from == BookingStatus.Pending) db.BookingEvents.Add(BookingEvent.Of(booking, system, now, from)); // she had agreed: her history says what became of it
        }

        return await db.CommitAsync(ct) is null ? expired.Count : 0;
    }

    /// <summary>Deletes holds of nobody that ran out a day ago.</summary>
    public async Task ForgetExpiredHoldsAsync(Actor system, Instant now, CancellationToken ct)
    {
        var dayAgo = now - Duration.FromDays(1);
        await using var db = await database.OpenForWriteAsync(system, ct);
        await db.Bookings.Where(b => b.Status == BookingStatus.Expired && b.ContactId == null && b.CreatedAt < dayAgo).ExecuteDeleteAsync(ct);
        await db.CommitAsync(ct);
    }

    private async Task<Error?> KeepAsync(Actor actor, BookingId id, Customer who, string? note, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var rules = await terms.RulesAsync(actor.Organization, ct);
        await using var db = await database.OpenForWriteAsync(actor, ct);

        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null) return BookingErrors.NotFound;
        var isAgreed = BookingPolicy.StatusAt(booking.Status, booking.HoldExpiresAt, now) is BookingStatus.Confirmed or BookingStatus.Pending;
        if (isAgreed && await IsHersAsync(db, booking, actor, ct)) return null; // the same click, arriving twice
        if (booking.Status != BookingStatus.Held) return BookingErrors.HoldExpired;
        if (!Holder.Keys(actor).Contains(booking.HolderKey!)) return BookingErrors.NotFound;

        await db.LockAsync([.. await SubjectsOfAsync(db, id, ct), .. OnlineLimits.LocksOf(actor)], ct);
        if (await OnlineLimits.RefusalAsync(db, actor, rules, booking.BusinessDate, id, now, ct) is { } tooMany) return tooMany;
        var kept = await db.Claims.Where(c => c.BookingId == id && c.Live).ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, (Instant?)null), ct);
        if (kept == 0) return BookingErrors.HoldExpired;

        if (await AgreeAsync(db, booking, actor, who, note, now, BookingStatus.Held, ct) is { } until)
            await db.Claims.Where(c => c.BookingId == id && c.Live).ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, until), ct);
        return await db.CommitAsync(ct);
    }

    /// <param name="latest">The last business date on which it may be; null when it may be on any.</param>
    private async Task<Result<BookingId>> TakeAsync(
        Actor actor, BookRequest wish, IReadOnlyCollection<BookingId> own, Func<SalonDb, Agreed, Instant, Task<Instant?>> addAsync, CancellationToken ct, LocalDate? latest = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetCurrentInstant();
            var question = new VisitQuestion(actor.Organization, wish.Branch, wish.Lines)
            {
                Together = wish.Together, Online = wish.Channel is not (BookingChannel.Desk or BookingChannel.WalkIn), Ignore = own,
            };
            if (!(await freeTimes.ProposeAsync(question, wish.StartsAt, ct)).TryGet(out var proposal, out var busy))
                return await AnsweredAsync(actor, wish, ct) ?? AsTaken(busy);
            if (proposal.Date > latest) return BookingErrors.NotToday;
            if (!(await terms.AgreeAsync(actor.Organization, wish, proposal, ct)).TryGet(out var agreed, out var refusal)) return refusal;

            await using (var db = await database.OpenForWriteAsync(actor, ct))
            {
                await db.LockAsync([.. SubjectsOf(proposal), .. OnlineLimits.LocksOf(actor)], ct);
                refusal = await OnlineLimits.RefusalAsync(db, actor, agreed.Rules, proposal.Date, wish.Id, now, ct);
                if (refusal is null)
                {
                    // Rarely anything to clear away: only when the first try found something in its place.
                    if (attempt > 1) await MakeRoomAsync(db, proposal, now, ct);
                    var expires = await addAsync(db, agreed, now);
                    AddClaims(db, actor.Organization, wish.Id, proposal, expires);
                    if (wish.Key is { } key) db.Insert(IdempotentCall.For(actor.Organization, key.KeyHash(actor), key.BodyHash, wish.Id, now));
                    db.Announce(new Change(actor.Organization, ChangeKind.Bookings, proposal.Date));

                    if (await db.CommitAsync(ct) is not { } trouble) return wish.Id;
                    refusal = trouble;
                }
            }

            var last = attempt == Attempts || !IsRace(refusal);
            if (!last && refusal == BookingErrors.SlotTaken) continue; // the next look at the diary finds it taken, and asks then whether this very request did it
            if (await AnsweredAsync(actor, wish, ct) is { } answer) return answer;
            if (last) return refusal;
        }
    }

    /// <summary>The answer this request got when it came before, if it did.</summary>
    private async Task<Result<BookingId>?> AnsweredAsync(Actor actor, BookRequest wish, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(actor.Organization, ct);
        if (wish.Key is { } key)
        {
            var hash = key.KeyHash(actor);
            var call = await db.IdempotentCalls.Where(c => c.Key == hash).Select(c => new { c.BookingId, c.BodyHash }).SingleOrDefaultAsync(ct);
            if (call is not null) return call.BodyHash == key.BodyHash ? call.BookingId : BookingErrors.KeyReused;
        }

        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == wish.Id, ct);
        return booking is not null && BookingPolicy.IsLive(booking.Status) && await IsHersAsync(db, booking, actor, ct) ? booking.Id : null;
    }

    private static IEnumerable<Guid> SubjectsOf(Proposal proposal) => proposal.Lines.SelectMany(l => l.Claims).Select(c => c.Subject.Id);

    // Whoever changes claims locks their people and resources first, all in one go: two writers then wait for each other at most once.
    private static Task<List<Guid>> SubjectsOfAsync(SalonDb db, BookingId id, CancellationToken ct) =>
        db.Claims.Where(c => c.BookingId == id && c.Live).Select(c => c.Subject).ToListAsync(ct);

    // Holds that ran out are deleted here rather than by the overlap rule, which cannot know the time.
    private static async Task MakeRoomAsync(SalonDb db, Proposal proposal, Instant now, CancellationToken ct)
    {
        var claims = proposal.Lines.SelectMany(l => l.Claims).ToList();
        var subjects = claims.Select(c => c.Subject.Id).Distinct().ToList();
        var units = claims.Select(c => c.Subject.Unit).Distinct().ToList(); // with them the index finds the time, not all of a person's years
        var (from, to) = (claims.Min(c => c.Time.Start), claims.Max(c => c.Time.End));
        var earliest = from - Claim.MaxLength;

        await db.LockAsync(subjects, ct);
        var expired = await db.Claims
            .Where(c => c.Live && subjects.Contains(c.Subject) && units.Contains(c.Unit) && c.StartsAt > earliest && c.StartsAt < to && c.EndsAt > from && c.ExpiresAt <= now)
            .Select(c => c.BookingId).ToListAsync(ct);
        // Asks for the time again: a confirmation may have come in between, and then they are no longer a hold's.
        if (expired.Count > 0) await db.Claims.Where(c => expired.Contains(c.BookingId) && c.ExpiresAt <= now).ExecuteDeleteAsync(ct);
    }

    private static void Insert(SalonDb db, Booking booking)
    {
        db.Insert(booking);
        foreach (var line in booking.Lines) db.Insert(line);
    }

    // In subject order, so that two writers of the same people meet at the first of them.
    private static void AddClaims(SalonDb db, OrganizationId organization, BookingId booking, Proposal proposal, Instant? expires)
    {
        foreach (var claim in proposal.Lines.SelectMany(l => l.Claims).OrderBy(c => c.Subject.Id).ThenBy(c => c.Time.Start))
        {
            var kind = claim.Subject.IsPerson ? ClaimKind.Person : ClaimKind.Resource;
            db.Insert(Claim.Take(organization, booking, kind, claim.Subject.Id, claim.Subject.Unit, claim.Time, expires));
        }
    }

    private static async Task GiveBackAsync(SalonDb db, Booking hold, CancellationToken ct)
    {
        hold.Expire();
        await db.Claims.Where(c => c.BookingId == hold.Id).ExecuteDeleteAsync(ct);
        db.Announce(new Change(hold.OrganizationId, ChangeKind.Bookings, hold.BusinessDate));
    }

    // Looked up again inside the transaction: of two taps at once the second must find the hold of the first.
    private static async Task GiveBackHoldsAsync(SalonDb db, IReadOnlyList<string> owners, BookingId besides, CancellationToken ct)
    {
        if (owners.Count == 0) return;
        foreach (var hold in await db.Bookings.Where(b => b.Status == BookingStatus.Held && owners.Contains(b.HolderKey!) && b.Id != besides).ToListAsync(ct))
            await GiveBackAsync(db, hold, ct);
    }

    private async Task<List<BookingId>> HoldsOfAsync(OrganizationId organization, IReadOnlyList<string> owners, CancellationToken ct)
    {
        await using var db = await database.OpenForOneAsync(organization, ct);
        return await db.Bookings.Where(b => b.Status == BookingStatus.Held && owners.Contains(b.HolderKey!)).Select(b => b.Id).ToListAsync(ct);
    }

    private static void Tell<TMessage>(SalonDb db, Booking booking, Actor actor, Instant now, BookingStatus? from, TMessage message, Instant? oldStart = null, string? reason = null)
        where TMessage : IOutboxMessage
    {
        db.Insert(BookingEvent.Of(booking, actor, now, from, oldStart, reason));
        db.Insert(OutboxMessage.For(booking.OrganizationId, message, now));
        db.Announce(new Change(booking.OrganizationId, ChangeKind.Bookings, booking.BusinessDate));
    }

    // Agreed, but not before she paid: nobody is told yet.
    private static Instant Await(SalonDb db, Booking booking, MoneyTerms money, Actor actor, Instant now, BookingStatus? from)
    {
        var until = PayUntil(money, now);
        booking.AwaitMoney(money, until);
        db.Insert(BookingEvent.Of(booking, actor, now, from));
        db.Announce(new Change(booking.OrganizationId, ChangeKind.Bookings, booking.BusinessDate));
        return until;
    }

    private static Error AsTaken(Error busy) => busy == SchedulingErrors.NotFree ? BookingErrors.SlotTaken : busy;

    // Somebody was faster with the same time, number, phone or id: asking again tells which.
    private static bool IsRace(Error error) => error.Code is "Booking.SlotTaken" or "Booking.NumberTaken" or "Contacts.PhoneTaken" or "Data.AlreadyThere" or "Data.ChangedMeanwhile";
}
