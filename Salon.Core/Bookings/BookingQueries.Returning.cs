using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>What a customer had done at a salon the last time.</summary>
/// <param name="Lines">Services in their order, each with whoever did it.</param>
public sealed record LastVisit(BookingId Id, BranchId Branch, LocalDate Date, IReadOnlyList<WantedLine> Lines, IReadOnlyList<LocalizedText> Services);

/// <summary>Customers who come back.</summary>
public sealed partial class BookingQueries
{
    private static readonly BookingStatus[] Kept = [BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.InService, BookingStatus.Completed];

    /// <summary>A held visit with what will be asked of this customer when she says yes: from then on her own record at the salon counts.</summary>
    /// <param name="phone">Proved to be hers.</param>
    public async Task<BookingView> AsHersAsync(Actor actor, BookingView held, PhoneNumber phone, CancellationToken ct)
    {
        if (held.Policy.Money is not { Rules.TrustLadder: true } money) return held;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var record = await VisitMoney.RecordOfAsync(db, phone, ct);
        return held with { Policy = held.Policy with { Money = DepositPolicy.For(money, held.Price.Minor, record) } };
    }

    /// <summary>Her latest visit that has begun at the actor's salon and was not called off; null when she was never there, or is not signed in.</summary>
    public async Task<LastVisit?> LastVisitAsync(Actor actor, CancellationToken ct)
    {
        if (actor.User is not { } user) return null;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var hers = await db.Contacts.Where(c => c.UserId == user).Select(c => (ContactId?)c.Id).ToListAsync(ct); // from here on by her visits, not by the salon's
        if (hers.Count == 0) return null;
        var visit = await db.Bookings
            .Where(b => hers.Contains(b.ContactId) && Kept.Contains(b.Status) && b.StartsAt <= now)
            .OrderByDescending(b => b.StartsAt)
            .Select(b => new { b.Id, b.BranchId, b.BusinessDate })
            .FirstOrDefaultAsync(ct);
        if (visit is null) return null;

        var lines = await db.BookingLines.Where(l => l.BookingId == visit.Id).OrderBy(l => l.Position).Select(l => new { l.ServiceId, l.StaffId, l.ServiceName }).ToListAsync(ct);
        return new LastVisit(visit.Id, visit.BranchId, visit.BusinessDate, lines.ConvertAll(l => new WantedLine(l.ServiceId, l.StaffId)), lines.ConvertAll(l => l.ServiceName));
    }
}
