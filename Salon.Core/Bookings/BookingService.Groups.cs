using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings.Groups;
using Salon.Contacts;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Several people's visits as one: all of them, or none.</summary>
public sealed partial class BookingService
{
    /// <summary>Books everybody of a group, each with her own visit, in one commit.</summary>
    public async Task<Result<GroupId>> BookGroupAsync(Actor actor, GroupRequest wish, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        wish = wish with { Name = TidyText.Line(wish.Name), Guests = [.. wish.Guests.Select(g => g with { Name = TidyText.Line(g.Name) })] };
        if (RefusalOf(wish) is { } malformed) return malformed;

        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetCurrentInstant();
            var visits = wish.Guests.Select(g => new BookRequest(g.Id, wish.Branch, wish.StartsAt, g.Lines) { Channel = BookingChannel.Desk, Language = wish.Language }).ToList();
            var party = visits.ConvertAll(v => new PartyVisit(new VisitQuestion(actor.Organization, v.Branch, v.Lines) { Online = false }, v.StartsAt));
            if (await HasGroupAsync(actor, wish.Id, ct)) return wish.Id; // the same click, arriving twice
            if (!(await freeTimes.ProposePartyAsync(party, ct)).TryGet(out var proposals, out var busy))
                return busy == SchedulingErrors.NotFree ? await WhoIsInTheWayAsync(actor, party, [.. wish.Guests.Select(g => g.Name)], ct) : busy;
            if (!(await AgreeAllAsync(actor, visits, proposals, ct)).TryGet(out var agreed, out var refusal)) return refusal;

            await using var db = await database.OpenForWriteAsync(actor, ct);
            await db.LockAsync(proposals.SelectMany(SubjectsOf), ct); // everybody at once: two groups wait for each other at most once
            foreach (var proposal in proposals) await MakeRoomAsync(db, proposal, now, ct);
            var contacts = await ContactsAsync(db, wish, now, ct);
            var records = await RecordsOfAsync(db, [.. contacts.Select(c => c.Id)], default, ct);
            db.BookingGroups.Add(BookingGroup.Of(actor.Organization, wish.Id, wish.Branch, contacts[0].Id, wish.Name, now));
            for (var i = 0; i < visits.Count; i++)
            {
                var booking = Booking.Agree(actor.Organization, visits[i], agreed[i].Terms, contacts[i].Id, wish.Language, now);
                booking.Owe(WithoutDeposit(Hers(booking.Policy.Money, booking.Price, records[contacts[i].Id])));
                booking.Join(wish.Id);
                Insert(db, booking);
                AddClaims(db, actor.Organization, booking.Id, proposals[i], expires: null);
                Tell(db, booking, actor, now, from: null, new BookingConfirmed(booking.Id));
            }

            if (await db.CommitAsync(ct) is not { } trouble) return wish.Id;
            if (attempt == Attempts || !IsRace(trouble)) return trouble;
        }
    }

    /// <summary>Takes every visit of a group that has not begun by the same step to another time. None moves unless all can.</summary>
    /// <param name="actor">Somebody who works with everybody's bookings.</param>
    /// <param name="id">The group.</param>
    /// <param name="start">Where the earliest of them begins then.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<Result<GroupId>> MoveGroupAsync(Actor actor, GroupId id, Instant start, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetCurrentInstant();
            var old = await VisitsOfAsync(actor, id, ct);
            if (old.Count == 0) return GroupErrors.NotFound;
            old.RemoveAll(b => BookingPolicy.RefusesMove(byStaff: true, b.Status, b.StartsAt, b.Policy, now) is not null);
            if (old.Count == 0) return GroupErrors.NothingToMove;
            var step = start - old.Min(b => b.StartsAt);
            if (step == Duration.Zero) return id; // it stands there already

            var ids = old.ConvertAll(b => b.Id);
            var visits = old.ConvertAll(b => new BookRequest(b.Id, b.BranchId, b.StartsAt + step, WantedOf(b)) { Together = b.Together, Channel = BookingChannel.Desk });
            var party = visits.ConvertAll(v => new PartyVisit(new VisitQuestion(actor.Organization, v.Branch, v.Lines) { Together = v.Together, Online = false, Ignore = ids }, v.StartsAt));
            if (!(await freeTimes.ProposePartyAsync(party, ct)).TryGet(out var proposals, out var busy))
                return busy == SchedulingErrors.NotFree ? await WhoIsInTheWayAsync(actor, party, await NamesAsync(actor, ids, ct), ct) : busy;
            if (!(await AgreeAllAsync(actor, visits, proposals, ct)).TryGet(out var agreed, out var refusal)) return refusal;

            var today = await days.TodayAsync(actor.Organization, old[0].BranchId, ct);
            await using var db = await database.OpenForWriteAsync(actor, ct);
            var group = await db.BookingGroups.SingleAsync(g => g.Id == id, ct);
            var bookings = await db.Bookings.Include(b => b.Lines).Where(b => ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
            if (old.TrueForAll(b => bookings[b.Id].Version == b.Version))
            {
                var held = await db.Claims.Where(c => c.Live && c.BookingId != null && ids.Contains(c.BookingId.Value)).Select(c => c.Subject).ToListAsync(ct);
                await db.LockAsync([.. held, .. proposals.SelectMany(SubjectsOf)], ct);
                foreach (var visit in ids) await ReleaseClaimsAsync(db, visit, ct); // all of them first: the guests may swap their people
                for (var i = 0; i < ids.Count; i++)
                {
                    var (booking, oldStart, oldDate) = (bookings[ids[i]], old[i].StartsAt, old[i].BusinessDate);
                    await MakeRoomAsync(db, proposals[i], now, ct);
                    booking.Move(AtAgreedPrices(booking, agreed[i].Terms), AsAgreed(booking, agreed[i].Terms));
                    booking.ExpectAfter(today.Date);
                    AddClaims(db, actor.Organization, booking.Id, proposals[i], expires: null);
                    Tell(db, booking, actor, now, old[i].Status, BookingMoved.Of(booking, oldStart, oldDate), oldStart);
                    db.Announce(new Change(actor.Organization, ChangeKind.Bookings, oldDate));
                }

                group.Touch();
                refusal = await db.CommitAsync(ct);
            }
            else
            {
                refusal = DataErrors.ChangedMeanwhile;
            }

            if (refusal is null) return id;
            if (attempt == Attempts || !IsRace(refusal)) return refusal;
        }
    }

    /// <summary>Cancels every visit of a group that is still live, in one commit.</summary>
    /// <param name="forThem">Because they asked: the policy each visit was agreed under counts. Otherwise it is the salon's doing, and costs them nothing.</param>
    public async Task<Result<GroupId>> CancelGroupAsync(Actor actor, GroupId id, string? reason, CancellationToken ct, bool forThem = false)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var group = await db.BookingGroups.SingleOrDefaultAsync(g => g.Id == id, ct);
        if (group is null) return GroupErrors.NotFound;

        var why = Shorten(reason);
        foreach (var booking in await db.Bookings.Where(b => b.GroupId == id).ToListAsync(ct))
        {
            if (BookingPolicy.RefusesCancel(byStaff: true, booking.Status, booking.StartsAt, booking.Policy, now) is not null) continue;
            var from = booking.Status;
            booking.Cancel(why);
            await ReleaseClaimsAsync(db, booking.Id, ct);
            Tell(db, booking, actor, now, from, new BookingCancelled(booking.Id, BySalon: !forThem), reason: why);
        }

        group.Touch();
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }

    // For whom nobody is free, and when all of them would be; the desk then asks the customer, instead of trying one time after the other.
    private async Task<Error> WhoIsInTheWayAsync(Actor actor, List<PartyVisit> party, List<string> names, CancellationToken ct)
    {
        if (await freeTimes.HintAsync(party, ct) is not { } hint) return BookingErrors.SlotTaken; // it fits by now: once more is enough
        if (hint.By is not { } by) return GroupErrors.NotFreeFor(names[hint.Visit]);
        var zone = (await days.TodayAsync(actor.Organization, party[0].Question.Branch, ct)).Zone;
        var when = (party.Min(v => v.Start) + by).InZone(zone).LocalDateTime;
        return GroupErrors.NotFreeUntil(names[hint.Visit], when.Date, when.TimeOfDay);
    }

    private async Task<List<string>> NamesAsync(Actor actor, List<BookingId> ids, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var names = await (
            from b in db.Bookings
            join c in db.Contacts on b.ContactId equals c.Id
            where ids.Contains(b.Id)
            select new { b.Id, c.Name }).ToDictionaryAsync(b => b.Id, b => b.Name, ct);
        return ids.ConvertAll(id => names.GetValueOrDefault(id, ""));
    }

    private static Error? RefusalOf(GroupRequest wish)
    {
        if (wish.Guests.Count is < BookingGroup.LeastPeople or > BookingGroup.MostPeople) return GroupErrors.PeopleCount;
        if (wish.Guests.Any(g => g.Name.Length == 0)) return BookingErrors.NameNeeded;
        if (wish.Guests.Any(g => Characters.IsLonger(g.Name, Customer.MaxName)) || Characters.IsLonger(wish.Name, GroupRequest.LongestName)) return BookingErrors.NameTooLong;
        return wish.Guests.Select(g => RefusalOf(new BookRequest(g.Id, wish.Branch, wish.StartsAt, g.Lines))).FirstOrDefault(r => r is not null);
    }

    private async Task<bool> HasGroupAsync(Actor actor, GroupId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.BookingGroups.AnyAsync(g => g.Id == id, ct);
    }

    private async Task<List<Booking>> VisitsOfAsync(Actor actor, GroupId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.Bookings.Include(b => b.Lines).AsNoTracking().Where(b => b.GroupId == id).OrderBy(b => b.Id).ToListAsync(ct);
    }

    private async Task<Result<List<Agreed>>> AgreeAllAsync(Actor actor, List<BookRequest> visits, Proposal[] proposals, CancellationToken ct)
    {
        var all = new List<Agreed>(visits.Count);
        foreach (var (i, visit) in visits.Index())
        {
            if (!(await terms.AgreeAsync(actor.Organization, visit, proposals[i], ct)).TryGet(out var agreed, out var refusal)) return refusal;
            all.Add(agreed);
        }

        return all;
    }

    // Two guests with one phone are one contact: a mother's number for her daughters.
    private static async Task<List<Contact>> ContactsAsync(SalonDb db, GroupRequest wish, Instant now, CancellationToken ct)
    {
        var byPhone = new Dictionary<string, Contact>(StringComparer.Ordinal);
        var contacts = new List<Contact>(wish.Guests.Count);
        foreach (var guest in wish.Guests)
        {
            if (guest.Phone is not { } phone || !byPhone.TryGetValue(phone.Value, out var contact))
                contact = await ContactOfAsync(db, new Customer(null, guest.Phone, guest.Name, wish.Language), now, ct);
            if (guest.Phone is { } known) byPhone[known.Value] = contact;
            contacts.Add(contact);
        }

        return contacts;
    }
}
