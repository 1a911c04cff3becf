using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Salon.Outbox;

public static class OutboxServices
{
    /// <summary>The message table with its operator's side. It is dispatched once <see cref="RunOutbox"/> is called too.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.TryAddSingleton(new OutboxOptions());
        return services
            .AddMetrics()
            .AddSingleton<OutboxMetrics>()
            .AddSingleton<OutboxHandlers>()
            .AddSingleton<OutboxQueue>()
            .AddSingleton<OutboxRunner>()
            .AddSingleton<OutboxDispatcher>()
            .AddSingleton<OutboxSweep>()
            .AddSingleton<OutboxOperations>();
    }

    /// <summary>This process handles messages. Left out by tools that only write.</summary>
    public static IServiceCollection RunOutbox(this IServiceCollection services) => services.AddHostedService(p => p.GetRequiredService<OutboxDispatcher>());

    /// <summary>From now on every <typeparamref name="TMessage"/> is handled by <typeparamref name="THandler"/>, beside others it may have.</summary>
    public static IServiceCollection AddOutboxHandler<TMessage, THandler>(this IServiceCollection services)
        where TMessage : IOutboxMessage
        where THandler : class, IOutboxHandler<TMessage>
    {
        services.TryAddScoped<THandler>();
        return services.AddSingleton(OutboxHandlerEntry.Of<TMessage, THandler>());
    }
}
