using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>What a salon's ladder makes of a customer; decides deposit and fees alike. Stored by number: never renumber.</summary>
public enum CustomerTier
{
    Everybody = 0,
    /// <summary>She has kept enough visits.</summary>
    Trusted = 1,
    /// <summary>She has missed visits.</summary>
    MissedVisits = 2,
}

/// <summary>What a customer did with earlier visits.</summary>
/// <param name="Kept">Completed.</param>
/// <param name="Missed">Nobody came.</param>
public sealed record VisitRecord(int Kept, int Missed)
{
    public static readonly VisitRecord Unknown = new(0, 0);

    /// <summary>The one place that says what a record makes of her. Missed visits weigh more than kept ones.</summary>
    public CustomerTier TierUnder(MoneyRules rules) =>
        !rules.TrustLadder ? CustomerTier.Everybody
        : Missed >= rules.NoShows ? CustomerTier.MissedVisits
        : Kept >= rules.KeptVisits ? CustomerTier.Trusted
        : CustomerTier.Everybody;
}
