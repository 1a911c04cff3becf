using System.Diagnostics.Metrics;

namespace Salon.Jobs;

/// <summary>How often jobs run, how they end, how long they take.</summary>
internal sealed class JobMetrics(IMeterFactory meters)
{
    public const string MeterName = "Salon.Jobs";

    private readonly Histogram<double> runs =
        meters.Create(MeterName).CreateHistogram<double>("salon.jobs.run", "s", "Runs by job and outcome: done, failed, stopped");

    public void Ran(string job, string outcome, TimeSpan took) => runs.Record(took.TotalSeconds, new("job", job), new("outcome", outcome));
}
