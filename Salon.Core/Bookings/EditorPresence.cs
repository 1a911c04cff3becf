using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>Lets colleagues on every page and node see who has the form of a booking open. It warns; it locks nothing.</summary>
public sealed class EditorPresence(Database database, TimeProvider clock)
{
    /// <summary>How long somebody counts as editing without a sign of life; open forms renew it every minute.</summary>
    public static readonly Duration Life = Duration.FromSeconds(100);

    /// <param name="id">One for each open form, made by the page; saying it again renews it.</param>
    public async Task OpenAsync(Actor actor, RowId id, BookingId booking, CancellationToken ct)
    {
        if (actor.User is not { } user || !actor.May(Permission.WorkOwnBookings)) return;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await db.Bookings.Where(b => b.Id == booking).Select(b => (LocalDate?)b.BusinessDate).SingleOrDefaultAsync(ct) is not { } date) return;

        await db.BookingEditors.Where(e => e.Until <= now).ExecuteDeleteAsync(ct);
        if (await db.BookingEditors.SingleOrDefaultAsync(e => e.Id == id, ct) is { } open) open.Renew(now + Life);
        else
        {
            db.BookingEditors.Add(BookingEditor.Open(actor.Organization, id, booking, user, now + Life));
            db.Announce(new Change(actor.Organization, ChangeKind.Bookings, date));
        }
        await db.CommitAsync(ct); // refused: the same form twice at once, which is as good
    }

    public async Task CloseAsync(Actor actor, RowId id, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var date = await db.BookingEditors.Where(e => e.Id == id && e.UserId == actor.User).Join(db.Bookings, e => e.BookingId, b => b.Id, (e, b) => (LocalDate?)b.BusinessDate).SingleOrDefaultAsync(ct);
        if (date is null) return;
        await db.BookingEditors.Where(e => e.Id == id).ExecuteDeleteAsync(ct);
        db.Announce(new Change(actor.Organization, ChangeKind.Bookings, date));
        await db.CommitAsync(ct);
    }
}
