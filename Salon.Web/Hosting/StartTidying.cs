namespace Salon.Web.Hosting;

/// <summary>Gives back to the system, once, what only the start needed: on a small server that is memory for somebody else.</summary>
internal sealed class StartTidying : BackgroundService
{
    private static readonly TimeSpan AfterTheRush = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterTheRush, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
