using System.Collections.Concurrent;
using Salon.Accounts;

namespace Salon.Tests.World;

/// <summary>Every telephone of the test: receives codes, or refuses them when told to.</summary>
public sealed class CodeInbox : ICodeSender
{
    private readonly ConcurrentQueue<CodeMessage> messages = new();

    public CodeDelivery Answer { get; set; } = CodeDelivery.Sent;

    public IReadOnlyList<CodeMessage> Messages => [.. messages];

    public string LastCode => Messages[^1].Code;

    public Task<CodeDelivery> SendAsync(CodeMessage message, CancellationToken ct)
    {
        if (Answer != CodeDelivery.Refused) messages.Enqueue(message);
        return Task.FromResult(Answer);
    }
}
