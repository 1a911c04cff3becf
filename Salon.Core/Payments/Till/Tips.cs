using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Till;

/// <summary>Whose a tip is. Of every payment the shares add up to its tip, less what of it went back.</summary>
internal static class Tips
{
    /// <summary>Gives a payment's tip to people in their order.</summary>
    /// <returns>What is left for the next payment of the same checkout.</returns>
    public static Queue<CheckoutTip> Share(SalonDb db, Payment payment, Queue<CheckoutTip> shares, Instant now)
    {
        var left = payment.TipMinor;
        List<CheckoutTip> rest = [];
        foreach (var share in shares)
        {
            var part = Math.Min(left, share.Minor);
            if (part > 0) db.TipShares.Add(TipShare.Of(payment, share.Staff, part, now));
            if (part < share.Minor) rest.Add(share with { Minor = share.Minor - part });
            left -= part;
        }

        return new(rest);
    }

    /// <summary>A part of a payment's tip goes back: from everybody the same part of hers.</summary>
    public static async Task ReturnAsync(SalonDb db, Payment payment, long minor, Instant now, CancellationToken ct)
    {
        if (minor <= 0) return;
        var rows = await db.TipShares.Where(s => s.PaymentId == payment.Id).Select(s => new { s.StaffId, s.Minor }).ToListAsync(ct);
        var held = rows.GroupBy(r => r.StaffId, r => r.Minor).Select(g => (Staff: g.Key, Minor: g.Sum())).Where(h => h.Minor > 0).OrderBy(h => h.Staff.Value).ToList();
        var total = held.Sum(h => h.Minor);
        if (total == 0) return; // of a time when tips had no owner
        foreach (var (staff, part) in held.Select(h => h.Staff).Zip(Split.Of(Math.Min(minor, total), held.ConvertAll(h => h.Minor))))
        {
            if (part > 0) db.TipShares.Add(TipShare.Of(payment, staff, -part, now));
        }
    }
}
