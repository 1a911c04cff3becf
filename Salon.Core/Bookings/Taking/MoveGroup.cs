using Microsoft.EntityFrameworkCore;
using Salon.Bookings.Groups;

namespace Salon.Bookings.Taking;

/// <summary>Takes every visit of a group that has not begun by the same step to another time. None moves unless all can.</summary>
/// <param name="start">Where the earliest of them begins then.</param>
internal sealed class MoveGroupCommand(Actor actor, GroupId id, Instant start) : GroupCommand(actor, id)
{
    private IReadOnlyList<BookingId> visits = [];
    private LocalDate today;

    public override Error? Refusal => Actor.May(Permission.WorkAllBookings) ? null : BookingErrors.NotAllowed;

    public override async Task<Result<Booking[]>> WriteAsync(BookingWriter write, Quote[] quotes, CancellationToken ct)
    {
        var bookings = new Booking[quotes.Length];
        for (var i = 0; i < quotes.Length; i++) bookings[i] = await VisitMoves.MoveAsync(write, quotes[i], today, tell: true, overbookReason: null, ct);
        (await write.Db.BookingGroups.SingleAsync(g => g.Id == Id, ct)).Touch();
        return bookings;
    }

    protected override async Task<Result<TimeRequest[]>> ReadAsync(TakingEngine engine, Instant now, CancellationToken ct)
    {
        List<Booking> old;
        await using (var db = await engine.Database.OpenForOneAsync(Actor.Organization, ct))
            old = await db.Bookings.Include(b => b.Lines).AsNoTracking().Where(b => b.GroupId == Id).OrderBy(b => b.Id).ToListAsync(ct);
        if (old.Count == 0) return GroupErrors.NotFound;
        old.RemoveAll(b => BookingPolicy.RefusesMove(byStaff: true, b.Status, b.StartsAt, b.Policy, now) is not null);
        if (old.Count == 0) return GroupErrors.NothingToMove;
        var step = start - old.Min(b => b.StartsAt);
        if (step == Duration.Zero) return Array.Empty<TimeRequest>();

        visits = old.ConvertAll(b => b.Id);
        today = (await engine.Days.TodayAsync(Actor.Organization, old[0].BranchId, ct)).Date;
        return old.Select(b =>
        {
            var request = new BookRequest(b.Id, b.BranchId, b.StartsAt + step, b.WantedLines()) { Together = b.Together, Channel = BookingChannel.Desk };
            return new TimeRequest(request, b.Version) { Ignore = visits };
        }).ToArray();
    }

    protected override async Task<IReadOnlyList<string>> NamesAsync(TakingEngine engine, CancellationToken ct)
    {
        await using var db = await engine.Database.OpenForOneAsync(Actor.Organization, ct);
        var names = await (
            from b in db.Bookings
            join c in db.Contacts on b.ContactId equals c.Id
            where visits.Contains(b.Id)
            select new { b.Id, c.Name }).ToDictionaryAsync(b => b.Id, b => b.Name, ct);
        return [.. visits.Select(id => names.GetValueOrDefault(id, ""))];
    }
}
