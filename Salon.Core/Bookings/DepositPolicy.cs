using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>Decides what is asked for in advance. The one place: pages, API, desk and jobs ask here.</summary>
public static class DepositPolicy
{
    /// <summary>What is asked of somebody the salon does not know.</summary>
    /// <returns>Null when nothing is asked for and whatever she pays is kept as <see cref="MoneyRules.Default"/> says.</returns>
    public static MoneyTerms? Of(MoneyRules rules, IReadOnlyList<PricedLine> lines)
    {
        var asked = lines.Sum(line => line.Deposit?.Of(line.Price).Minor ?? rules.Deposit.Of(line.Price.Minor));
        var total = lines.Sum(line => line.Price.Minor);
        var due = Payable(asked, total);
        var own = lines.Where(line => line.Fees != OwnFees.AsUsual).Select(line => new LineFees(line.Service, line.Price.Minor, line.Fees)).ToList();
        if (due == 0 && own.Count == 0 && rules.KeepsAsDefault) return null;
        return For(MoneyTerms.Under(rules) with { BaseMinor = due, OwnFees = own }, total, VisitRecord.Unknown);
    }

    /// <summary>What is asked of a customer with this record.</summary>
    /// <param name="price">Of the whole visit, in minor units.</param>
    public static MoneyTerms For(MoneyTerms terms, long price, VisitRecord record)
    {
        var tier = record.TierUnder(terms.Rules);
        var (due, reason) = tier switch
        {
            CustomerTier.MissedVisits => (Payable(price, price), DueReason.MissedVisits),
            CustomerTier.Trusted => (0, DueReason.Trusted),
            _ => (terms.BaseMinor, terms.BaseMinor > 0 ? DueReason.Rule : DueReason.None),
        };
        return terms with { DueMinor = due, Reason = reason, Tier = tier };
    }

    // No provider takes less than a riyal: a smaller deposit is a riyal, a smaller visit asks for nothing.
    private static long Payable(long asked, long total) =>
        asked == 0 || total < MoneyRules.LeastDeposit ? 0 : Math.Max(asked, MoneyRules.LeastDeposit);
}
