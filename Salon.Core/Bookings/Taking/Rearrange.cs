using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Bookings.Taking;

/// <summary>Lays a visit as the desk wants it. A colleague's move since it was seen is refused; a mere arrival or note is not in the way.</summary>
internal sealed class RearrangeCommand(Actor actor, DeskMove move) : ChangePlaceCommand(actor, move.Booking)
{
    public override string? OverbookReason => move.Overbook is { } reason ? TidyText.Line(reason) : null;

    public override Error? Refusal =>
        !Actor.May(Permission.WorkAllBookings) ? BookingErrors.NotAllowed
        : move.Overbook is { } reason ? OverbookCommand.RefusalOf(Actor, reason)
        : null;

    protected override bool Tells => move.Tell;

    protected override async Task<Error?> RefusalAsync(SalonDb db, Booking booking, Instant now, CancellationToken ct)
    {
        if (BookingPolicy.RefusesRearranging(booking.Status, booking.StartsAt == move.Start) is { } refusal) return refusal;
        return booking.Lines.MinBy(l => l.Position)!.Id == move.Seen ? null : await WhoMovedAsync(db, booking, ct);
    }

    protected override BookRequest? WantedOf(Booking booking) => IsThere(booking) ? null
        : new(Id, booking.BranchId, move.Start, move.Lines) { Together = booking.Together, Channel = BookingChannel.Desk };

    private bool IsThere(Booking booking) =>
        booking.StartsAt == move.Start
        && booking.Lines.OrderBy(l => l.Position).Select(l => (l.ServiceId, (StaffId?)l.StaffId, l.OwnMinutes))
            .SequenceEqual(move.Lines.Select(l => (l.Service, l.Staff, l.Minutes)));

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
}
