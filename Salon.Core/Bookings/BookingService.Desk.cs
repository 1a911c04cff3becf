using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>What the desk does to a visit's place: another time, other people, another length, and overbooking on purpose.</summary>
public sealed partial class BookingService
{
    /// <summary>Lays a visit as the desk wants it. A colleague's move since it was seen is refused; a mere arrival or note is not in the way.</summary>
    public async Task<Result<BookingId>> RearrangeAsync(Actor actor, DeskMove move, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        if (RefusalOf(actor, move.Overbook) is { } forbidden) return forbidden;

        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetCurrentInstant();
            if (!(await ReadForDeskAsync(actor, move, ct)).TryGet(out var old, out var refusal)) return refusal;
            var wish = new BookRequest(move.Booking, old.BranchId, move.Start, move.Lines) { Together = old.Together, Channel = BookingChannel.Desk };
            if (RefusalOf(wish) is { } malformed) return malformed;
            if (IsAlreadySo(old, move)) return move.Booking;

            var question = new VisitQuestion(actor.Organization, old.BranchId, move.Lines) { Together = old.Together, Online = false, Ignore = [move.Booking] };
            if (!(await ProposeAsync(question, move.Start, move.Overbook, ct)).TryGet(out var proposal, out var busy)) return AsTaken(busy);
            if (!(await terms.AgreeAsync(actor.Organization, wish, proposal, ct)).TryGet(out var agreed, out refusal)) return refusal;

            var today = await days.TodayAsync(actor.Organization, old.BranchId, ct);
            await using (var db = await database.OpenForWriteAsync(actor, ct))
            {
                var booking = await db.Bookings.Include(b => b.Lines).SingleAsync(b => b.Id == move.Booking, ct);
                refusal = booking.Version != old.Version ? DataErrors.ChangedMeanwhile
                    : await MoveAsync(db, booking, actor, proposal, agreed, today.Date, now, ct, move);
            }

            if (refusal is null) return move.Booking;
            if (attempt == Attempts || !IsRace(refusal)) return refusal;
        }
    }

    /// <summary>Books for somebody where somebody else already is, on purpose.</summary>
    /// <param name="reason">Stands in the history, and with the time that overlaps.</param>
    public async Task<Result<BookingId>> OverbookAsync(Actor actor, BookRequest wish, Customer who, string reason, CancellationToken ct)
    {
        if (!MayBookFor(actor, who)) return BookingErrors.NotAllowed;
        if ((RefusalOf(actor, reason) ?? RefusalOf(wish) ?? RefusalOf(actor, who)) is { } refusal) return refusal;

        var why = TidyText.Line(reason);
        var now = clock.GetCurrentInstant();
        var question = new VisitQuestion(actor.Organization, wish.Branch, wish.Lines) { Together = wish.Together, Online = false };
        if (!(await freeTimes.InsistAsync(question, wish.StartsAt, ct)).TryGet(out var proposal, out var busy)) return await AnsweredAsync(actor, wish, ct) ?? AsTaken(busy);
        if (!(await terms.AgreeAsync(actor.Organization, wish, proposal, ct)).TryGet(out var agreed, out refusal)) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        await MakeRoomAsync(db, proposal, now, ct);
        var contact = await ContactOfAsync(db, who, now, ct);
        var booking = Booking.Agree(actor.Organization, wish, agreed.Terms, contact.Id, who.Language, now);
        booking.Owe(WithoutDeposit(await HersAsync(db, booking.Policy.Money, booking.Price, contact.Id, ct)));
        booking.Overbook(why);
        Insert(db, booking);
        await AddClaimsOverOthersAsync(db, booking.Id, actor.Organization, proposal, why, ct);
        Tell(db, booking, actor, now, from: null, new BookingConfirmed(booking.Id, wish.Tell), reason: why);
        if (await db.CommitAsync(ct) is not { } trouble) return wish.Id;
        return await AnsweredAsync(actor, wish, ct) ?? trouble;
    }

    private static Error? RefusalOf(Actor actor, string? overbookReason) =>
        overbookReason is null ? null
        : !actor.May(Permission.Overbook) ? BookingErrors.NotAllowed
        : TidyText.Line(overbookReason).Length == 0 || Characters.IsLonger(overbookReason, MaxReason) ? BookingErrors.ReasonNeeded
        : null;

    private Task<Result<Proposal>> ProposeAsync(VisitQuestion question, Instant start, string? overbook, CancellationToken ct) =>
        overbook is null ? freeTimes.ProposeAsync(question, start, ct) : freeTimes.InsistAsync(question, start, ct);

    private async Task<Result<Booking>> ReadForDeskAsync(Actor actor, DeskMove move, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var booking = await db.Bookings.Include(b => b.Lines).AsNoTracking().SingleOrDefaultAsync(b => b.Id == move.Booking, ct);
        if (booking is null) return BookingErrors.NotFound;
        if (BookingPolicy.RefusesRearranging(booking.Status, booking.StartsAt == move.Start) is { } refusal) return refusal;
        return booking.Lines.OrderBy(l => l.Position).First().Id == move.Seen ? booking : await WhoMovedAsync(db, booking, ct);
    }

    private static async Task<Error> WhoMovedAsync(SalonDb db, Booking booking, CancellationToken ct)
    {
        var who = await (
            from e in db.BookingEvents
            from u in db.Users.Where(u => u.Id == e.UserId).DefaultIfEmpty()
            where e.BookingId == booking.Id && e.NewStart != null
            orderby e.At descending, e.Id descending
            select u == null ? "" : u.Name).FirstOrDefaultAsync(ct);
        var zone = await db.Branches.Where(b => b.Id == booking.BranchId).Select(b => b.ZoneId).SingleAsync(ct);
        var local = booking.StartsAt.InZone(DateTimeZoneProviders.Tzdb[zone]);
        return BookingErrors.MovedMeanwhile(who ?? "", local.Date, local.TimeOfDay);
    }

    private static bool IsAlreadySo(Booking booking, DeskMove move) =>
        booking.StartsAt == move.Start
        && booking.Lines.OrderBy(l => l.Position).Select(l => (l.ServiceId, (StaffId?)l.StaffId, l.OwnMinutes)).SequenceEqual(move.Lines.Select(l => (l.Service, l.Staff, l.Minutes)));

    // Only what really overlaps may overlap: the rest stays exclusive, and so does everybody else's time.
    private static async Task AddClaimsOverOthersAsync(SalonDb db, BookingId booking, OrganizationId organization, Proposal proposal, string reason, CancellationToken ct)
    {
        var claims = proposal.Lines.SelectMany(l => l.Claims).OrderBy(c => c.Subject.Id).ThenBy(c => c.Time.Start).ToList();
        var subjects = claims.Select(c => c.Subject.Id).Distinct().ToList();
        var (from, to) = (claims.Min(c => c.Time.Start), claims.Max(c => c.Time.End));
        var earliest = from - Claim.MaxLength;
        var taken = await db.Claims.Where(c => c.Live && c.Exclusive && subjects.Contains(c.Subject) && c.StartsAt > earliest && c.StartsAt < to && c.EndsAt > from && c.BookingId != booking)
            .Select(c => new { c.Subject, c.Unit, c.StartsAt, c.EndsAt }).ToListAsync(ct);
        foreach (var claim in claims)
        {
            var kind = claim.Subject.IsPerson ? ClaimKind.Person : ClaimKind.Resource;
            var overlaps = taken.Exists(t => t.Subject == claim.Subject.Id && t.Unit == claim.Subject.Unit && new Span(t.StartsAt, t.EndsAt).Overlaps(claim.Time));
            db.Insert(overlaps
                ? Claim.Overbook(organization, booking, kind, claim.Subject.Id, claim.Subject.Unit, claim.Time, reason)
                : Claim.Take(organization, booking, kind, claim.Subject.Id, claim.Subject.Unit, claim.Time, expiresAt: null));
        }
    }

    private static async Task<IReadOnlyList<LineChange>> ChangesAsync(SalonDb db, IReadOnlyList<BookingLine> old, IReadOnlyList<BookingLine> now, CancellationToken ct)
    {
        var pairs = old.Zip(now).Where(p => p.First.ServiceId == p.Second.ServiceId && (p.First.StaffId != p.Second.StaffId || p.First.EndsAt - p.First.StartsAt != p.Second.EndsAt - p.Second.StartsAt)).ToList();
        if (pairs.Count == 0) return [];
        var ids = pairs.SelectMany(p => new[] { p.First.StaffId, p.Second.StaffId }).Distinct().ToList();
        var names = await db.Staff.Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        return [.. pairs.Select(p => new LineChange(p.First.ServiceName, names[p.First.StaffId], names[p.Second.StaffId], MinutesOf(p.First), MinutesOf(p.Second)))];
    }

    private static int MinutesOf(BookingLine line) => (int)(line.EndsAt - line.StartsAt).TotalMinutes;
}
