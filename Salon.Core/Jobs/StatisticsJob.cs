using Salon.Data;

namespace Salon.Jobs;

/// <summary>Keeps what the database knows of its own size true, from the start on and every day.</summary>
internal sealed class StatisticsJob(Database database) : IJob
{
    public TimeSpan Every => TimeSpan.FromDays(1);

    public Task RunAsync(CancellationToken ct) => database.GatherStatisticsAsync(ct);
}
