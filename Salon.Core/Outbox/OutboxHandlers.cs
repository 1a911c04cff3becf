using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Salon.Outbox;

/// <summary>One handler of one kind of message, as it was registered.</summary>
internal sealed record OutboxHandlerEntry(string MessageName, string HandlerName, Func<IServiceProvider, Delivery, string, CancellationToken, Task<Handled>> HandleAsync)
{
    public static OutboxHandlerEntry Of<TMessage, THandler>() where TMessage : IOutboxMessage where THandler : class, IOutboxHandler<TMessage> =>
        new(TMessage.Name, typeof(THandler).Name, (services, delivery, body, ct) =>
            services.GetRequiredService<THandler>().HandleAsync(delivery, Read<TMessage>(body), ct));

    private static TMessage Read<TMessage>(string body) =>
        JsonSerializer.Deserialize<TMessage>(body, OutboxJson.Options) ?? throw new JsonException("The body of the message is null.");
}

/// <summary>Which messages this program knows and who handles them.</summary>
internal sealed class OutboxHandlers
{
    private readonly ILookup<string, OutboxHandlerEntry> byName;

    public OutboxHandlers(IEnumerable<OutboxHandlerEntry> entries)
    {
        byName = entries.ToLookup(entry => entry.MessageName, StringComparer.Ordinal);
        Known = [.. byName.Select(group => group.Key).Union(OwnNames(), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Names of messages this program can read, handled or not. Others were written by a newer program on another node: they are left to it.
    /// </summary>
    public IReadOnlyList<string> Known { get; }

    public IEnumerable<OutboxHandlerEntry> Of(string name) => byName[name];

    private static IEnumerable<string> OwnNames() => typeof(OutboxHandlers).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IOutboxMessage)))
        .Select(type => (string)typeof(OutboxHandlers).GetMethod(nameof(NameOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, null)!);

    private static string NameOf<TMessage>() where TMessage : IOutboxMessage => TMessage.Name;
}
