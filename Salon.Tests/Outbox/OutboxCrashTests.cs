using Salon.Outbox;
using Salon.Tests.World;

namespace Salon.Tests.Outbox;

/// <summary>A process dies with a message in hand: it is taken and nobody comes back to say how it ended.</summary>
public sealed class OutboxCrashTests
{
    private static readonly Duration PastTheLease = Duration.FromMinutes(3);

    [Theory, BothDatabases, Trait("Proves", "R-22")]
    public async Task A_message_in_hand_of_a_dead_process_is_handled_again_when_the_lease_runs_out(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        await stage.TellAsync("survivor");
        Assert.NotNull(await TakeAsync(stage));

        Assert.Equal(0, await stage.DrainAsync()); // the lease still stands: perhaps it only takes long
        stage.World.Clock.Advance(PastTheLease);
        Assert.Equal(1, await stage.DrainAsync());
    }

    [Theory, BothDatabases, Trait("Proves", "R-22")]
    public async Task The_answer_of_a_process_that_slept_past_its_lease_is_void(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        var id = await stage.TellAsync("contested");
        var sleeper = await TakeAsync(stage);
        stage.World.Clock.Advance(PastTheLease);
        var second = await TakeAsync(stage);

        Assert.False(await stage.World.Get<OutboxQueue>().FinishAsync(sleeper!, m => m.Done("", stage.World.Clock.Now), default));
        Assert.Null((await stage.FindAsync(id)).DoneAt);
        Assert.True(await stage.World.Get<OutboxQueue>().FinishAsync(second!, m => m.Done("", stage.World.Clock.Now), default));
    }

    [Theory, BothDatabases, Trait("Proves", "R-23")]
    public async Task A_message_that_kills_the_process_is_set_aside_after_three_deaths_while_others_flow(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        var killer = await stage.TellAsync("killer");
        for (var death = 0; death < 3; death++)
        {
            Assert.Equal("killer", TextOf(await TakeAsync(stage)));
            stage.World.Clock.Advance(PastTheLease);
            await stage.TellAsync($"innocent {death}");
        }

        await stage.DrainAsync();

        Assert.Equal(["innocent 0", "innocent 1", "innocent 2"], stage.Book.Texts);
        var setAside = await stage.FindAsync(killer);
        Assert.NotNull(setAside.FailedAt);
        Assert.Contains("died 3 times", setAside.Problem, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task While_one_suspect_is_in_hand_a_node_takes_no_second_one(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        await stage.TellAsync("suspect", OutboxStage.Lamsa);
        await stage.TellAsync("suspect too", OutboxStage.Noor);
        await TakeAsync(stage, OutboxStage.Lamsa);
        await TakeAsync(stage, OutboxStage.Noor);
        stage.World.Clock.Advance(PastTheLease);
        var (inHand, most) = (0, 0);
        stage.Book.Do = async (_, _, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inHand));
            await Task.Delay(100, CancellationToken.None);
            Interlocked.Decrement(ref inHand);
            return Handled.Done;
        };

        await stage.StartNodeAsync();
        await Eventually.TrueAsync(() => stage.Book.Written.Count == 2 && inHand == 0);

        Assert.Equal(1, most);
    }

    [Theory, BothDatabases]
    public async Task A_program_that_stops_hands_its_message_back_without_blame(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db, new OutboxOptions { Poll = TimeSpan.FromMilliseconds(50), StopGrace = TimeSpan.FromMilliseconds(50) });
        stage.Book.Do = async (_, _, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return Handled.Done;
        };
        var id = await stage.TellAsync("interrupted");
        var node = await stage.StartNodeAsync();
        await Eventually.TrueAsync(() => stage.Book.Written.Count == 1);

        await node.StopAsync(default);

        var message = await stage.FindAsync(id);
        Assert.Equal((null, 0, 0), (message.LockedBy, message.Attempts, message.Crashes));
        stage.Book.Do = (_, _, _) => Task.FromResult(Handled.Done);
        Assert.Equal(1, await stage.DrainAsync()); // at once, without waiting for a lease
    }

    [Theory, BothDatabases]
    public async Task A_call_under_way_gets_its_answer_before_the_program_stops(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        var answer = new TaskCompletionSource();
        stage.Book.Do = async (_, _, ct) =>
        {
            await answer.Task.WaitAsync(ct);
            return Handled.Done;
        };
        var id = await stage.TellAsync("under way");
        var node = await stage.StartNodeAsync();
        await Eventually.TrueAsync(() => stage.Book.Written.Count == 1);

        var stopping = node.StopAsync(default);
        answer.SetResult();
        await stopping;

        Assert.NotNull((await stage.FindAsync(id)).DoneAt);
    }

    [Fact]
    public async Task A_program_alone_with_its_database_does_not_wait_for_the_leases_of_the_dead()
    {
        await using var stage = await OutboxStage.StartAsync(Db.Sqlite);
        var id = await stage.TellAsync("survivor");
        await TakeAsync(stage);

        await stage.StartNodeAsync();
        await Eventually.TrueAsync(async () => (await stage.FindAsync(id)).DoneAt is not null);

        Assert.Equal(1, (await stage.FindAsync(id)).Crashes);
    }

    private static string? TextOf(TakenMessage? taken) =>
        taken is null ? null : System.Text.Json.JsonSerializer.Deserialize<Noted>(taken.Body, OutboxJson.Options)!.Text;

    private static Task<TakenMessage?> TakeAsync(OutboxStage stage, OrganizationId? organization = null) =>
        stage.World.Get<OutboxQueue>().TakeAsync(organization ?? OutboxStage.Lamsa, suspects: true, default);
}
