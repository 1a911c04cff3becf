using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Salon.Bookings;
using Salon.Jobs;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Online.Moyasar;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;
using Salon.Payments.Till;
using Salon.Providers;

namespace Salon.Payments;

public static class PaymentServices
{
    /// <summary>Money. The host says where news reach it (<see cref="WebhookAddress"/>) and where the provider answers (<see cref="AddMoyasar"/>).</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        services.TryAddSingleton(new WebhookAddress(_ => throw new InvalidOperationException("The host adds a WebhookAddress: the provider sends its news there.")));
        return services
            .AddMoyasar(new MoyasarOptions(), _ => MoyasarOptions.Production)
            .AddSingleton<SecretBox>()
            .AddSingleton<PaymentAccounts>()
            .AddSingleton<PaymentRecorder>()
            .AddSingleton<Settlements>()
            .AddSingleton<PaymentFollower>()
            .AddSingleton<RefundRunner>()
            .AddSingleton<PaymentService>()
            .AddSingleton<Promises>()
            .AddSingleton<PaymentQueries>()
            .AddSingleton<BillService>()
            .AddSingleton<CheckoutService>()
            .AddSingleton<DayCloseService>()
            .AddSingleton<DrawerService>()
            .AddSingleton<DeskMoneyQueries>()
            .AddSingleton<IOpenBills, OpenBills>()
            .AddSingleton<MoneyReports>()
            .AddSingleton<ReconcileService>()
            .AddSingleton<UnknownPayments>()
            .AddSingleton<UnknownPaymentQueries>()
            .AddSingleton<PageCloser>()
            .AddSingleton<MoyasarWebhooks>()
            .AddOutboxHandler<BookingCancelled, Settlements>()
            .AddOutboxHandler<BookingNoShow, Settlements>()
            .AddOutboxHandler<BookingCompleted, Settlements>()
            .AddOutboxHandler<PaymentReceived, Settlements>()
            .AddOutboxHandler<PaymentPromised, Promises>()
            .AddOutboxHandler<BookingCancelled, Promises>()
            .AddOutboxHandler<BookingNoShow, Promises>()
            .AddOutboxHandler<BookingCompleted, Promises>()
            .AddSingleton<ReceiptService>()
            .AddSingleton<TaxSettings>()
            .AddSingleton<ReceiptQueries>()
            .AddOutboxHandler<PaymentReceived, ReceiptService>()
            .AddOutboxHandler<PaymentRefunded, ReceiptService>()
            .AddOutboxHandler<ReceiptsDue, ReceiptService>()
            .AddOutboxHandler<BookingCompleted, ReceiptService>()
            .AddOutboxHandler<BookingCancelled, ReceiptService>()
            .AddOutboxHandler<BookingNoShow, ReceiptService>()
            .AddOutboxHandler<RefundRequested, RefundRunner>()
            .AddOutboxHandler<UnknownGoesBack, UnknownPayments>()
            .AddOutboxHandler<PageUnwanted, PageCloser>()
            .AddOutboxHandler<BookingCancelled, PageCloser>()
            .AddOutboxHandler<BookingNoShow, PageCloser>()
            .AddOutboxHandler<WebhookStored, MoyasarWebhookHandler>()
            .AddJob<FollowPaymentsJob>()
            .AddJob<ComparePaymentsJob>();
    }

    /// <summary>Payments go through Moyasar; the last call counts.</summary>
    /// <param name="address">Where it answers; asked at each call.</param>
    public static IServiceCollection AddMoyasar(this IServiceCollection services, MoyasarOptions options, Func<IServiceProvider, Uri> address)
    {
        services.AddMetrics().TryAddSingleton<ProviderMetrics>();
        services.RemoveAllKeyed<ProviderClient>(MoyasarGateway.Lane).AddKeyedSingleton(MoyasarGateway.Lane, (provider, _) => new ProviderClient(
            new ProviderSettings { Provider = MoyasarGateway.Lane, Address = () => address(provider), LongestAnswer = 4 * 1024 * 1024 },
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ProviderMetrics>(), provider.GetRequiredService<ILogger<ProviderClient>>()));
        services.Replace(ServiceDescriptor.Singleton(options));
        services.TryAddSingleton<IPaymentGateway, MoyasarGateway>();
        return services;
    }
}
