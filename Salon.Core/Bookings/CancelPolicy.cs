using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>Why a visit that was agreed does not happen.</summary>
public enum CancelCause
{
    ByCustomer,
    BySalon,
    NoShow,
    /// <summary>The money came when the time was gone.</summary>
    PaidTooLate,
}

/// <summary>Why money is kept or given back. Stored by number: never renumber.</summary>
public enum SettleReason
{
    InTime = 0,
    Late = 1,
    NoShow = 2,
    BySalon = 3,
    FirstTime = 4,
    /// <summary>Less is kept, because she keeps her visits.</summary>
    Trusted = 5,
    PaidTooLate = 6,
    /// <summary>More is kept, because she has missed visits.</summary>
    MissedVisits = 7,
}

/// <summary>What becomes of the money of a visit that does not happen, in minor units. Both add up to what was paid.</summary>
public sealed record Settlement(long Kept, long Refund, SettleReason Reason);

/// <summary>What would be kept of a customer's money, in minor units.</summary>
/// <param name="Late">When she cancels after the free limit.</param>
/// <param name="NoShow">When nobody comes.</param>
public sealed record Fees(long Late, long NoShow);

/// <summary>Decides what is kept of what was paid: the one evaluator for the page that shows it, the desk, the API and the job that does it.</summary>
/// <remarks>
/// The fee of a visit is the sum of the fees of those lines whose service has its own, and the salon's rule for the price of the others
/// together: an amount the salon keeps counts once for a visit. Trusted customers pay at most that, customers who missed visits at least.
/// </remarks>
public static class CancelPolicy
{
    /// <param name="paid">Of this visit and not yet given back, in minor units.</param>
    /// <param name="price">Of the visit, in minor units.</param>
    /// <param name="record">Counts where the terms were agreed before they said what she was.</param>
    /// <param name="firstTime">Nothing was ever kept or forgiven of this customer before.</param>
    public static Settlement Settle(PolicySnapshot policy, long price, long paid, CancelCause cause, VisitRecord record, bool firstTime, Instant at)
    {
        if (cause is CancelCause.BySalon or CancelCause.PaidTooLate)
            return new(0, paid, cause == CancelCause.BySalon ? SettleReason.BySalon : SettleReason.PaidTooLate);
        if (cause == CancelCause.ByCustomer && at <= policy.FreeUntil) return new(0, paid, SettleReason.InTime);

        var terms = policy.Money ?? MoneyTerms.Under(MoneyRules.Default);
        var tier = terms.Tier ?? record.TierUnder(terms.Rules);
        var noShow = cause == CancelCause.NoShow;
        var usual = Math.Min(paid, UsualFee(terms, price, noShow));
        var kept = Math.Min(paid, FeeOf(tier, terms, price, noShow));
        if (kept > 0 && terms.Rules.Grace && firstTime) return new(0, paid, SettleReason.FirstTime);

        var reason = kept < usual ? SettleReason.Trusted : kept > usual ? SettleReason.MissedVisits : noShow ? SettleReason.NoShow : SettleReason.Late;
        return new(kept, paid - kept, reason);
    }

    /// <summary>What would be kept after the free limit, for a page that tells it before.</summary>
    public static Fees Outlook(PolicySnapshot policy, long price, long paid, VisitRecord record, bool firstTime) => new(
        Settle(policy, price, paid, CancelCause.ByCustomer, record, firstTime, policy.FreeUntil + Duration.FromSeconds(1)).Kept,
        Settle(policy, price, paid, CancelCause.NoShow, record, firstTime, policy.FreeUntil + Duration.FromSeconds(1)).Kept);

    private static long FeeOf(CustomerTier tier, MoneyTerms terms, long price, bool noShow)
    {
        var usual = UsualFee(terms, price, noShow);
        return tier switch
        {
            CustomerTier.Trusted => Math.Min(usual, terms.Rules.TrustedFees.Of(noShow)?.Of(price) ?? usual),
            CustomerTier.MissedVisits => Math.Max(usual, terms.Rules.MissedFees.Of(noShow)?.Of(price) ?? usual),
            _ => usual,
        };
    }

    private static long UsualFee(MoneyTerms terms, long price, bool noShow)
    {
        long ownPrices = 0, ownFees = 0;
        foreach (var line in terms.OwnFees)
        {
            if (line.Fees.Of(noShow) is not { } share) continue;
            (ownPrices, ownFees) = (ownPrices + line.PriceMinor, ownFees + share.Of(line.PriceMinor));
        }

        var salon = noShow ? terms.Rules.NoShowFee : terms.Rules.LateFee;
        return ownFees + salon.Of(Math.Max(0, price - ownPrices));
    }
}
