using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;
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

    /// <summary>This process runs jobs: alone on SQLite, as one node of a cluster on PostgreSQL.</summary>
    public static IServiceCollection RunJobs(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = "Salon");
            quartz.UseTimeProvider(TimeProvider.System); // it waits in real time, whatever clock the work reads
            quartz.UseDefaultThreadPool(4);
            if (database.IsPostgres) quartz.UsePersistentStore(store => InDatabase(store, database.ConnectionString!));
            else quartz.UseInMemoryStore();
        });
        return services.AddMetrics().AddSingleton<JobMetrics>().AddSingleton<JobBoard>().AddHostedService<JobRunner>();
    }

    private static void InDatabase(IPersistentStoreBuilder store, string connectionString)
    {
        store.UsePostgres(connectionString);
        store.ProvisionSchema();
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = TimeSpan.FromSeconds(5);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(10); // a node that died is replaced within 15 seconds
        });
    }
}
