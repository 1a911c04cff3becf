using Hangfire;
using Hangfire.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Salon.Data;

namespace Salon.Jobs;

public static class JobServices
{
    /// <summary>The jobs that belong to no feature.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) =>
        services.AddScoped<JobWork>().AddSingleton<JobOperations>().AddJob<OutboxSweepJob>().AddJob<StatisticsJob>();

    /// <summary>From now on this job has its turns, in a process that called <see cref="RunJobs"/>.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services) where TJob : class, IJob
    {
        services.TryAddScoped<TJob>();
        return services.AddSingleton(new JobEntry(typeof(TJob).Name, typeof(TJob)));
    }

    /// <summary>This process runs jobs: alone on SQLite, as one node of several on PostgreSQL.</summary>
    public static IServiceCollection RunJobs(this IServiceCollection services, DatabaseOptions database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new JobOptions());
        services.AddSingleton(provider =>
        {
            LogProvider.SetCurrentLogProvider(new JobLog(provider.GetRequiredService<ILoggerFactory>()));
            return JobStore.Open(database, provider.GetRequiredService<JobOptions>());
        });
        return services.AddMetrics().AddSingleton<JobMetrics>().AddSingleton<JobBoard>().AddSingleton(new JobTurns(database))
            .AddSingleton<JobPlan>().AddSingleton<JobTick>().AddSingleton<JobPulse>().AddSingleton<JobWatch>().AddHostedService<JobRunner>();
    }
}
