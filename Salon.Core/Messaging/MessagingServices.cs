using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Bookings.Waitlist;
using Salon.Jobs;
using Salon.Messaging.Authentica;
using Salon.Outbox;
using Salon.Providers;

namespace Salon.Messaging;

public static class MessagingServices
{
    /// <summary>Messages about bookings. The host adds a <see cref="SiteAddress"/> and channels, such as <see cref="AddAuthentica"/>.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.TryAddSingleton(new SiteAddress(() => throw new InvalidOperationException("The host adds a SiteAddress: links in messages begin with it.")));
        return services
            .AddSingleton<MessageQueue>()
            .AddSingleton<MessageQueries>()
            .AddSingleton<ReminderService>()
            .AddSingleton<TextsGate>()
            .AddSingleton<ConnectedChannels>()
            .AddSingleton<IOutboxGate>(services => services.GetRequiredService<TextsGate>())
            .AddSingleton<MessageSender>()
            .AddOutboxHandler<BookingConfirmed, VisitMessages>()
            .AddOutboxHandler<BookingMoved, VisitMessages>()
            .AddOutboxHandler<BookingCancelled, VisitMessages>()
            .AddOutboxHandler<BookingCompleted, VisitMessages>()
            .AddOutboxHandler<WaitlistOffered, VisitMessages>()
            .AddOutboxHandler<MessageQueued, MessageSender>()
            .AddOutboxHandler<MemberInvited, Invitations>()
            .AddJob<QueueRemindersJob>();
    }

    /// <summary>Codes and texts go by Authentica.</summary>
    /// <param name="address">Where it answers; asked at each call.</param>
    public static IServiceCollection AddAuthentica(this IServiceCollection services, AuthenticaOptions options, Func<IServiceProvider, Uri> address)
    {
        services.TryAddSingleton<ProviderMetrics>();
        foreach (var lane in (string[])[AuthenticaGateway.CodesLane, AuthenticaGateway.TextsLane])
        {
            services.AddKeyedSingleton(lane, (provider, _) => new ProviderClient(
                new ProviderSettings { Provider = lane, Address = () => address(provider) },
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ProviderMetrics>(), provider.GetRequiredService<ILogger<ProviderClient>>()));
        }

        return services
            .AddSingleton(options)
            .AddSingleton<AuthenticaGateway>()
            .AddSingleton<BalanceGauge>()
            .AddSingleton<IMessageChannel, AuthenticaTexts>()
            .Replace(ServiceDescriptor.Singleton<ICodeSender, AuthenticaCodes>())
            .AddJob<WatchBalanceJob>();
    }
}
