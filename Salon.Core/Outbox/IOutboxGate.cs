namespace Salon.Outbox;

/// <summary>Whether messages of some kinds can be handled just now. While not, they wait where they stand, and nothing is done about them.</summary>
/// <remarks>For a provider that is away: trying each of ten thousand messages again and again would burn a processor for nothing.</remarks>
internal interface IOutboxGate
{
    IReadOnlyList<string> MessageNames { get; }

    /// <summary>Asked before each message is taken: answers from memory. It opens by itself, and the next look at the table finds what waits.</summary>
    bool IsClosed { get; }
}
