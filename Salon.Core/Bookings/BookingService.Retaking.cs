using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Holds that were given back before their customer said yes.</summary>
public sealed partial class BookingService
{
    /// <summary>
    /// Takes the visit of a hold that is over once more and confirms it in the same commit. Whoever asked for nobody by name may get somebody else;
    /// the price stays what she was told.
    /// </summary>
    private async Task<Result<BookingId>> RetakeAsync(Actor actor, BookingId id, Customer who, string? note, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetCurrentInstant();
            if (!(await LapsedAsync(actor, id, ct)).TryGet(out var lapsed, out var refusal)) return refusal;
            if (lapsed.Status is BookingStatus.Confirmed) return id; // the same click, arriving twice

            var wish = new BookRequest(id, lapsed.BranchId, lapsed.StartsAt, lapsed.Wanted) { Together = lapsed.Together };
            var question = new VisitQuestion(actor.Organization, wish.Branch, wish.Lines) { Together = wish.Together, Ignore = [id] };
            if (!(await freeTimes.ProposeAsync(question, wish.StartsAt, ct)).TryGet(out var proposal, out var busy))
                return busy == SchedulingErrors.NotFree ? BookingErrors.HoldExpired : busy;
            if (!(await terms.AgreeAsync(actor.Organization, wish, proposal, ct)).TryGet(out var agreed, out refusal)) return refusal;

            await using (var db = await database.OpenForWriteAsync(actor, ct))
            {
                var booking = await db.Bookings.Include(b => b.Lines).SingleOrDefaultAsync(b => b.Id == id, ct);
                if (booking is null) refusal = BookingErrors.HoldExpired; // forgotten a moment ago
                else if (booking.Version != lapsed.Version) refusal = DataErrors.ChangedMeanwhile;
                else refusal = await RetakeAsync(db, booking, actor, proposal, agreed, who, note, now, ct);
            }

            if (refusal is null) return id;
            if (attempt == Attempts || !IsRace(refusal)) return refusal == BookingErrors.SlotTaken ? BookingErrors.HoldExpired : refusal;
        }
    }

    private sealed record Lapsed(BookingStatus Status, BranchId BranchId, Instant StartsAt, bool Together, int Version, IReadOnlyList<WantedLine> Wanted);

    private async Task<Result<Lapsed>> LapsedAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var booking = await db.Bookings.Include(b => b.Lines).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null) return BookingErrors.HoldExpired;
        if (!await IsHersAsync(db, booking, actor, ct)) return BookingErrors.NotFound;
        if (booking.Status is not (BookingStatus.Held or BookingStatus.Pending or BookingStatus.Expired or BookingStatus.Confirmed)) return BookingErrors.HoldExpired;
        return new Lapsed(booking.Status, booking.BranchId, booking.StartsAt, booking.Together, booking.Version, WantedOf(booking));
    }

    private static async Task<Error?> RetakeAsync(
        SalonDb db, Booking booking, Actor actor, Proposal proposal, Agreed agreed, Customer who, string? note, Instant now, CancellationToken ct)
    {
        var from = booking.Status;
        await db.LockAsync([.. SubjectsOf(proposal), .. OnlineLimits.LocksOf(actor)], ct);
        if (await OnlineLimits.RefusalAsync(db, actor, agreed.Rules, proposal.Date, booking.Id, now, ct) is { } tooMany) return tooMany;
        await db.Claims.Where(c => c.BookingId == booking.Id).ExecuteDeleteAsync(ct);
        await MakeRoomAsync(db, proposal, now, ct);
        booking.Move(AtAgreedPrices(booking, agreed.Terms), booking.Policy);
        var until = await AgreeAsync(db, booking, actor, who, note, now, from, ct);
        AddClaims(db, booking.OrganizationId, booking.Id, proposal, until);
        return await db.CommitAsync(ct);
    }

    private static List<WantedLine> WantedOf(Booking booking) =>
        [.. booking.Lines.OrderBy(l => l.Position).Select(l => new WantedLine(l.ServiceId, l.StaffWanted ? l.StaffId : null) { Minutes = l.OwnMinutes })];
}
