namespace Salon.Kernel;

/// <summary>Divides a sum among several by their weight, so that the parts add up to the whole.</summary>
public static class Split
{
    /// <param name="whole">In minor units; its parts have its sign.</param>
    /// <param name="weights">0 or more each; at least one above 0.</param>
    /// <returns>A part for each weight, in their order; none is further from its exact share than one minor unit.</returns>
    public static IReadOnlyList<long> Of(long whole, IReadOnlyList<long> weights)
    {
        var total = weights.Sum();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total, nameof(weights));
        var parts = new long[weights.Count];
        long before = 0, given = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            before += weights[i];
            parts[i] = (long)((Int128)whole * before / total) - given;
            given += parts[i];
        }

        return parts;
    }
}
