using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Salon.Jobs;

/// <summary>Starts Quartz with the program and gives every job its turns. Quartz only ticks: what is true stands in our own tables.</summary>
internal sealed class JobRunner(ISchedulerFactory schedulers, IServiceScopeFactory scopes, IEnumerable<JobEntry> entries) : IHostedLifecycleService
{
    private const string Group = "salon";
    private const int Most = 500;

    private IScheduler? scheduler;

    /// <summary>After everything else: jobs may call the program itself, which in Development is its own provider.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.Start(cancellationToken);

        await using var scope = scopes.CreateAsyncScope();
        foreach (var entry in entries)
        {
            var every = ((IJob)scope.ServiceProvider.GetRequiredService(entry.Type)).Every;
            ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromSeconds(1), entry.Name);
            await ScheduleAsync(scheduler, entry.Name, every, cancellationToken);
        }

        await ForgetAsync(scheduler, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (scheduler is not null) await scheduler.Shutdown(true, cancellationToken);
    }

    // Replaced at each start, on each node: a changed interval counts from then on.
    private static ValueTask ScheduleAsync(IScheduler scheduler, string name, TimeSpan every, CancellationToken ct)
    {
        var job = JobBuilder.Create<JobTick>().WithIdentity(name, Group).Build();
        var turns = SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever()
            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount); // missed turns are not made up for
        var trigger = TriggerBuilder.Create().WithIdentity(name, Group).ForJob(job).WithSchedule(turns).StartNow().Build();
        return scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, ct);
    }

    // Jobs of an older program that is gone; an older one cannot start once this one has upgraded the database.
    private async Task ForgetAsync(IScheduler started, CancellationToken ct)
    {
        var known = entries.Select(e => new JobKey(e.Name, Group)).ToHashSet();
        var stored = await started.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Group), Take = Most }, ct);
        await started.DeleteJobs([.. stored.Items.Select(job => job.Key).Where(key => !known.Contains(key))], ct);
    }
}
