using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Till;

namespace Salon.Payments.Rules;

/// <summary>One line of a bill.</summary>
/// <param name="Line">What the desk put there; null for what was booked.</param>
/// <param name="GrossMinor">Of all pieces, VAT included; below 0 for a discount.</param>
/// <param name="VatBasisPoints">Of a discount on services of one rate, theirs; on several rates it is told once for each of them.</param>
/// <param name="Staff">Who did or sold it; null for a discount and where nobody is named.</param>
/// <param name="Reason">Why a discount was given.</param>
public sealed record BillItem(BillLineKind Kind, RowId? Line, LocalizedText Name, int Quantity, long GrossMinor, int VatBasisPoints, StaffId? Staff, string? Reason, int? Percent);

/// <summary>What a visit costs, and what of it was paid: the one place that adds it up.</summary>
/// <param name="Total">Services and goods less discounts, VAT included.</param>
/// <param name="Paid">Came for the visit and has not gone back; without tips.</param>
public sealed record Bill(BookingId Booking, IReadOnlyList<BillItem> Items, Money Total, Money Paid)
{
    /// <summary>Still to be paid; zero when more was paid than the visit costs.</summary>
    public Money Due => Total with { Minor = Math.Max(0, Total.Minor - Paid.Minor) };

    /// <summary>Paid beyond what the visit costs: to be given back.</summary>
    public Money Over => Total with { Minor = Math.Max(0, Paid.Minor - Total.Minor) };

    /// <summary>Services and goods before discounts, in minor units.</summary>
    public long BeforeDiscounts => Items.Where(i => i.Kind != BillLineKind.Discount).Sum(i => i.GrossMinor);

    /// <summary>Gross and rate of each item, for <see cref="Vat.Of(long, IReadOnlyList{ValueTuple{long, int}})"/>.</summary>
    public IReadOnlyList<(long Gross, int BasisPoints)> Rates => [.. Items.Select(i => (i.GrossMinor, i.VatBasisPoints))];

    /// <summary>The VAT inside a part of what is paid for the visit, in minor units.</summary>
    public long VatOf(long gross) => Vat.Of(gross, Rates);

    /// <returns>Null when there is no such visit.</returns>
    public static async Task<Bill?> ReadAsync(SalonDb db, BookingId id, CancellationToken ct) => (await ReadAsync(db, [id], ct)).GetValueOrDefault(id);

    /// <summary>Several, in a number of statements that does not depend on how many.</summary>
    public static async Task<IReadOnlyDictionary<BookingId, Bill>> ReadAsync(SalonDb db, IReadOnlyCollection<BookingId> ids, CancellationToken ct)
    {
        var prices = await db.Bookings.Where(b => ids.Contains(b.Id)).Select(b => new { b.Id, b.Price }).ToListAsync(ct);
        var booked = (await db.BookingLines.Where(l => ids.Contains(l.BookingId)).OrderBy(l => l.Position)
            .Select(l => new { l.BookingId, l.ServiceName, l.Price.Minor, l.VatBasisPoints, l.StaffId }).ToListAsync(ct)).ToLookup(l => l.BookingId);
        var added = (await db.BillLines.Where(l => ids.Contains(l.BookingId) && !db.BillLineVoids.Any(v => v.LineId == l.Id)).OrderBy(l => l.At).ThenBy(l => l.Id)
            .AsNoTracking().ToListAsync(ct)).ToLookup(l => l.BookingId);
        var paid = (await db.Payments.Where(p => ids.Contains(p.BookingId)).Select(p => new { p.BookingId, p.CapturedMinor, p.RefundedMinor, p.TipMinor }).ToListAsync(ct))
            .ToLookup(p => p.BookingId, p => Payment.ForVisit(p.CapturedMinor, p.RefundedMinor, p.TipMinor));

        return prices.ToDictionary(p => p.Id, p =>
        {
            List<BillItem> items = [.. booked[p.Id].Select(l => new BillItem(BillLineKind.Booked, null, l.ServiceName, 1, l.Minor, l.VatBasisPoints, l.StaffId, null, null))];
            foreach (var line in added[p.Id].Where(l => l.Kind != BillLineKind.Discount))
                items.Add(new(line.Kind, line.Id, line.Name, line.Quantity, line.GrossMinor, line.VatBasisPoints, line.StaffId, null, null));
            var full = items.GroupBy(i => i.VatBasisPoints).Select(g => (Rate: g.Key, Gross: g.Sum(i => i.GrossMinor))).Where(g => g.Gross > 0).OrderBy(g => g.Rate).ToList();
            foreach (var line in added[p.Id].Where(l => l.Kind == BillLineKind.Discount)) items.AddRange(Spread(line, full));
            return new Bill(p.Id, items, p.Price with { Minor = Math.Max(0, items.Sum(i => i.GrossMinor)) }, p.Price with { Minor = paid[p.Id].Sum() });
        });
    }

    // A discount takes from every rate its part; the parts add up to the whole.
    private static IEnumerable<BillItem> Spread(BillLine discount, List<(int Rate, long Gross)> full)
    {
        if (full.Count == 0) full = [(discount.VatBasisPoints, 1)];
        foreach (var (rate, part) in full.Select(f => f.Rate).Zip(Split.Of(discount.GrossMinor, full.ConvertAll(f => f.Gross))))
        {
            if (part != 0) yield return new(BillLineKind.Discount, discount.Id, discount.Name, 1, part, rate, null, discount.Reason, discount.Percent);
        }
    }
}
