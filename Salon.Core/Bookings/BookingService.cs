using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings.Groups;
using Salon.Bookings.Taking;
using Salon.Data;
using Salon.Outbox;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Everything that is done to bookings, whoever asks: pages, desk, API, jobs. Every command may arrive twice and counts once.</summary>
/// <remarks>What takes time is a command of <see cref="TakingEngine"/>; the rest gives time back or takes none.</remarks>
public sealed class BookingService(Database database, TakingEngine taking, BusinessDays days, TimeProvider clock)
{
    /// <summary>Keeps a time for a few minutes while the customer proves her phone. Her earlier hold at this salon is given back.</summary>
    /// <returns><see cref="BookingErrors.SlotTaken"/> when the time is gone: FreeTimesService knows the nearest others.</returns>
    public Task<Result<BookingId>> HoldAsync(Actor actor, BookRequest request, CancellationToken ct) =>
        taking.TakeAsync(new HoldCommand(actor, request, Holder.Keys(actor)), ct);

    /// <summary>Books in one step, for somebody whose phone is proved or whom the desk vouches for.</summary>
    public Task<Result<BookingId>> BookAsync(Actor actor, BookRequest request, Customer who, CancellationToken ct) =>
        taking.TakeAsync(new BookCommand(actor, request, who), ct);

    /// <summary>Books for somebody where somebody else already is, on purpose.</summary>
    /// <param name="reason">Stands in the history, and with the time that overlaps.</param>
    public Task<Result<BookingId>> OverbookAsync(Actor actor, BookRequest request, Customer who, string reason, CancellationToken ct) =>
        taking.TakeAsync(new OverbookCommand(actor, request, who, reason), ct);

    /// <summary>Gives somebody who stands at the desk a time of her own: now, or a promised one. She counts as arrived, and no message is sent.</summary>
    /// <param name="request">One service or more, at any whole minute of today; its channel is set here.</param>
    /// <param name="who">Null when she left neither name nor phone: the visit then has no customer. A known phone needs no name.</param>
    public Task<Result<BookingId>> WalkInAsync(Actor actor, BookRequest request, Customer? who, CancellationToken ct) =>
        taking.TakeAsync(new WalkInCommand(actor, request, who), ct);

    /// <summary>Turns a hold into a booking. Also after its minutes, and after it was given back, as long as the time is to be had.</summary>
    /// <returns><see cref="BookingErrors.HoldExpired"/> when the hold is over and somebody else has the time.</returns>
    public Task<Result<BookingId>> ConfirmAsync(Actor actor, BookingId id, Customer who, CancellationToken ct) => ConfirmAsync(actor, id, who, note: null, ct);

    /// <inheritdoc cref="ConfirmAsync(Actor, BookingId, Customer, CancellationToken)"/>
    /// <param name="note">What the customer wants the salon to know; null leaves what was noted when the time was held.</param>
    public Task<Result<BookingId>> ConfirmAsync(Actor actor, BookingId id, Customer who, string? note, CancellationToken ct) =>
        taking.TakeAsync(new ConfirmCommand(actor, id, who, note), ct);

    /// <summary>The money came: the visit stands. When its time was given back meanwhile, it is taken again if it is still free.</summary>
    /// <returns>
    /// <see cref="BookingErrors.SlotTaken"/> when somebody else has the time now, <see cref="BookingErrors.AlreadyStarted"/> when it has passed,
    /// <see cref="BookingErrors.NotOpen"/> when the visit was cancelled: whoever took the money gives it back.
    /// </returns>
    public Task<Result<BookingId>> ConfirmPaidAsync(Actor system, BookingId id, CancellationToken ct) =>
        taking.TakeAsync(new PaidCommand(system, id, waiver: null, isWaived: false), ct);

    /// <summary>The salon lets the deposit go, with a reason: the visit stands unpaid.</summary>
    public Task<Result<BookingId>> WaiveDepositAsync(Actor actor, BookingId id, string? reason, CancellationToken ct) =>
        taking.TakeAsync(new PaidCommand(actor, id, reason, isWaived: true), ct);

    /// <summary>Takes a visit to another time, and to other services or people. Never loses the old time before it has the new one.</summary>
    /// <param name="lines">Null keeps the services, and the people she had asked for.</param>
    public Task<Result<BookingId>> MoveAsync(Actor actor, BookingId id, Instant start, IReadOnlyList<WantedLine>? lines, CancellationToken ct) =>
        taking.TakeAsync(new MoveCommand(actor, id, start, lines), ct);

    /// <summary>Lays a visit as the desk wants it. A colleague's move since it was seen is refused; a mere arrival or note is not in the way.</summary>
    public Task<Result<BookingId>> RearrangeAsync(Actor actor, DeskMove move, CancellationToken ct) =>
        taking.TakeAsync(new RearrangeCommand(actor, move), ct);

    /// <summary>Books everybody of a group, each with her own visit, in one commit.</summary>
    public Task<Result<GroupId>> BookGroupAsync(Actor actor, GroupRequest request, CancellationToken ct) =>
        taking.TakeAsync(new BookGroupCommand(actor, request), ct);

    /// <summary>Takes every visit of a group that has not begun by the same step to another time. None moves unless all can.</summary>
    /// <param name="start">Where the earliest of them begins then.</param>
    public Task<Result<GroupId>> MoveGroupAsync(Actor actor, GroupId id, Instant start, CancellationToken ct) =>
        taking.TakeAsync(new MoveGroupCommand(actor, id, start), ct);

    /// <summary>Cancels every visit of a group that is still live, in one commit.</summary>
    /// <param name="forThem">Because they asked: the policy each visit was agreed under counts. Otherwise it costs them nothing.</param>
    public async Task<Result<GroupId>> CancelGroupAsync(Actor actor, GroupId id, string? reason, CancellationToken ct, bool forThem = false)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var group = await db.BookingGroups.SingleOrDefaultAsync(g => g.Id == id, ct);
        if (group is null) return GroupErrors.NotFound;

        var bookings = await db.Bookings.Where(b => b.GroupId == id).ToListAsync(ct);
        bookings.RemoveAll(b => BookingPolicy.RefusesCancel(byStaff: true, b.Status, b.StartsAt, b.Policy, now) is not null);
        await new BookingWriter(db, actor, now).CancelAsync(bookings, BookingEvent.Shorten(reason), bySalon: !forThem, ct);
        group.Touch();
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }

    /// <summary>Cancels and gives the time back. Customers within the policy agreed on; staff always, with their reason.</summary>
    /// <param name="forHer">Staff cancel because the customer asked: the policy counts as if she had. Otherwise it costs her nothing.</param>
    public async Task<Result<BookingId>> CancelAsync(Actor actor, BookingId id, string? reason, CancellationToken ct, bool forHer = false)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);

        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null || !await VisitCustomers.MayManageAsync(db, booking, actor, ct)) return BookingErrors.NotFound;
        if (booking.Status == BookingStatus.Cancelled) return id; // the same click, arriving twice
        var byStaff = actor.May(Permission.WorkAllBookings);
        if (BookingPolicy.RefusesCancel(byStaff, booking.Status, booking.StartsAt, booking.Policy, now) is { } refusal) return refusal;

        var write = new BookingWriter(db, actor, now);
        if (booking.Status == BookingStatus.Held) await write.ExpireAsync(booking, ct);
        else await write.CancelAsync([booking], BookingEvent.Shorten(reason), bySalon: byStaff && !forHer, ct);
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }

    /// <summary>The customer is here.</summary>
    public Task<Result<BookingId>> ArriveAsync(Actor actor, BookingId id, CancellationToken ct) => StepAsync(actor, id, BookingStatus.Arrived, ct);

    /// <summary>The first service begins.</summary>
    public Task<Result<BookingId>> StartAsync(Actor actor, BookingId id, CancellationToken ct) => StepAsync(actor, id, BookingStatus.InService, ct);

    /// <summary>The visit is over.</summary>
    public Task<Result<BookingId>> CompleteAsync(Actor actor, BookingId id, CancellationToken ct) => StepAsync(actor, id, BookingStatus.Completed, ct);

    /// <summary>The customer did not come; the rest of her time is free again.</summary>
    public Task<Result<BookingId>> NoShowAsync(Actor actor, BookingId id, CancellationToken ct) => StepAsync(actor, id, BookingStatus.NoShow, ct);

    /// <summary>Undoes an arrival or a start; the history keeps both. Nothing the customer was told of is undone this way.</summary>
    public async Task<Result<BookingId>> StepBackAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);

        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null || !await MayWorkOnAsync(db, actor, id, ct)) return BookingErrors.NotFound;
        var status = booking.Status;
        var before = await db.BookingEvents.Where(e => e.BookingId == id && e.To == status && e.From < status)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Select(e => e.From).FirstOrDefaultAsync(ct);
        if (BookingPolicy.StepBack(status, before) is not { } to) return BookingErrors.NotOpen;

        booking.TransitionTo(to);
        new BookingWriter(db, actor, now).Record(booking, status);
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }

    /// <summary>Gives a hold back. Nothing happens when it is not (or no longer) held by this actor.</summary>
    public async Task<Error?> ReleaseAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);

        var owners = Holder.Keys(actor);
        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id && b.Status == BookingStatus.Held && owners.Contains(b.HolderKey!), ct);
        if (booking is null) return null;

        await new BookingWriter(db, actor, now).ExpireAsync(booking, ct);
        return await db.CommitAsync(ct);
    }

    /// <summary>Gives back some holds that ran out: all of them or none.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepExpiredHoldsAsync(Actor system, IReadOnlyList<BookingId> ids, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(system, ct);
        var expired = await db.Bookings
            .Where(b => ids.Contains(b.Id) && (b.Status == BookingStatus.Held || b.Status == BookingStatus.Pending) && b.HoldExpiresAt <= now).ToListAsync(ct);
        var write = new BookingWriter(db, system, now);
        foreach (var booking in expired)
        {
            var from = booking.Status;
            await write.ExpireAsync(booking, ct);
            if (from == BookingStatus.Pending) write.Record(booking, from); // she had agreed: her history says what became of it
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

    private async Task<Result<BookingId>> StepAsync(Actor actor, BookingId id, BookingStatus to, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);

        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null || !await MayWorkOnAsync(db, actor, id, ct)) return BookingErrors.NotFound;
        if (booking.Status == to) return id; // the same tap, arriving twice
        var today = await days.TodayAsync(actor.Organization, booking.BranchId, ct);
        if (BookingPolicy.RefusesStep(booking.Status, to, booking.StartsAt, booking.BusinessDate, today.Date, now) is { } refusal) return refusal;

        var from = booking.Status;
        booking.TransitionTo(to);
        if (to == BookingStatus.NoShow) await TimeClaims.ReleaseAsync(db, [id], ct);
        await VisitCounts.AddAsync(db, booking, ct);
        new BookingWriter(db, actor, now).Record(booking, from);
        if (to == BookingStatus.Completed) db.Outbox.Add(OutboxMessage.For(booking.OrganizationId, new BookingCompleted(id), now));
        if (to == BookingStatus.NoShow) db.Outbox.Add(OutboxMessage.For(booking.OrganizationId, new BookingNoShow(id), now));
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }

    private static async Task<bool> MayWorkOnAsync(SalonDb db, Actor actor, BookingId id, CancellationToken ct) =>
        actor.May(Permission.WorkAllBookings)
        || (actor.May(Permission.WorkOwnBookings) && actor.Staff is { } me && await db.BookingLines.AnyAsync(l => l.BookingId == id && l.StaffId == me, ct));
}
