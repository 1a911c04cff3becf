
namespace Salon.Payments.Rules;

/// <summary>VAT inside prices that include it. Whole minor units; halves go up (away from zero); the gross never changes.</summary>
public static class Vat
{
    /// <param name="gross">With VAT, in minor units.</param>
    /// <param name="basisPoints">1500 is 15 %.</param>
    public static long Of(long gross, int basisPoints)
    {
        var (numerator, denominator) = (checked(gross * basisPoints), 10_000L + basisPoints);
        return numerator >= 0 ? ((numerator * 2) + denominator) / (denominator * 2) : -(((-numerator * 2) + denominator) / (denominator * 2));
    }

    /// <summary>VAT of a part of a visit whose services may have different rates: from the totals of each rate, not from rounded lines.</summary>
    /// <param name="lines">Gross and rate of each service of the visit.</param>
    public static long Of(long gross, IReadOnlyList<(long Gross, int BasisPoints)> lines)
    {
        var rates = lines.GroupBy(l => l.BasisPoints, l => l.Gross).Select(g => (BasisPoints: g.Key, Gross: g.Sum())).OrderBy(r => r.BasisPoints).ToList();
        var total = rates.Sum(r => r.Gross);
        if (rates.Count == 0 || total == 0) return 0;

        long vat = 0, before = 0, given = 0;
        foreach (var (basisPoints, share) in rates)
        {
            before += share;
            var part = (long)((Int128)gross * before / total) - given; // the parts add up to the whole
            given += part;
            vat += Of(part, basisPoints);
        }

        return vat;
    }
}
