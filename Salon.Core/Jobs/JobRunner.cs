using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Salon.Jobs;

/// <summary>Starts Hangfire with the program and plans every job's turns. Hangfire only ticks: what is true stands in our own tables.</summary>
/// <remarks>A program that can book is not kept from it by Hangfire: while its storage does not answer, the watch gives the jobs their turns.</remarks>
internal sealed partial class JobRunner(
    JobPlan plan, JobWatch watch, IServiceProvider services, JobOptions options, ILogger<JobRunner> log) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private BackgroundJobServer? server;
    private Task? stopped;
    private Task opening = Task.CompletedTask, watching = Task.CompletedTask;

    /// <summary>After everything else: jobs may call the program itself, which in Development is its own provider.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A job's interval is none that can be planned.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        plan.Check();
        watching = watch.WatchAsync(stop.Token);
        opening = OpenAsync(stop.Token);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before anything else: a request that a job waits for would hold up the server that is to answer it.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _ = Stopped();
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Stopped().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogLeftAtWork(log); // it is told to end as the program does, and comes again after the next start
        }
    }

    public void Dispose()
    {
        server?.Dispose();
        stop.Dispose();
    }

    // A host may be told to stop by several at once: all of them wait for the same end.
    private Task Stopped()
    {
        lock (stop) return stopped ??= EndAsync();
    }

    private async Task EndAsync()
    {
        await stop.CancelAsync();
        server?.SendStop();
        await Task.WhenAll(opening, watching);
        if (server is null) return;
        server.SendStop(); // it may have been opened in the same moment
        await server.WaitForShutdownAsync(CancellationToken.None);
    }

    private async Task OpenAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => Open(stopping), stopping); // Hangfire reads and writes synchronously
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogNotOpened(log, e, options.Look); // a database that is away, or a lock that a killed node left
            }

            await Task.Delay(options.Look, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Open(CancellationToken stopping)
    {
        var storage = services.GetRequiredService<JobStorage>();
        plan.Write(storage);
        stopping.ThrowIfCancellationRequested();
        server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = options.Workers, SchedulePollingInterval = options.Look,
                StopTimeout = options.StopGrace, ShutdownTimeout = options.StopGrace + TimeSpan.FromSeconds(3),
                Activator = new FromServices(services), FilterProvider = JobFilters.Provider,
            },
            storage);
    }

    [LoggerMessage(LogLevel.Error, "Hangfire could not be started; it is tried again in {Wait}")]
    private static partial void LogNotOpened(ILogger log, Exception e, TimeSpan wait);

    [LoggerMessage(LogLevel.Warning, "A job was still at work when the time to stop was over")]
    private static partial void LogLeftAtWork(ILogger log);

    private sealed class FromServices(IServiceProvider services) : JobActivator
    {
        public override object ActivateJob(Type jobType) => services.GetRequiredService(jobType);
    }
}
