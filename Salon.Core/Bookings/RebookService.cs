using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>The same visit again, some weeks later.</summary>
/// <param name="Wanted">Its services, with the people who did them last time.</param>
/// <param name="Slots">Free times nearest to the same hour of the same weekday, the nearest first.</param>
public sealed record RebookOffer(BranchId Branch, DateTimeZone Zone, Instant Wished, string Customer, IReadOnlyList<LocalizedText> Services, IReadOnlyList<WantedLine> Wanted, IReadOnlyList<Slot> Slots);

/// <summary>Books a customer again as she was booked before: "the same in six weeks".</summary>
public sealed class RebookService(Database database, FreeTimesService freeTimes, BookingService bookings)
{
    public const int LeastWeeks = 1;
    public const int MostWeeks = 52;

    private const int Suggested = 6;

    /// <summary>Times like the last one. With the same people; when they are not free near that day, with anyone.</summary>
    public async Task<Result<RebookOffer>> SuggestAsync(Actor actor, BookingId id, int weeks, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        if (await ReadAsync(actor, id, ct) is not { } last) return BookingErrors.NotFound;

        // The same time on the clock, also when the clocks change in between.
        var local = last.StartsAt.InZone(last.Zone).LocalDateTime.PlusWeeks(Math.Clamp(weeks, LeastWeeks, MostWeeks));
        var wished = local.InZoneLeniently(last.Zone).ToInstant();
        IReadOnlyList<WantedLine> anyone = [.. last.Lines.Select(l => l with { Staff = null })];
        foreach (var lines in (IReadOnlyList<WantedLine>[])[last.Lines, anyone])
        {
            var question = new VisitQuestion(actor.Organization, last.Branch, lines) { Together = last.Together, Online = false };
            if ((await freeTimes.NearestAsync(question, wished, Suggested, ct)).TryGet(out var slots, out var refusal) && slots.Length > 0)
                return new RebookOffer(last.Branch, last.Zone, wished, last.Name, last.Services, lines, slots);
            if (refusal is not null && lines == anyone) return refusal;
        }

        return new RebookOffer(last.Branch, last.Zone, wished, last.Name, last.Services, anyone, []);
    }

    /// <param name="actor">Somebody who works with everybody's bookings.</param>
    /// <param name="id">The visit that is repeated.</param>
    /// <param name="again">The new booking, minted by the caller.</param>
    /// <param name="start">One of the suggested times.</param>
    /// <param name="lines">As they were suggested.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<Result<BookingId>> BookAsync(Actor actor, BookingId id, BookingId again, Instant start, IReadOnlyList<WantedLine> lines, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        if (await ReadAsync(actor, id, ct) is not { } last) return BookingErrors.NotFound;
        var request = new BookRequest(again, last.Branch, start, lines) { Together = last.Together, Channel = BookingChannel.Desk, Language = last.Language };
        return await bookings.BookAsync(actor, request, new Customer(null, last.Phone is { } phone ? PhoneNumber.FromStored(phone) : null, last.Name, last.Language), ct);
    }

    private async Task<Last?> ReadAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var row = await (
            from b in db.Bookings
            join branch in db.Branches on b.BranchId equals branch.Id
            from c in db.Contacts.Where(c => c.Id == b.ContactId)
            where b.Id == id
            select new { b.BranchId, branch.ZoneId, b.StartsAt, b.Together, b.Language, c.Name, c.Phone }).SingleOrDefaultAsync(ct);
        if (row is null) return null;
        var lines = await db.BookingLines.Where(l => l.BookingId == id).OrderBy(l => l.Position).Select(l => new { l.ServiceId, l.StaffId, l.ServiceName }).ToListAsync(ct);
        return new Last(row.BranchId, DateTimeZoneProviders.Tzdb[row.ZoneId], row.StartsAt, row.Together, row.Language, row.Name, row.Phone,
            lines.ConvertAll(l => new WantedLine(l.ServiceId, l.StaffId)), lines.ConvertAll(l => l.ServiceName));
    }

    private sealed record Last(
        BranchId Branch, DateTimeZone Zone, Instant StartsAt, bool Together, string Language, string Name, string? Phone, IReadOnlyList<WantedLine> Lines, IReadOnlyList<LocalizedText> Services);
}
