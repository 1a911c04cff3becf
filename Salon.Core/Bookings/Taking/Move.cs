using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings.Taking;

/// <summary>A visit that was agreed gets another place in the diary. It never loses the old one before it has the new one.</summary>
internal abstract class ChangePlaceCommand(Actor actor, BookingId id) : TakingCommand<BookingId>(actor)
{
    private LocalDate today;

    public sealed override BookingId Id => id;

    /// <summary>Whether the customer gets a message of another time.</summary>
    protected virtual bool Tells => true;

    public sealed override async Task<Result<TimeRequest[]>> PlanAsync(TakingEngine engine, Instant now, CancellationToken ct)
    {
        TimeRequest wanted;
        await using (var db = await engine.Database.OpenAsync(Actor.Organization, ct))
        {
            var booking = await db.Bookings.Include(b => b.Lines).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
            if (booking is null) return BookingErrors.NotFound;
            if (await RefusalAsync(db, booking, now, ct) is { } refusal) return refusal;
            if (WantedOf(booking) is not { } request) return Array.Empty<TimeRequest>();
            if (request.Refusal is { } malformed) return malformed;
            wanted = new(request, booking.Version);
        }

        today = (await engine.Days.TodayAsync(Actor.Organization, wanted.Request.Branch, ct)).Date;
        return (TimeRequest[])[wanted];
    }

    public sealed override Task<IEnumerable<Guid>> LocksAsync(SalonDb db, Quote[] quotes, CancellationToken ct) =>
        OnlineLimits.LocksOfAsync(db, Actor, quotes[0].Booking!, ct);

    public sealed override Task<Error?> LimitAsync(BookingWriter write, Quote[] quotes, CancellationToken ct) =>
        OnlineLimits.RefusesMoveAsync(write.Db, Actor, quotes[0].Booking!, quotes[0].Rules, quotes[0].Proposal.Date, write.Now, ct);

    public sealed override async Task<Result<Booking[]>> WriteAsync(BookingWriter write, Quote[] quotes, CancellationToken ct) =>
        (Booking[])[await VisitMoves.MoveAsync(write, quotes[0], today, Tells, OverbookReason, ct)];

    /// <summary>Why this actor cannot change the visit as it is now.</summary>
    protected abstract Task<Error?> RefusalAsync(SalonDb db, Booking booking, Instant now, CancellationToken ct);

    /// <summary>Where the visit is to be; null when it stands there already.</summary>
    protected abstract BookRequest? WantedOf(Booking booking);
}

/// <summary>Takes a visit to another time, and to other services or people.</summary>
/// <param name="lines">Null keeps the services, and the people she had asked for.</param>
internal sealed class MoveCommand(Actor actor, BookingId id, Instant start, IReadOnlyList<WantedLine>? lines) : ChangePlaceCommand(actor, id)
{
    private bool IsByStaff => Actor.May(Permission.WorkAllBookings);

    public override Error? Refusal => null; // whoever may manage the visit: read with it

    protected override async Task<Error?> RefusalAsync(SalonDb db, Booking booking, Instant now, CancellationToken ct) =>
        await VisitCustomers.MayManageAsync(db, booking, Actor, ct)
            ? BookingPolicy.RefusesMove(IsByStaff, booking.Status, booking.StartsAt, booking.Policy, now)
            : BookingErrors.NotFound;

    protected override BookRequest? WantedOf(Booking booking) => booking.StartsAt == start && lines is null ? null
        : new(Id, booking.BranchId, start, lines ?? booking.WantedLines())
        {
            Together = booking.Together, Channel = IsByStaff ? BookingChannel.Desk : BookingChannel.Web,
        };
}
