using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Salon.Data;
using Salon.Jobs;
using Salon.Tests.World;

namespace Salon.Tests.Jobs;

/// <summary>Hangfire stands still: in these nodes it is never started.</summary>
public sealed class JobWatchTests
{
    private static readonly Actor Operator = new(default, UserId.New(), Role.PlatformAdmin);

    [Theory, BothDatabases]
    public async Task Jobs_have_their_turns_without_Hangfire_and_one_that_fails_stops_no_other(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var diary = new Diary();
        await using var node = Start(world, diary, TimeSpan.Zero);
        var (watch, pulse) = (node.GetRequiredService<JobWatch>(), node.GetRequiredService<JobPulse>());

        await watch.LookAsync(default);
        await watch.LookAsync(default); // both come once an hour

        Assert.True(pulse.StandsStill);
        Assert.Equal(["failing", "hourly"], diary.Lines);
        var board = node.GetRequiredService<JobBoard>().Read(Operator);
        Assert.Equal([("FailingJob", "failed"), ("HourlyJob", "done")], board.Select(row => (row.Name, row.Outcome)));
    }

    [Fact]
    public async Task Nothing_is_done_while_Hangfire_runs_jobs_and_once_it_does_again_it_stands_no_more()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var diary = new Diary();
        await using var node = Start(world, diary, TimeSpan.FromHours(1));
        var pulse = node.GetRequiredService<JobPulse>();

        await node.GetRequiredService<JobWatch>().LookAsync(default);
        Assert.Equal((false, 0), (pulse.StandsStill, diary.Lines.Count));

        pulse.StandStill();
        await node.GetRequiredService<JobTick>().RunAsync(nameof(HourlyJob), default); // as Hangfire does
        Assert.False(pulse.StandsStill);
    }

    [Fact]
    public async Task A_node_that_has_no_turn_while_others_have_does_not_stand_still()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var diary = new Diary();
        await using var quiet = Start(world, diary, TimeSpan.Zero);
        await using var other = Start(world, new Diary(), TimeSpan.FromHours(1));
        var watch = quiet.GetRequiredService<JobWatch>();
        await watch.LookAsync(default);
        Assert.True(quiet.GetRequiredService<JobPulse>().StandsStill);
        var runs = diary.Lines.Count;

        var runner = other.GetServices<IHostedService>().OfType<JobRunner>().Single();
        await runner.StartedAsync(default);
        await Eventually.TrueAsync(() => other.GetRequiredService<JobStorage>().GetMonitoringApi().GetStatistics().Succeeded > 0);
        await watch.LookAsync(default);
        await runner.StopAsync(default);

        Assert.False(quiet.GetRequiredService<JobPulse>().StandsStill);
        Assert.Equal(runs, diary.Lines.Count);
    }

    [Theory, BothDatabases]
    public async Task A_job_that_is_at_work_elsewhere_is_left_to_it(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var diary = new Diary { Hold = hold };
        await using var one = Start(world, diary, TimeSpan.Zero);
        await using var two = Start(world, diary, TimeSpan.Zero);
        var other = db == Db.Postgres ? two : one; // on SQLite there is one process
        var working = one.GetRequiredService<JobTick>().RunAsync(nameof(HourlyJob), default);
        await Eventually.TrueAsync(() => diary.Lines.Count == 1);

        await other.GetRequiredService<JobTick>().RunAsync(nameof(HourlyJob), default);
        hold.SetResult();
        await working;

        Assert.Single(diary.Lines);
    }

    [Fact]
    public async Task A_job_in_hand_of_a_node_that_died_is_free_for_the_others_at_once()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (dying, living) = (new Diary { Hold = hold }, new Diary());
        await using var one = Start(world, dying, TimeSpan.Zero);
        await using var two = Start(world, living, TimeSpan.Zero);
        var working = one.GetRequiredService<JobTick>().RunAsync(nameof(HourlyJob), default);
        await Eventually.TrueAsync(() => dying.Lines.Count == 1);
        await two.GetRequiredService<JobTick>().RunAsync(nameof(HourlyJob), default);
        Assert.Empty(living.Lines);

        await EndSessionsAtWorkAsync(world.Options); // the server sees no more of a death than that
        await Eventually.TrueAsync(async () =>
        {
            await two.GetRequiredService<JobTick>().RunAsync(nameof(HourlyJob), default);
            return living.Lines.Count == 1;
        });

        hold.SetResult();
        await working;
    }

    private static async Task EndSessionsAtWorkAsync(DatabaseOptions database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var end = new NpgsqlCommand(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_locks
            WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            connection);
        Assert.Equal(1L, await end.ExecuteScalarAsync());
    }

    private static ServiceProvider Start(SalonWorld world, Diary diary, TimeSpan silence) => new ServiceCollection()
        .AddLogging(log => log.SetMinimumLevel(LogLevel.None)).AddSingleton(diary).AddSingleton(new JobOptions { Silence = silence })
        .RunJobs(world.Options).AddJob<FailingJob>().AddJob<HourlyJob>().BuildServiceProvider();

    private sealed class Diary
    {
        public List<string> Lines { get; } = [];

        public TaskCompletionSource? Hold { get; init; }
    }

    private sealed class FailingJob(Diary diary) : IJob
    {
        public TimeSpan Every => TimeSpan.FromHours(1);

        public Task RunAsync(CancellationToken ct)
        {
            diary.Lines.Add("failing");
            throw new FormatException();
        }
    }

    private sealed class HourlyJob(Diary diary) : IJob
    {
        public TimeSpan Every => TimeSpan.FromHours(1);

        public async Task RunAsync(CancellationToken ct)
        {
            diary.Lines.Add("hourly");
            if (diary.Hold is { } hold) await hold.Task;
        }
    }
}
