using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Salon.Data;
using Salon.Jobs;
using Salon.Tests.Outbox;
using Salon.Tests.World;

namespace Salon.Tests.Jobs;

[Trait("Pace", "Slow")]
public sealed class JobRunnerTests
{
    [Theory, BothDatabases]
    public async Task A_job_has_its_turns_and_one_that_fails_has_its_next_one_too(Db db)
    {
        var diary = new Diary { Fail = true };
        await using var world = await SalonWorld.StartAsync(db);
        await using var node = await Node.StartAsync(world.Options, diary);

        await Eventually.TrueAsync(() => diary.Runs >= 3);

        var shown = node.Storage.GetMonitoringApi();
        await Eventually.TrueAsync(() => shown.FailedJobs(0, 10).Count > 0);
        Assert.All(shown.FailedJobs(0, 10), run => Assert.NotNull(shown.JobDetails(run.Key).ExpireAt)); // none is kept for ever
    }

    [Fact]
    public async Task A_lock_that_a_killed_node_left_keeps_no_other_from_starting()
    {
        var (diary, world) = (new Diary(), await SalonWorld.StartAsync(Db.Postgres));
        await using var _ = world;
        await using (var first = await Node.StartAsync(world.Options, new())) Assert.NotNull(first.Storage); // so that the tables are there
        await LeaveLockAsync(world.Options, $"hangfire:recurring-job:{nameof(DiaryJob)}");

        await using var node = await Node.StartAsync(world.Options, diary);

        await Eventually.TrueAsync(() => diary.Runs >= 1);
    }

    [Fact]
    public async Task While_Hangfire_cannot_be_started_jobs_have_their_turns_without_it()
    {
        var diary = new Diary();
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        Directory.CreateDirectory(world.Options.JobsFile); // no file can be there

        await using var node = await Node.StartAsync(world.Options, diary, options: new() { Look = TimeSpan.FromHours(1), Silence = TimeSpan.FromSeconds(0.3) });
        await Eventually.TrueAsync(() => diary.Runs >= 2);

        Directory.Delete(world.Options.JobsFile);
    }

    [Theory, BothDatabases]
    public async Task A_job_that_takes_longer_than_its_turn_never_runs_twice_at_once(Db db)
    {
        var diary = new Diary { Takes = TimeSpan.FromSeconds(2.2) };
        await using var world = await SalonWorld.StartAsync(db);
        await using var node = await Node.StartAsync(world.Options, diary);

        await Eventually.TrueAsync(() => diary.Runs >= 3);

        Assert.Equal(1, diary.MostAtOnce);
    }

    [Fact]
    public async Task Two_installations_in_one_process_do_not_meet()
    {
        var (lamsa, noor) = (new Diary(), new Diary());
        await using var one = await SalonWorld.StartAsync(Db.Sqlite);
        await using var two = await SalonWorld.StartAsync(Db.Sqlite);
        await using var first = await Node.StartAsync(one.Options, lamsa);
        await using var second = await Node.StartAsync(two.Options, noor);

        await Eventually.TrueAsync(() => lamsa.Runs >= 2 && noor.Runs >= 2);
    }

    [Fact]
    public async Task Two_nodes_on_one_database_share_the_turns()
    {
        var diary = new Diary { Takes = TimeSpan.FromSeconds(0.8) };
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        await using var one = await Node.StartAsync(world.Options, diary);
        await using var two = await Node.StartAsync(world.Options, diary);

        var began = TimeProvider.System.GetTimestamp();
        var before = diary.Runs;
        await Eventually.TrueAsync(() => diary.Runs >= before + 6);

        Assert.True(TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(4), "They took turns of their own."); // one in a second of both together, not two
        Assert.Equal(1, diary.MostAtOnce);
    }

    [Fact]
    public async Task When_a_node_stops_the_other_goes_on()
    {
        var diary = new Diary();
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var one = await Node.StartAsync(world.Options, diary);
        await using var two = await Node.StartAsync(world.Options, diary);
        await Eventually.TrueAsync(() => diary.Runs >= 2);

        await one.DisposeAsync();
        var before = diary.Runs;

        await Eventually.TrueAsync(() => diary.Runs >= before + 2);
    }

    [Fact]
    public async Task A_job_that_a_newer_program_no_longer_has_is_forgotten()
    {
        var (old, current) = (new Diary(), new Diary());
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        await using (await Node.StartAsync(world.Options, old)) await Eventually.TrueAsync(() => old.Runs >= 1);

        await using var node = await Node.StartAsync(world.Options, current, services => services.AddJob<OtherJob>(), without: typeof(DiaryJob));
        await Eventually.TrueAsync(() => current.Others >= 2);

        Assert.Equal(0, current.Runs);
    }

    [Theory, BothDatabases]
    public async Task Stopping_waits_for_the_run_under_way(Db db)
    {
        var diary = new Diary { Takes = TimeSpan.FromSeconds(1) };
        await using var world = await SalonWorld.StartAsync(db);
        var node = await Node.StartAsync(world.Options, diary);
        await Eventually.TrueAsync(() => diary.Runs == 1);

        await node.DisposeAsync();

        Assert.Equal(diary.Runs, diary.Ended);
    }

    private static async Task LeaveLockAsync(DatabaseOptions database, string resource)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var leave = new NpgsqlCommand("INSERT INTO hangfire.lock (resource, updatecount, acquired) VALUES ($1, 0, now())", connection)
        {
            Parameters = { new() { Value = resource } },
        };
        await leave.ExecuteNonQueryAsync();
    }

    private sealed class Diary
    {
        private int runs;
        private int atOnce;
        private int ended;

        public bool Fail { get; init; }

        public TimeSpan Takes { get; init; }

        public int Runs => runs;

        public int Ended => ended;

        public int Others { get; set; }

        public int MostAtOnce { get; private set; }

        public async Task WriteAsync(CancellationToken ct)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
            Interlocked.Increment(ref runs);
            await Task.Delay(Takes, ct);
            Interlocked.Decrement(ref atOnce);
            Interlocked.Increment(ref ended);
            if (Fail) throw new InvalidOperationException("A job that fails on purpose.");
        }
    }

    private sealed class DiaryJob(Diary diary) : IJob
    {
        public TimeSpan Every => TimeSpan.FromSeconds(1);

        public Task RunAsync(CancellationToken ct) => diary.WriteAsync(ct);
    }

    private sealed class OtherJob(Diary diary) : IJob
    {
        public TimeSpan Every => TimeSpan.FromSeconds(1);

        public Task RunAsync(CancellationToken ct)
        {
            diary.Others++;
            return Task.CompletedTask;
        }
    }

    private static readonly JobOptions Often = new() { Look = TimeSpan.FromMilliseconds(200) };

    /// <summary>A process of the program that runs only these jobs.</summary>
    private sealed class Node(ServiceProvider services) : IAsyncDisposable
    {
        public JobStorage Storage => services.GetRequiredService<JobStorage>();

        public static async Task<Node> StartAsync(
            DatabaseOptions database, Diary diary, Action<IServiceCollection>? more = null, Type? without = null, JobOptions? options = null)
        {
            var services = new ServiceCollection().AddLogging(log => log.SetMinimumLevel(LogLevel.None))
                .AddSingleton(diary).AddSingleton(options ?? Often).RunJobs(database);
            if (without != typeof(DiaryJob)) services.AddJob<DiaryJob>();
            more?.Invoke(services);
            var provider = services.BuildServiceProvider();
            foreach (var hosted in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>()) await hosted.StartedAsync(default);
            return new Node(provider);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StopAsync(default);
            await services.DisposeAsync();
        }
    }
}
