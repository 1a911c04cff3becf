using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Contacts;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>Visits that wait for money: they keep their time for as long as paying takes, and stand once it came.</summary>
public sealed partial class BookingService
{
    /// <summary>The money came: the visit stands. When its time was given back meanwhile, it is taken again if it is still free.</summary>
    /// <returns>
    /// <see cref="BookingErrors.SlotTaken"/> when somebody else has the time now, <see cref="BookingErrors.AlreadyStarted"/> when it has passed,
    /// <see cref="BookingErrors.NotOpen"/> when the visit was cancelled: whoever took the money gives it back.
    /// </returns>
    public async Task<Result<BookingId>> ConfirmPaidAsync(Actor system, BookingId id, CancellationToken ct)
    {
        if (system.Role != Role.System) return BookingErrors.NotAllowed;
        return await StandAsync(system, id, reason: null, ct);
    }

    /// <summary>The salon lets the deposit go, with a reason: the visit stands unpaid.</summary>
    public async Task<Result<BookingId>> WaiveDepositAsync(Actor actor, BookingId id, string? reason, CancellationToken ct)
    {
        if (!actor.May(Permission.OverrulePolicy)) return BookingErrors.NotAllowed;
        return Shorten(reason) is { } why ? await StandAsync(actor, id, why, ct) : BookingErrors.ReasonNeeded;
    }

    private async Task<Result<BookingId>> StandAsync(Actor actor, BookingId id, string? reason, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetCurrentInstant();
            var kept = await KeepPaidAsync(actor, id, reason, now, ct);
            if (kept.TryGet(out _, out var refusal)) return id;
            if (refusal == BookingErrors.HoldExpired) refusal = await RetakePaidAsync(actor, id, reason, now, ct);
            if (refusal is null) return id;
            if (attempt == Attempts || !IsRace(refusal) || refusal == BookingErrors.SlotTaken) return refusal;
        }
    }

    // Its claims are still there, also when their minutes are over: nobody wanted the time.
    private async Task<Result<BookingId>> KeepPaidAsync(Actor actor, BookingId id, string? reason, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null) return BookingErrors.NotFound;
        if (booking.Status is BookingStatus.Confirmed or BookingStatus.Arrived or BookingStatus.InService or BookingStatus.Completed) return id; // it stands already
        if (booking.ContactId is null || booking.Status is not (BookingStatus.Pending or BookingStatus.Expired)) return BookingErrors.NotOpen;
        if (booking.Status == BookingStatus.Expired) return BookingErrors.HoldExpired;

        await db.LockAsync(await SubjectsOfAsync(db, id, ct), ct);
        var claims = await db.Claims.Where(c => c.BookingId == id && c.Live).ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, (Instant?)null), ct);
        if (claims == 0) return BookingErrors.HoldExpired;

        booking.Stand(waived: reason is not null);
        Tell(db, booking, actor, now, BookingStatus.Pending, new BookingConfirmed(id), reason: reason);
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }

    private async Task<Error?> RetakePaidAsync(Actor actor, BookingId id, string? reason, Instant now, CancellationToken ct)
    {
        Booking? old;
        await using (var reading = await database.OpenAsync(actor.Organization, ct))
            old = await reading.Bookings.Include(b => b.Lines).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (old is null) return BookingErrors.NotFound;
        if (now >= old.StartsAt) return BookingErrors.AlreadyStarted;

        var wanted = WantedOf(old);
        var wish = new BookRequest(id, old.BranchId, old.StartsAt, wanted) { Together = old.Together, Channel = BookingChannel.Desk };
        var question = new VisitQuestion(actor.Organization, old.BranchId, wanted) { Together = old.Together, Online = false, Ignore = [id] };
        if (!(await freeTimes.ProposeAsync(question, old.StartsAt, ct)).TryGet(out var proposal, out var busy)) return AsTaken(busy);
        if (!(await terms.AgreeAsync(actor.Organization, wish, proposal, ct)).TryGet(out var agreed, out var refusal)) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        var booking = await db.Bookings.Include(b => b.Lines).SingleAsync(b => b.Id == id, ct);
        if (booking.Version != old.Version) return DataErrors.ChangedMeanwhile;
        await MakeRoomAsync(db, proposal, now, ct);
        await db.Claims.Where(c => c.BookingId == id).ExecuteDeleteAsync(ct);
        var from = booking.Status;
        booking.Move(AtAgreedPrices(booking, agreed.Terms), booking.Policy);
        booking.Stand(waived: reason is not null);
        AddClaims(db, booking.OrganizationId, id, proposal, expires: null);
        Tell(db, booking, actor, now, from, new BookingConfirmed(id), reason: reason);
        return await db.CommitAsync(ct);
    }

    /// <summary>She says yes: the visit stands, or waits for her money.</summary>
    /// <returns>Until when it waits; null when it stands.</returns>
    private static async Task<Instant?> AgreeAsync(SalonDb db, Booking booking, Actor actor, Customer who, string? note, Instant now, BookingStatus from, CancellationToken ct)
    {
        var contact = await ContactOfAsync(db, who, now, ct);
        var money = await DueAsync(db, actor, booking.Policy.Money, booking.Price, contact.Id, ct);
        booking.Confirm(contact.Id, who.Language, note is null ? null : TidyText.Lines(note));
        return Settle(db, booking, money, actor, now, from);
    }

    /// <summary>What was agreed stands, or waits for money.</summary>
    private static Instant? Settle(SalonDb db, Booking booking, MoneyTerms? money, Actor actor, Instant now, BookingStatus from)
    {
        booking.Owe(money);
        if (IsDue(money)) return Await(db, booking, money!, actor, now, from);
        Tell(db, booking, actor, now, from, new BookingConfirmed(booking.Id));
        return null;
    }

    /// <summary>What is asked of this customer in advance. Staff who book for her ask for nothing: they can send a link.</summary>
    private static async Task<MoneyTerms?> DueAsync(SalonDb db, Actor actor, MoneyTerms? money, Money price, ContactId contact, CancellationToken ct)
    {
        var hers = await HersAsync(db, money, price, contact, ct);
        return actor.May(Permission.WorkAllBookings) ? WithoutDeposit(hers) : hers;
    }

    private static MoneyTerms? WithoutDeposit(MoneyTerms? money) => money is null ? null : money with { DueMinor = 0, Reason = DueReason.None };

    // What a customer is to the salon when she agrees stays with the visit: deposit and fees both go by it.
    private static async Task<MoneyTerms?> HersAsync(SalonDb db, MoneyTerms? money, Money price, ContactId? contact, CancellationToken ct) =>
        money is not { Rules.TrustLadder: true } ? money : Hers(money, price, contact is { } known ? (await RecordsOfAsync(db, [known], default, ct))[known] : new VisitRecord(0, 0));

    private static MoneyTerms? Hers(MoneyTerms? money, Money price, VisitRecord record) => money is { Rules.TrustLadder: true } ? DepositPolicy.For(money, price.Minor, record) : money;

    /// <summary>What customers did with their visits, in one statement.</summary>
    /// <param name="besides">A visit that does not count: the one whose money is asked about.</param>
    internal static async Task<IReadOnlyDictionary<ContactId, VisitRecord>> RecordsOfAsync(SalonDb db, IReadOnlyCollection<ContactId> contacts, BookingId besides, CancellationToken ct)
    {
        var counts = (await db.Bookings
            .Where(b => b.ContactId != null && contacts.Contains(b.ContactId.Value) && b.Id != besides && (b.Status == BookingStatus.Completed || b.Status == BookingStatus.NoShow))
            .GroupBy(b => new { Contact = b.ContactId!.Value, b.Status }).Select(g => new { g.Key.Contact, g.Key.Status, Count = g.Count() }).ToListAsync(ct))
            .ToDictionary(c => (c.Contact, c.Status), c => c.Count);
        return contacts.Distinct().ToDictionary(c => c, c => new VisitRecord(counts.GetValueOrDefault((c, BookingStatus.Completed)), counts.GetValueOrDefault((c, BookingStatus.NoShow))));
    }

    /// <summary>What whoever has this phone did with her visits, in one statement.</summary>
    internal static async Task<VisitRecord> RecordOfAsync(SalonDb db, PhoneNumber phone, CancellationToken ct)
    {
        var counts = await db.Bookings
            .Where(b => b.Status == BookingStatus.Completed || b.Status == BookingStatus.NoShow)
            .Where(b => db.Contacts.Any(c => c.Id == b.ContactId && c.Phone == phone.Value))
            .GroupBy(b => b.Status).Select(g => new { Status = g.Key, Count = g.Count() }).ToDictionaryAsync(c => c.Status, c => c.Count, ct);
        return new VisitRecord(counts.GetValueOrDefault(BookingStatus.Completed), counts.GetValueOrDefault(BookingStatus.NoShow));
    }

    private static bool IsDue(MoneyTerms? money) => money is { DueMinor: > 0 };

    private static Instant PayUntil(MoneyTerms money, Instant now) => now + Duration.FromMinutes(money.Rules.PayMinutes);
}
