using Microsoft.EntityFrameworkCore;
using Salon.Bookings.Groups;
using Salon.Contacts;
using Salon.Scheduling;

namespace Salon.Bookings.Taking;

/// <summary>Several people's visits as one: all of them, or none.</summary>
internal abstract class GroupCommand(Actor actor, GroupId id) : TakingCommand<GroupId>(actor)
{
    private TimeRequest[] wanted = [];

    public sealed override GroupId Id => id;

    public sealed override async Task<Result<TimeRequest[]>> PlanAsync(TakingEngine engine, Instant now, CancellationToken ct) =>
        (await ReadAsync(engine, now, ct)).TryGet(out var visits, out var refusal) ? wanted = visits : refusal;

    /// <summary>For whom nobody is free, and when all of them would be: the desk then asks the customer, instead of trying one time after the other.</summary>
    public sealed override async Task<Error> ExplainAsync(TakingEngine engine, Error refusal, CancellationToken ct)
    {
        if (refusal != SchedulingErrors.NotFree) return refusal;
        List<PartyVisit> party = [.. wanted.Select(visit => new PartyVisit(visit.QuestionIn(Actor.Organization), visit.Request.StartsAt))];
        if (await engine.FreeTimes.HintAsync(party, ct) is not { } hint) return BookingErrors.SlotTaken; // it fits by now: once more is enough
        var name = (await NamesAsync(engine, ct))[hint.Visit];
        if (hint.By is not { } by) return GroupErrors.NotFreeFor(name);
        var zone = (await engine.Days.TodayAsync(Actor.Organization, party[0].Question.Branch, ct)).Zone;
        var when = (party.Min(visit => visit.Start) + by).InZone(zone).LocalDateTime;
        return GroupErrors.NotFreeUntil(name, when.Date, when.TimeOfDay);
    }

    /// <inheritdoc cref="PlanAsync"/>
    protected abstract Task<Result<TimeRequest[]>> ReadAsync(TakingEngine engine, Instant now, CancellationToken ct);

    /// <summary>Whose visits they are, in the order of the plan.</summary>
    protected abstract Task<IReadOnlyList<string>> NamesAsync(TakingEngine engine, CancellationToken ct);
}

/// <summary>Books everybody of a group, each with her own visit, in one commit.</summary>
internal sealed class BookGroupCommand(Actor actor, GroupRequest request) : GroupCommand(actor, request.Id)
{
    private readonly List<Guest> guests = [.. request.Guests.Select(guest => guest with { Name = TidyText.Line(guest.Name) })];
    private readonly string name = TidyText.Line(request.Name);

    public override Error? Refusal
    {
        get
        {
            if (!Actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
            if (guests.Count is < BookingGroup.LeastPeople or > BookingGroup.MostPeople) return GroupErrors.PeopleCount;
            if (guests.Exists(g => g.Name.Length == 0)) return BookingErrors.NameNeeded;
            if (guests.Exists(g => Characters.IsLonger(g.Name, Customer.MaxName))) return BookingErrors.NameTooLong;
            if (Characters.IsLonger(name, GroupRequest.LongestName)) return BookingErrors.NameTooLong;
            return guests.Select(guest => VisitOf(guest).Refusal).FirstOrDefault(refusal => refusal is not null);
        }
    }

    public override async Task<Result<Booking[]>> WriteAsync(BookingWriter write, Quote[] quotes, CancellationToken ct)
    {
        var contacts = await ContactsAsync(write, ct);
        var records = await VisitMoney.RecordsOfAsync(write.Db, [.. contacts.Select(c => c.Id)], default, ct);
        write.Db.BookingGroups.Add(BookingGroup.Of(Actor.Organization, Id, request.Branch, contacts[0].Id, name, write.Now));
        var bookings = new List<Booking>(quotes.Length);
        foreach (var (quote, contact) in quotes.Zip(contacts))
        {
            var booking = write.Insert(Booking.BookFor(Actor.Organization, quote.Request, quote.Terms, contact.Id, request.Language, write.Now));
            booking.SetMoneyTerms(VisitMoney.WithoutDeposit(booking, records[contact.Id]));
            booking.Join(Id);
            write.RecordAndNotify(booking, from: null, new BookingConfirmed(booking.Id));
            bookings.Add(booking);
        }

        return bookings.ToArray();
    }

    public override async Task<Result<GroupId>?> AnsweredAsync(TakingEngine engine, CancellationToken ct)
    {
        await using var db = await engine.Database.OpenForOneAsync(Actor.Organization, ct);
        return await db.BookingGroups.AnyAsync(g => g.Id == Id, ct) ? Id : null;
    }

    protected override Task<Result<TimeRequest[]>> ReadAsync(TakingEngine engine, Instant now, CancellationToken ct) =>
        Task.FromResult<Result<TimeRequest[]>>(guests.Select(guest => new TimeRequest(VisitOf(guest))).ToArray());

    protected override Task<IReadOnlyList<string>> NamesAsync(TakingEngine engine, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(guests.ConvertAll(g => g.Name));

    private BookRequest VisitOf(Guest guest) =>
        new(guest.Id, request.Branch, request.StartsAt, guest.Lines) { Channel = BookingChannel.Desk, Language = request.Language };

    // Two guests with one phone are one contact: a mother's number for her daughters.
    private async Task<List<Contact>> ContactsAsync(BookingWriter write, CancellationToken ct)
    {
        var byPhone = new Dictionary<string, Contact>(StringComparer.Ordinal);
        var contacts = new List<Contact>(guests.Count);
        foreach (var guest in guests)
        {
            if (guest.Phone is not { } phone || !byPhone.TryGetValue(phone.Value, out var contact))
                contact = await VisitCustomers.FindOrAddAsync(write.Db, new Customer(null, guest.Phone, guest.Name, request.Language), write.Now, ct);
            if (guest.Phone is { } known) byPhone[known.Value] = contact;
            contacts.Add(contact);
        }

        return contacts;
    }
}
