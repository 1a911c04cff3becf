using System.Diagnostics.Metrics;

namespace Salon.Providers;

/// <summary>How outside services answer. No tenant, no content.</summary>
internal sealed class ProviderMetrics(IMeterFactory meters)
{
    public const string MeterName = "Salon.Providers";

    private readonly Histogram<double> calls =
        meters.Create(MeterName).CreateHistogram<double>("salon.provider.call", "s", "Calls by provider, operation and outcome: answered, or the reason why not");

    public void Called(string provider, string operation, string outcome, TimeSpan took) =>
        calls.Record(took.TotalSeconds, new("provider", provider), new("operation", operation), new("outcome", outcome));
}
