using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>Takes back what was done by mistake.</summary>
public sealed partial class BookingService
{
    /// <summary>Undoes an arrival or a start; the history keeps both. Nothing the customer was told of is undone this way.</summary>
    public async Task<Result<BookingId>> StepBackAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);

        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null || !await MayWorkOnAsync(db, actor, id, ct)) return BookingErrors.NotFound;
        var status = booking.Status;
        var before = await db.BookingEvents.Where(e => e.BookingId == id && e.To == status && e.From < status).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Select(e => e.From).FirstOrDefaultAsync(ct);
        if (BookingPolicy.StepBack(status, before) is not { } to) return BookingErrors.NotOpen;

        booking.Become(to);
        db.BookingEvents.Add(BookingEvent.Of(booking, actor, now, status));
        db.Announce(new Change(booking.OrganizationId, ChangeKind.Bookings, booking.BusinessDate));
        return await db.CommitAsync(ct) is { } trouble ? trouble : id;
    }
}
