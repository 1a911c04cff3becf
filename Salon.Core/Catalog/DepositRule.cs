namespace Salon.Catalog;

/// <summary>What a service asks for in advance: a share of its price, or an amount.</summary>
/// <param name="BasisPoints">1 to 10,000; 5000 is half the price. Null when an amount is asked for.</param>
/// <param name="Minor">Minor units in the organization's currency, above 0. Null when a share is asked for.</param>
public sealed record DepositRule(int? BasisPoints, long? Minor)
{
    /// <summary>What it comes to for a price; never more than the price. A share is rounded to the nearest minor unit.</summary>
    public Money Of(Money price) => price with
    {
        Minor = Math.Min(price.Minor, Minor ?? (long)decimal.Round(price.Minor * (BasisPoints ?? 0) / 10_000m, MidpointRounding.AwayFromZero)),
    };
}
