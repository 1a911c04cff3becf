using System.Collections.Concurrent;
using Salon.Messaging;
using Salon.Providers;

namespace Salon.Tests.World;

/// <summary>Every telephone of the test: receives texts, or answers as it is told.</summary>
public sealed class TextInbox(string name = MessageChannels.Sms) : IMessageChannel
{
    private readonly ConcurrentQueue<OutboundText> texts = new();

    public string Name => name;

    public bool IsResting { get; set; }

    /// <summary>What was asked for, in order; what was not delivered is here too.</summary>
    public IReadOnlyList<OutboundText> Asked => [.. texts];

    /// <summary>How the provider answers from now on.</summary>
    public Func<OutboundText, ProviderOutcome> Answer { get; set; } = _ => new ProviderOutcome.Done();

    public Task<ProviderOutcome> SendAsync(OutboundText text, CancellationToken ct)
    {
        texts.Enqueue(text);
        return Task.FromResult(Answer(text));
    }
}
