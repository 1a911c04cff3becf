using System.Collections.Concurrent;

namespace Salon.Web.Sandbox;

/// <summary>What a telephone received.</summary>
/// <param name="Channel">"sms" or "whatsapp".</param>
/// <param name="To">E.164.</param>
/// <param name="Code">The one-time code inside, when the message is one.</param>
/// <param name="Status">"sent": the stand-in knows no other end.</param>
/// <param name="Reference">The idempotency key that came with it, if one did.</param>
public sealed record SandboxMessage(Guid Id, string Channel, string To, string Text, string? Code, DateTimeOffset SentAt, string Status, string? Reference = null);

/// <summary>Every telephone of the Development installation: what the stand-ins were asked to send, instead of sending it.</summary>
public sealed class SandboxInbox
{
    private const int Most = 5_000;

    private readonly ConcurrentQueue<SandboxMessage> messages = new();

    public void Receive(SandboxMessage message)
    {
        messages.Enqueue(message);
        while (messages.Count > Most) messages.TryDequeue(out _);
    }

    /// <summary>The newest first.</summary>
    /// <param name="to">One telephone's only; null for all.</param>
    public IReadOnlyList<SandboxMessage> Read(string? to = null) => [.. messages.Reverse().Where(m => to is null || m.To == to)];

    public void Clear() => messages.Clear();
}
