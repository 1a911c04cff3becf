using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Salon.Jobs;

/// <summary>When each job has its turns.</summary>
internal sealed class JobPlan(IServiceScopeFactory scopes, IEnumerable<JobEntry> entries)
{
    /// <summary>Written anew at each start, on each node, so that a changed interval counts from then on. Everything has a turn at once.</summary>
    public void Write(JobStorage storage)
    {
        var manager = new RecurringJobManager(storage, JobFilters.Provider);
        foreach (var (name, turns) in Read())
        {
            manager.AddOrUpdate(name, Job.FromExpression<JobTick>(tick => tick.RunAsync(name, CancellationToken.None)), turns, new RecurringJobOptions());
            manager.TriggerJob(name);
        }

        Forget(storage, manager);
    }

    /// <exception cref="ArgumentOutOfRangeException">The interval of a job does not divide the minute, the hour or the day.</exception>
    public void Check() => Read();

    private List<(string Name, string Turns)> Read()
    {
        using var scope = scopes.CreateScope();
        return [.. entries.Select((entry, index) => (
            entry.Name, Turns(entry.Name, ((IJob)scope.ServiceProvider.GetRequiredService(entry.Type)).Every, second: index * 7 % 60)))]; // not all at once
    }

    /// <summary>As cron writes it, with seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval does not divide the minute, the hour or the day.</exception>
    internal static string Turns(string job, TimeSpan every, int second)
    {
        static bool Divides(TimeSpan whole, TimeSpan part) => part.Ticks > 0 && part <= whole && whole.Ticks % part.Ticks == 0;
        string? turns = null;
        if (every.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            if (every < TimeSpan.FromMinutes(1)) turns = Divides(TimeSpan.FromMinutes(1), every) ? $"*/{every.TotalSeconds} * * * * *" : null;
            else if (every < TimeSpan.FromHours(1))
                turns = Divides(TimeSpan.FromHours(1), every) && every.Seconds == 0 ? $"{second} */{every.TotalMinutes} * * * *" : null;
            else if (every == TimeSpan.FromDays(1)) turns = $"{second} 0 0 * * *";
            else turns = Divides(TimeSpan.FromDays(1), every) && every.Minutes == 0 && every.Seconds == 0 ? $"{second} 0 */{every.TotalHours} * * *" : null;
        }

        return turns ?? throw new ArgumentOutOfRangeException(
            nameof(every), every.ToString(null, CultureInfo.InvariantCulture),
            $"{job}: a job comes every so many seconds, minutes or hours that divide the next larger unit.");
    }

    // Jobs of an older program that is gone; an older one cannot start once this one has upgraded the database.
    private void Forget(JobStorage storage, RecurringJobManager manager)
    {
        using var connection = storage.GetConnection();
        foreach (var stored in connection.GetRecurringJobs().Where(stored => entries.All(e => e.Name != stored.Id))) manager.RemoveIfExists(stored.Id);
    }
}
