using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Outbox;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>What happens to a booking after it was agreed.</summary>
public sealed partial class BookingService
{
    private const int MaxReason = 300;

    /// <summary>Cancels and gives the time back. Customers within the policy agreed on; staff always, with their reason.</summary>
    /// <param name="forHer">Staff cancel because the customer asked: the policy counts as if she had. Otherwise it is the salon's doing, and costs her nothing.</param>
    public async Task<Result<BookingId>> CancelAsync(Actor actor, BookingId id, string? reason, CancellationToken ct, bool forHer = false)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);

        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null || !await IsHersAsync(db, booking, actor, ct)) return BookingErrors.NotFound;
        if (booking.Status == BookingStatus.Cancelled) return id; // the same click, arriving twice
        var byStaff = actor.May(Permission.WorkAllBookings);
        if (BookingPolicy.RefusesCancel(byStaff, booking.Status, booking.StartsAt, booking.Policy, now) is { } refusal) return refusal;

        var from = booking.Status;
        if (from == BookingStatus.Held)
        {
            await GiveBackAsync(db, booking, ct);
            return await db.CommitAsync(ct) is { } lost ? lost : id;
        }

        var why = Shorten(reason);
        booking.Cancel(why);
        await ReleaseClaimsAsync(db, id, ct);
        Tell(db, booking, actor, now, from, new BookingCancelled(id, BySalon: byStaff && !forHer), reason: why);
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }

    /// <summary>Takes a visit to another time, and to other services or people when <paramref name="lines"/> says so. Never loses the old time before it has the new one.</summary>
    /// <param name="lines">Null keeps the services, and the people she had asked for.</param>
    public async Task<Result<BookingId>> MoveAsync(Actor actor, BookingId id, Instant start, IReadOnlyList<WantedLine>? lines, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetCurrentInstant();
            var byStaff = actor.May(Permission.WorkAllBookings);
            if (!(await ReadForMoveAsync(actor, id, byStaff, now, ct)).TryGet(out var old, out var refusal)) return refusal;
            if (old.StartsAt == start && lines is null) return id; // it stands there already

            var wish = new BookRequest(id, old.BranchId, start, lines ?? old.Wanted) { Together = old.Together, Channel = byStaff ? BookingChannel.Desk : BookingChannel.Web };
            if (RefusalOf(wish) is { } malformed) return malformed;
            var question = new VisitQuestion(actor.Organization, old.BranchId, wish.Lines) { Together = old.Together, Online = !byStaff, Ignore = [id] };
            if (!(await freeTimes.ProposeAsync(question, start, ct)).TryGet(out var proposal, out var busy)) return AsTaken(busy);
            if (!(await terms.AgreeAsync(actor.Organization, wish, proposal, ct)).TryGet(out var agreed, out refusal)) return refusal;

            var today = await days.TodayAsync(actor.Organization, old.BranchId, ct);
            await using (var db = await database.OpenForWriteAsync(actor, ct))
            {
                var booking = await db.Bookings.Include(b => b.Lines).SingleAsync(b => b.Id == id, ct);
                if (booking.Version != old.Version) refusal = DataErrors.ChangedMeanwhile;
                else refusal = await MoveAsync(db, booking, actor, proposal, agreed, today.Date, now, ct);
            }

            if (refusal is null) return id;
            if (attempt == Attempts || !IsRace(refusal)) return refusal;
        }
    }

    /// <summary>The customer is here.</summary>
    public Task<Result<BookingId>> ArriveAsync(Actor actor, BookingId id, CancellationToken ct) => StepAsync(actor, id, BookingStatus.Arrived, ct);

    /// <summary>The first service begins.</summary>
    public Task<Result<BookingId>> StartAsync(Actor actor, BookingId id, CancellationToken ct) => StepAsync(actor, id, BookingStatus.InService, ct);

    /// <summary>The visit is over.</summary>
    public Task<Result<BookingId>> CompleteAsync(Actor actor, BookingId id, CancellationToken ct) => StepAsync(actor, id, BookingStatus.Completed, ct);

    /// <summary>The customer did not come; the rest of her time is free again.</summary>
    public Task<Result<BookingId>> NoShowAsync(Actor actor, BookingId id, CancellationToken ct) => StepAsync(actor, id, BookingStatus.NoShow, ct);

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
        booking.Become(to);
        if (to == BookingStatus.NoShow) await ReleaseClaimsAsync(db, id, ct);
        await VisitCounts.AddAsync(db, booking, ct);
        db.BookingEvents.Add(BookingEvent.Of(booking, actor, now, from));
        if (to == BookingStatus.Completed) db.Outbox.Add(OutboxMessage.For(booking.OrganizationId, new BookingCompleted(id), now));
        if (to == BookingStatus.NoShow) db.Outbox.Add(OutboxMessage.For(booking.OrganizationId, new BookingNoShow(id), now));
        db.Announce(new Change(booking.OrganizationId, ChangeKind.Bookings, booking.BusinessDate));
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }

    private static async Task<bool> MayWorkOnAsync(SalonDb db, Actor actor, BookingId id, CancellationToken ct) =>
        actor.May(Permission.WorkAllBookings)
        || (actor.May(Permission.WorkOwnBookings) && actor.Staff is { } me && await db.BookingLines.AnyAsync(l => l.BookingId == id && l.StaffId == me, ct));

    private sealed record Movable(BranchId BranchId, Instant StartsAt, bool Together, int Version, IReadOnlyList<WantedLine> Wanted);

    private async Task<Result<Movable>> ReadForMoveAsync(Actor actor, BookingId id, bool byStaff, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var booking = await db.Bookings.Include(b => b.Lines).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null || !await IsHersAsync(db, booking, actor, ct)) return BookingErrors.NotFound;
        if (BookingPolicy.RefusesMove(byStaff, booking.Status, booking.StartsAt, booking.Policy, now) is { } refusal) return refusal;

        return new Movable(booking.BranchId, booking.StartsAt, booking.Together, booking.Version, WantedOf(booking));
    }

    /// <param name="desk">How the desk wants it; null for everybody else.</param>
    private static async Task<Error?> MoveAsync(
        SalonDb db, Booking booking, Actor actor, Proposal proposal, Agreed agreed, LocalDate today, Instant now, CancellationToken ct, DeskMove? desk = null)
    {
        var terms = agreed.Terms;
        var (oldStatus, oldStart, oldDate, oldLines) = (booking.Status, booking.StartsAt, booking.BusinessDate, booking.Lines.OrderBy(l => l.Position).ToList());
        await db.LockAsync([.. await SubjectsOfAsync(db, booking.Id, ct), .. SubjectsOf(proposal), .. await OnlineLimits.LocksOfAsync(db, actor, booking, ct)], ct);
        if (await OnlineLimits.RefusesMoveAsync(db, actor, booking, agreed.Rules, proposal.Date, now, ct) is { } tooMany) return tooMany;
        await ReleaseClaimsAsync(db, booking.Id, ct); // first, so that she may move into her own time
        await MakeRoomAsync(db, proposal, now, ct);
        var why = desk?.Overbook is { } overbook ? TidyText.Line(overbook) : null;
        booking.Move(AtAgreedPrices(booking, terms), AsAgreed(booking, terms), why);
        booking.ExpectAfter(today);
        if (why is null) AddClaims(db, booking.OrganizationId, booking.Id, proposal, booking.HoldExpiresAt); // one that waits for money goes on waiting
        else await AddClaimsOverOthersAsync(db, booking.Id, booking.OrganizationId, proposal, why, ct);

        var lines = await ChangesAsync(db, oldLines, booking.Lines, ct);
        db.BookingEvents.Add(BookingEvent.Of(booking, actor, now, oldStatus, oldStart, why, lines));
        // Who serves her and how long that takes is the salon's business; the time is hers.
        var tell = desk?.Tell != false && oldStart != booking.StartsAt;
        db.Outbox.Add(OutboxMessage.For(booking.OrganizationId, BookingMoved.Of(booking, oldStart, oldDate, tell), now));
        db.Announce(new Change(booking.OrganizationId, ChangeKind.Bookings, booking.BusinessDate));
        if (oldDate != booking.BusinessDate) db.Announce(new Change(booking.OrganizationId, ChangeKind.Bookings, oldDate));
        return await db.CommitAsync(ct);
    }

    // The same services keep the price they were agreed at, whatever the menu says today.
    private static Terms AtAgreedPrices(Booking booking, Terms terms) => HasSameServices(booking, terms)
        ? terms with { Lines = [.. terms.Lines.Zip(booking.Lines.OrderBy(l => l.Position), (line, old) => line.At(old.Price, old.VatBasisPoints))], Price = booking.Price }
        : terms;

    // The salon's rules and the hours stay those that were agreed. Fees of services belong to the services: other ones bring theirs.
    private static PolicySnapshot AsAgreed(Booking booking, Terms terms)
    {
        var policy = booking.Policy with { FreeUntil = terms.StartsAt - Duration.FromHours(booking.Policy.FreeUntilHours) };
        IReadOnlyList<LineFees> fees = terms.Policy.Money?.OwnFees ?? [];
        if (HasSameServices(booking, terms) || (policy.Money is null && fees.Count == 0)) return policy;
        return policy with { Money = (policy.Money ?? MoneyTerms.Under(MoneyRules.Default) with { Tier = CustomerTier.Everybody }) with { OwnFees = fees } };
    }

    private static bool HasSameServices(Booking booking, Terms terms) => booking.Lines.OrderBy(l => l.Position).Select(l => l.ServiceId).SequenceEqual(terms.Lines.Select(l => l.ServiceId));

    private static Task<int> ReleaseClaimsAsync(SalonDb db, BookingId id, CancellationToken ct) =>
        db.Claims.Where(c => c.BookingId == id && c.Live).ExecuteUpdateAsync(set => set.SetProperty(c => c.Live, false), ct);

    private static string? Shorten(string? reason) =>
        TidyText.Lines(reason) is { Length: > 0 } why ? Characters.Cut(why, MaxReason) : null;
}
