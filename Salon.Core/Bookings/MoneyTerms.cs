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
public sealed record MoneyTerms(MoneyRules Rules, long BaseMinor, long DueMinor, DueReason Reason)
{
    /// <summary>What she was when she agreed. Null in terms stored before that was kept: her record of the hour decides.</summary>
    public CustomerTier? Tier { get; init; }

    /// <summary>The lines whose service has fees of its own; the salon's rule is for the rest of the price.</summary>
    public IReadOnlyList<LineFees> OwnFees { get; init; } = [];

    /// <summary>Terms under which nothing is asked for.</summary>
    public static MoneyTerms Under(MoneyRules rules) => new(rules, 0, 0, DueReason.None);
}

/// <summary>The fees of one line, with its price, as agreed.</summary>
public sealed record LineFees(ServiceId Service, long PriceMinor, OwnFees Fees);

/// <summary>One line of a visit with what its service says about money.</summary>
/// <param name="Deposit">Null is the salon's rule.</param>
public sealed record PricedLine(ServiceId Service, Money Price, DepositRule? Deposit, OwnFees Fees);
