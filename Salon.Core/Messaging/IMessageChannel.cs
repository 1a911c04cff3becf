using Salon.Accounts;
using Salon.Outbox;
using Salon.Providers;

namespace Salon.Messaging;

/// <summary>A way to a person's telephone.</summary>
public interface IMessageChannel
{
    /// <summary>One of <see cref="MessageChannels"/>.</summary>
    string Name { get; }

    /// <summary>The provider fails, and is left alone for now: texts wait where they are.</summary>
    bool IsResting => false;

    /// <summary>Asks the provider once to carry a text. Never called inside a transaction.</summary>
    Task<ProviderOutcome> SendAsync(OutboundText text, CancellationToken ct);
}

/// <summary>Keeps texts in the outbox while no channel takes any.</summary>
internal sealed class TextsGate(IEnumerable<IMessageChannel> channels) : IOutboxGate
{
    public IReadOnlyList<string> MessageNames { get; } = [MessageQueued.Name, MemberInvited.Name];

    public bool IsClosed => channels.Any() && channels.All(channel => channel.IsResting);
}

/// <summary>A text on its way to a telephone.</summary>
/// <param name="Message">The idempotency key, where a provider takes one.</param>
public sealed record OutboundText(RowId Message, PhoneNumber To, string Text)
{
    /// <summary>Without phone and text: this record may slip into a log.</summary>
    public override string ToString() => $"{nameof(OutboundText)} {Message}";
}

/// <summary>By what this installation can send texts: a setting that asks for another way says so.</summary>
public sealed class ConnectedChannels(IEnumerable<IMessageChannel> channels)
{
    /// <param name="channel">One of <see cref="MessageChannels"/>.</param>
    public bool Has(string channel) => channels.Any(one => one.Name == channel);
}

/// <summary>Names of channels, as rules and messages store them.</summary>
public static class MessageChannels
{
    public const string Sms = "sms";
    public const string WhatsApp = "whatsapp";
}
