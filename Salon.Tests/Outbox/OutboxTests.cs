using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Salon.Outbox;
using Salon.Tests.World;

namespace Salon.Tests.Outbox;

public sealed class OutboxTests
{
    [Theory, BothDatabases]
    public async Task Messages_of_one_organization_are_handled_once_each_in_the_order_of_their_commits(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        for (var i = 0; i < 5; i++)
        {
            await stage.TellAsync($"{i}");
            stage.World.Clock.Advance(Duration.FromSeconds(1));
        }

        await stage.DrainAsync();
        await stage.DrainAsync();

        Assert.Equal(["0", "1", "2", "3", "4"], stage.Book.Texts);
    }

    [Theory, BothDatabases]
    public async Task A_message_waits_until_it_is_due(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        await stage.TellAsync("later", after: Duration.FromMinutes(10));

        Assert.Equal(0, await stage.DrainAsync());
        stage.World.Clock.Advance(Duration.FromMinutes(10));
        Assert.Equal(1, await stage.DrainAsync());
    }

    [Theory, BothDatabases]
    public async Task A_message_that_was_rolled_back_is_never_handled(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        await using (var write = await stage.World.Database.OpenForWriteAsync(OutboxStage.Lamsa, default))
        {
            write.Outbox.Add(OutboxMessage.For(OutboxStage.Lamsa, new Noted("never happened"), stage.World.Clock.Now));
            await write.SaveChangesAsync();
        }

        Assert.Equal(0, await stage.DrainAsync());
    }

    [Theory, BothDatabases]
    public async Task A_failing_message_steps_aside_and_comes_back_later_and_later(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        stage.Book.Do = (_, text, _) => text == "bad" ? throw new InvalidOperationException("+966500000010 must not be stored") : Task.FromResult(Handled.Done);
        var bad = await stage.TellAsync("bad");
        stage.World.Clock.Advance(Duration.FromSeconds(1));
        await stage.TellAsync("good");

        await stage.DrainAsync();

        Assert.Equal(["bad", "good"], stage.Book.Texts);
        var first = await stage.FindAsync(bad);
        Assert.Equal("NoteHandler: InvalidOperationException", first.Problem);
        Assert.InRange(first.DueAt - stage.World.Clock.Now, Duration.FromSeconds(4), Duration.FromSeconds(6));

        stage.World.Clock.Set(first.DueAt);
        await stage.DrainAsync();
        Assert.InRange((await stage.FindAsync(bad)).DueAt - stage.World.Clock.Now, Duration.FromSeconds(24), Duration.FromSeconds(36));
    }

    [Theory, BothDatabases]
    public async Task After_ten_attempts_it_is_given_up_with_its_reason_and_an_operator_can_retry_or_drop_it(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        stage.Book.Do = (_, _, _) => Task.FromResult(Handled.Later("the provider is closed"));
        var id = await stage.TellAsync("hopeless");

        for (var i = 0; i < 12; i++)
        {
            await stage.DrainAsync();
            stage.World.Clock.Advance(Duration.FromHours(10));
        }

        Assert.Equal(RetrySchedule.Attempts, stage.Book.Written.Count);
        var operations = stage.World.Get<OutboxOperations>();
        var boss = new Actor(OutboxStage.Lamsa, UserId.New(), Role.PlatformAdmin);
        Assert.True((await operations.GivenUpAsync(boss, default)).TryGet(out var list, out _));
        Assert.Equal("NoteHandler: the provider is closed", Assert.Single(list).Problem);

        Assert.Null(await operations.RetryAsync(boss, OutboxStage.Lamsa, id, default));
        await stage.DrainAsync();
        Assert.Equal(RetrySchedule.Attempts + 1, stage.Book.Written.Count);
        Assert.Equal(OutboxErrors.NotGivenUp, await operations.DropAsync(boss, OutboxStage.Lamsa, id, default)); // it is being tried again
    }

    [Theory, BothDatabases]
    public async Task A_message_that_can_never_succeed_is_given_up_at_once_and_stays_dropped(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        stage.Book.Do = (_, _, _) => Task.FromResult(Handled.Never("no such thing"));
        var id = await stage.TellAsync("impossible");
        await stage.DrainAsync();

        var boss = new Actor(OutboxStage.Lamsa, UserId.New(), Role.PlatformAdmin);
        Assert.Null(await stage.World.Get<OutboxOperations>().DropAsync(boss, OutboxStage.Lamsa, id, default));
        stage.World.Clock.Advance(Duration.FromDays(1));

        Assert.Equal(0, await stage.DrainAsync());
        Assert.Single(stage.Book.Written);
    }

    [Theory, BothDatabases]
    public async Task Nobody_but_the_platform_operates_the_outbox(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        var owner = new Actor(OutboxStage.Lamsa, UserId.New(), Role.Owner);
        var operations = stage.World.Get<OutboxOperations>();

        Assert.Equal(OutboxErrors.NotAllowed, (await operations.GivenUpAsync(owner, default)).Error);
        Assert.Equal(OutboxErrors.NotAllowed, await operations.RetryAsync(owner, OutboxStage.Lamsa, OutboxMessageId.New(), default));
        Assert.Equal(OutboxErrors.NotAllowed, await operations.DropAsync(owner, OutboxStage.Lamsa, OutboxMessageId.New(), default));
    }

    [Theory, BothDatabases]
    public async Task A_closed_way_costs_no_attempt(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        stage.Book.Do = (_, _, _) => Task.FromResult(Handled.Later("closed", Duration.FromMinutes(1), counts: false));
        var id = await stage.TellAsync("patient");

        for (var i = 0; i < 30; i++)
        {
            await stage.DrainAsync();
            stage.World.Clock.Advance(Duration.FromMinutes(1));
        }

        var message = await stage.FindAsync(id);
        Assert.Null(message.FailedAt);
        Assert.Equal(0, message.Attempts);
        Assert.All(stage.Book.Written, w => Assert.Equal(1, w.Attempt));
    }

    [Theory, BothDatabases]
    public async Task A_handler_that_did_its_part_is_not_asked_again_because_another_failed(Db db)
    {
        var second = new Counting();
        await using var stage = await OutboxStage.StartAsync(db, change: s => s.AddSingleton(second).AddOutboxHandler<Noted, CountingHandler>());
        second.Fail = true;
        await stage.TellAsync("for two");

        await stage.DrainAsync();
        second.Fail = false;
        stage.World.Clock.Advance(Duration.FromMinutes(1));
        await stage.DrainAsync();

        Assert.Single(stage.Book.Written);
        Assert.Equal(2, second.Times);
    }

    [Theory, BothDatabases]
    public async Task A_message_of_a_newer_program_is_left_to_it(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        await using (var write = await stage.World.Database.OpenForWriteAsync(OutboxStage.Lamsa, default))
        {
            write.Outbox.Add(OutboxMessage.For(OutboxStage.Lamsa, new FromTomorrow(), stage.World.Clock.Now));
            Assert.Null(await write.CommitAsync(default));
        }

        stage.World.Clock.Advance(Duration.FromHours(2));
        Assert.Equal(0, await stage.DrainAsync());
        Assert.Equal(1, (await stage.World.Get<OutboxSweep>().CountAsync(default)).Unknown);
    }

    [Theory, BothDatabases]
    public async Task The_sweep_takes_old_handled_messages_and_leaves_the_given_up_ones(Db db)
    {
        await using var stage = await OutboxStage.StartAsync(db);
        stage.Book.Do = (_, text, _) => Task.FromResult(text == "bad" ? Handled.Never("no") : Handled.Done);
        await stage.TellAsync("old");
        var bad = await stage.TellAsync("bad");
        await stage.DrainAsync();
        stage.World.Clock.Advance(Duration.FromDays(8));
        var fresh = await stage.TellAsync("fresh");
        await stage.DrainAsync();

        Assert.Equal(1, await stage.World.Get<OutboxSweep>().DeleteDoneAsync(default));

        await using var read = await stage.World.Database.OpenAcrossAsync(default);
        Assert.Equal([bad, fresh], (await read.Outbox.Select(m => m.Id).ToListAsync()).OrderBy(id => id.Value));
    }

    private sealed record FromTomorrow : IOutboxMessage
    {
        public static string Name => "test.from-tomorrow";
    }

    private sealed class Counting
    {
        public bool Fail { get; set; }

        public int Times { get; set; }
    }

    private sealed class CountingHandler(Counting counting) : IOutboxHandler<Noted>
    {
        public Task<Handled> HandleAsync(Delivery delivery, Noted message, CancellationToken ct)
        {
            counting.Times++;
            return Task.FromResult(counting.Fail ? Handled.Later("not yet") : Handled.Done);
        }
    }
}
