using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings.Taking;

/// <summary>What becomes of a visit that gets another time, other people or other services.</summary>
internal static class VisitMoves
{
    /// <summary>The services of a visit with the people who were asked for by name, as they would be asked for again.</summary>
    public static List<WantedLine> WantedLines(this Booking booking) =>
        [.. InOrder(booking).Select(l => new WantedLine(l.ServiceId, l.StaffWanted ? l.StaffId : null) { Minutes = l.OwnMinutes })];

    /// <summary>Lays a visit as it was quoted.</summary>
    /// <param name="today">The business date under way at its branch.</param>
    /// <param name="tell">Whether the customer is told of another time. Who serves her and how long that takes is the salon's business.</param>
    public static async Task<Booking> MoveAsync(BookingWriter write, Quote quote, LocalDate today, bool tell, string? overbookReason, CancellationToken ct)
    {
        var (booking, terms) = (quote.Booking!, quote.Terms);
        var (status, start, date, lines) = (booking.Status, booking.StartsAt, booking.BusinessDate, InOrder(booking).ToList());
        booking.Move(AtAgreedPrices(booking, terms), AsAgreed(booking, terms), overbookReason);
        booking.ExpectAfter(today);
        var changes = await ChangesAsync(write.Db, lines, booking.Lines, ct);
        write.RecordAndNotify(booking, status, BookingMoved.Of(booking, start, date, tell && start != booking.StartsAt), start, overbookReason, changes);
        return booking;
    }

    /// <summary>The same services keep the price they were agreed at, whatever the menu says today.</summary>
    public static Terms AtAgreedPrices(Booking booking, Terms terms) => HasSameServices(booking, terms)
        ? terms with { Lines = [.. terms.Lines.Zip(InOrder(booking), (line, old) => line.At(old.Price, old.VatBasisPoints))], Price = booking.Price }
        : terms;

    // The salon's rules and the hours stay those that were agreed. Fees of services belong to the services: other ones bring theirs.
    private static PolicySnapshot AsAgreed(Booking booking, Terms terms)
    {
        var policy = booking.Policy with { FreeUntil = terms.StartsAt - Duration.FromHours(booking.Policy.FreeUntilHours) };
        IReadOnlyList<LineFees> fees = terms.Policy.Money?.OwnFees ?? [];
        if (HasSameServices(booking, terms) || (policy.Money is null && fees.Count == 0)) return policy;
        return policy with { Money = (policy.Money ?? MoneyTerms.Under(MoneyRules.Default) with { Tier = CustomerTier.Everybody }) with { OwnFees = fees } };
    }

    private static bool HasSameServices(Booking booking, Terms terms) =>
        InOrder(booking).Select(l => l.ServiceId).SequenceEqual(terms.Lines.Select(l => l.ServiceId));

    private static IEnumerable<BookingLine> InOrder(Booking booking) => booking.Lines.OrderBy(l => l.Position);

    private static async Task<IReadOnlyList<LineChange>> ChangesAsync(
        SalonDb db, IReadOnlyList<BookingLine> old, IReadOnlyList<BookingLine> now, CancellationToken ct)
    {
        var pairs = old.Zip(now)
            .Where(p => p.First.ServiceId == p.Second.ServiceId && (p.First.StaffId != p.Second.StaffId || MinutesOf(p.First) != MinutesOf(p.Second))).ToList();
        if (pairs.Count == 0) return [];
        var ids = pairs.SelectMany(p => new[] { p.First.StaffId, p.Second.StaffId }).Distinct().ToList();
        var names = await db.Staff.Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        return [.. pairs.Select(p =>
            new LineChange(p.First.ServiceName, names[p.First.StaffId], names[p.Second.StaffId], MinutesOf(p.First), MinutesOf(p.Second)))];
    }

    private static int MinutesOf(BookingLine line) => (int)(line.EndsAt - line.StartsAt).TotalMinutes;
}
