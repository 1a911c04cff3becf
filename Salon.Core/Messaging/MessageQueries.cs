using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Messaging;

/// <summary>One message about a booking, as its page shows it.</summary>
/// <param name="Kind">One of <see cref="MessageKinds"/>.</param>
/// <param name="Channel">One of <see cref="MessageChannels"/>; the last one tried.</param>
/// <param name="Reason">Why it failed, waits, is unknown or was skipped; its sentence is <c>T.Error(reason)</c>. Null when all is well.</param>
/// <param name="At">When it ended, or was made if it has not.</param>
public sealed record MessageView(RowId Id, string Kind, string Channel, MessageStatus Status, Error? Reason, Instant At);

/// <summary>Reads what became of messages, for whoever may see their booking.</summary>
public sealed class MessageQueries(Database database, BookingQueries bookings)
{
    /// <summary>The messages about one booking, the first one first.</summary>
    public async Task<Result<IReadOnlyList<MessageView>>> ForBookingAsync(Actor actor, BookingId booking, CancellationToken ct)
    {
        if (!(await bookings.FindAsync(actor, booking, ct)).TryGet(out _, out var refusal)) return refusal;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var rows = await db.Messages.Where(m => m.BookingId == booking).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id)
            .Select(m => new { m.Id, m.Kind, m.Channel, m.Status, m.Reason, m.CreatedAt, m.FinishedAt }).ToListAsync(ct);
        return rows.ConvertAll(m => new MessageView(
            m.Id, m.Kind, m.Channel, m.Status, m.Reason is { } code ? new Error(ErrorKind.Unavailable, code) : null, m.FinishedAt ?? m.CreatedAt));
    }
}
