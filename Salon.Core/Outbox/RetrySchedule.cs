using System.Buffers.Binary;

namespace Salon.Outbox;

/// <summary>When a message that did not succeed is tried again: soon at first, then over most of a day, so that a provider's night outage is survived.</summary>
internal static class RetrySchedule
{
    private const double Spread = 0.2;

    private static readonly Duration[] Delays =
    [
        Duration.FromSeconds(5), Duration.FromSeconds(30), Duration.FromMinutes(2), Duration.FromMinutes(10), Duration.FromMinutes(30),
        Duration.FromHours(1), Duration.FromHours(2), Duration.FromHours(4), Duration.FromHours(8),
    ];

    /// <summary>After this many attempts a message is given up.</summary>
    public static int Attempts => Delays.Length + 1;

    /// <param name="id">Spreads the delays by ±20 %, so that messages that failed together do not come back together.</param>
    /// <param name="attempts">Attempts that did not succeed, from 1 to one below <see cref="Attempts"/>.</param>
    public static Duration After(OutboxMessageId id, int attempts)
    {
        var delay = Delays[Math.Clamp(attempts, 1, Delays.Length) - 1];
        return delay * (1 + Spread * Lean(id, attempts));
    }

    // From -1 to 1, by the random half of the id: the same message leans the same way, whichever node asks.
    private static double Lean(OutboxMessageId id, int attempts)
    {
        var random = BinaryPrimitives.ReadUInt32LittleEndian(id.Value.ToByteArray().AsSpan(12)) + unchecked((uint)attempts * 2_654_435_769u);
        return unchecked((uint)random) / (double)uint.MaxValue * 2 - 1;
    }
}
