using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Salon.Jobs;

namespace Salon.Messaging.Authentica;

/// <summary>What was left of the balance when it was last looked at, as a metric.</summary>
internal sealed class BalanceGauge
{
    private double? balance;

    public BalanceGauge(IMeterFactory meters) => meters.Create("Salon.Messaging").CreateObservableGauge(
        "salon.authentica.balance", () => balance is { } known ? [new Measurement<double>(known)] : (IEnumerable<Measurement<double>>)[], description: "What is left at Authentica, in its currency");

    public void Show(decimal left) => balance = (double)left;
}

/// <summary>Warns before codes and texts stop for want of money.</summary>
internal sealed partial class WatchBalanceJob(AuthenticaGateway gateway, AuthenticaOptions options, BalanceGauge gauge, ILogger<WatchBalanceJob> log) : IJob
{
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        if (await gateway.BalanceAsync(ct) is not { } left) return; // why not stands in the log already
        gauge.Show(left);
        if (left < options.LowBalance) LogLow(log, left, options.LowBalance);
    }

    [LoggerMessage(LogLevel.Warning, "The balance at Authentica is {Left}, below {Low}: top it up, or nobody can sign in once it is used up")]
    private static partial void LogLow(ILogger log, decimal left, decimal low);
}
