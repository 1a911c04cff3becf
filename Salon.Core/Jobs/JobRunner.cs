using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Salon.Jobs;

/// <summary>Starts Hangfire with the program and plans every job's turns. Hangfire only ticks: what is true stands in our own tables.</summary>
internal sealed class JobRunner(JobPlan plan, JobWatch watch, IServiceProvider services, JobOptions options) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private BackgroundJobServer? server;
    private Task watching = Task.CompletedTask;

    /// <summary>After everything else: jobs may call the program itself, which in Development is its own provider.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.Run(Start, cancellationToken); // Hangfire reads and writes synchronously

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await watching;
        if (server is null) return;
        server.SendStop();
        await server.WaitForShutdownAsync(cancellationToken);
    }

    public void Dispose()
    {
        server?.Dispose();
        stop.Dispose();
    }

    private void Start()
    {
        var storage = services.GetRequiredService<JobStorage>();
        plan.Write(storage);
        server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = options.Workers, SchedulePollingInterval = options.Look, TaskScheduler = TaskScheduler.Default,
                StopTimeout = options.StopGrace, ShutdownTimeout = options.StopGrace + TimeSpan.FromSeconds(3),
                Activator = new FromServices(services), FilterProvider = JobFilters.Provider,
            },
            storage);
        watching = watch.WatchAsync(stop.Token);
    }

    private sealed class FromServices(IServiceProvider services) : JobActivator
    {
        public override object ActivateJob(Type jobType) => services.GetRequiredService(jobType);
    }
}
