using Salon.Catalog;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>Why so much is asked for in advance. Stored by number: never renumber.</summary>
public enum DueReason
{
    /// <summary>Nothing is asked for.</summary>
    None = 0,
    /// <summary>The salon or the service asks everybody.</summary>
    Rule = 1,
    /// <summary>She has kept enough visits: nothing is asked for.</summary>
    Trusted = 2,
    /// <summary>She has missed visits: everything is asked for.</summary>
    MissedVisits = 3,
    /// <summary>A person of the salon let it go.</summary>
    Waived = 4,
}

/// <summary>The rules about money as they stood when the visit was agreed, and what they came to.</summary>
/// <param name="BaseMinor">What salon and services ask everybody, in minor units.</param>
/// <param name="DueMinor">What is asked of this customer before the visit stands, in minor units.</param>
public sealed record MoneyTerms(MoneyRules Rules, long BaseMinor, long DueMinor, DueReason Reason);

/// <summary>What a customer did with earlier visits.</summary>
/// <param name="Kept">Completed.</param>
/// <param name="Missed">Nobody came.</param>
public sealed record VisitRecord(int Kept, int Missed)
{
    public static readonly VisitRecord Unknown = new(0, 0);
}

/// <summary>Decides what is asked for in advance. The one place: pages, API, desk and jobs ask here.</summary>
public static class DepositPolicy
{
    /// <summary>What is asked of somebody the salon does not know.</summary>
    /// <param name="lines">Price of each service with its own rule, if it has one.</param>
    /// <returns>Null when money plays no part: nothing is asked for, and nothing ever kept.</returns>
    public static MoneyTerms? Of(MoneyRules rules, IReadOnlyList<(Money Price, DepositRule? Own)> lines)
    {
        var asked = lines.Sum(line => line.Own?.Of(line.Price).Minor ?? rules.Deposit.Of(line.Price.Minor));
        var total = lines.Sum(line => line.Price.Minor);
        var due = Payable(asked, total);
        return due == 0 && !rules.TrustLadder ? null : For(new MoneyTerms(rules, due, due, DueReason.Rule), total, VisitRecord.Unknown);
    }

    /// <summary>What is asked of a customer with this record.</summary>
    /// <param name="price">Of the whole visit, in minor units.</param>
    public static MoneyTerms For(MoneyTerms terms, long price, VisitRecord record)
    {
        var (due, reason) = (terms.BaseMinor, terms.BaseMinor > 0 ? DueReason.Rule : DueReason.None);
        if (terms.Rules.TrustLadder)
        {
            if (record.Missed >= terms.Rules.NoShows) (due, reason) = (Payable(price, price), DueReason.MissedVisits);
            else if (record.Kept >= terms.Rules.KeptVisits) (due, reason) = (0, DueReason.Trusted);
        }

        return terms with { DueMinor = due, Reason = reason };
    }

    // No provider takes less than a riyal: a smaller deposit is a riyal, a smaller visit asks for nothing.
    private static long Payable(long asked, long total) =>
        asked == 0 || total < MoneyRules.LeastDeposit ? 0 : Math.Max(asked, MoneyRules.LeastDeposit);
}

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
    Trusted = 5,
    PaidTooLate = 6,
}

/// <summary>What becomes of the money of a visit that does not happen, in minor units. Both add up to what was paid.</summary>
public sealed record Settlement(long Kept, long Refund, SettleReason Reason);

/// <summary>Decides what is kept of what was paid: the one evaluator for the page that shows it, the desk, the API and the job that does it.</summary>
public static class CancelPolicy
{
    /// <param name="paid">Of this visit and not yet given back, in minor units.</param>
    /// <param name="price">Of the visit, in minor units.</param>
    /// <param name="firstTime">Nothing was ever kept or forgiven of this customer before.</param>
    public static Settlement Settle(PolicySnapshot policy, long price, long paid, CancelCause cause, VisitRecord record, bool firstTime, Instant at)
    {
        var rules = policy.Money?.Rules ?? MoneyRules.Default;
        if (cause is CancelCause.BySalon or CancelCause.PaidTooLate)
            return new(0, paid, cause == CancelCause.BySalon ? SettleReason.BySalon : SettleReason.PaidTooLate);
        if (cause == CancelCause.ByCustomer && at <= policy.FreeUntil) return new(0, paid, SettleReason.InTime);

        var (fee, reason) = cause == CancelCause.NoShow ? (rules.NoShowFee, SettleReason.NoShow) : (rules.LateFee, SettleReason.Late);
        var kept = Math.Min(paid, fee.Of(price));
        if (kept > 0 && rules.Grace && firstTime) return new(0, paid, SettleReason.FirstTime);
        if (kept > 0 && cause == CancelCause.ByCustomer && rules is { TrustedCancelFree: true, TrustLadder: true } && record.Kept >= rules.KeptVisits && record.Missed < rules.NoShows)
            return new(0, paid, SettleReason.Trusted);
        return new(kept, paid - kept, reason);
    }
}
