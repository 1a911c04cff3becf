using Salon.Accounts;
using Salon.Tests.World;
using static Salon.Tests.Accounts.SignInWorld;

namespace Salon.Tests.Accounts;

/// <summary>What a stranger can do to the owner of a number that stands on the salon's page, under the limits of production.</summary>
public sealed class LockOutTests
{
    private const string Stranger = "198.51.100.9", Home = "203.0.113.7", Elsewhere = "192.0.2.44";

    [Theory, BothDatabases]
    [Trait("Proves", "S-18")]
    public async Task Guessing_again_and_again_keeps_her_out_nowhere(Db db)
    {
        await using var world = await StartAsync(db);
        await world.SignInAsync(Sara, browser: "hers");
        for (var round = 0; round < 6; round++)
        {
            if ((await world.AskAsync(Sara, browser: $"stranger {round}", address: Stranger)).TryGet(out var sent, out _))
                await world.FailAsync(sent, times: 5, browser: $"stranger {round}");
            world.Clock.Advance(Duration.FromSeconds(150));
        }

        WaitOf(await world.AskAsync(Sara, browser: "stranger", address: Stranger), "Accounts.Locked");
        await SignsInAsync(world, Sara, "hers", Stranger); // even behind the stranger's own network
        await SignsInAsync(world, Sara, "new telephone", Elsewhere);
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-18")]
    public async Task Asking_for_her_codes_all_day_uses_up_none_of_hers(Db db)
    {
        await using var world = await StartAsync(db);
        await world.SignInAsync(Sara, browser: "hers");
        for (var i = 0; i < 60; i++)
        {
            await world.AskAsync(Sara, browser: null, address: Stranger);
            world.Clock.Advance(Duration.FromMinutes(6));
        }

        Assert.InRange(world.Inbox.Messages.Count, 2, 11); // ten a day and her own first one: she is not flooded either
        await SignsInAsync(world, Sara, "hers", Home);
        await SignsInAsync(world, Sara, "new telephone", Elsewhere);
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-18")]
    public async Task A_stranger_s_request_does_not_end_the_code_that_is_on_its_way_to_her(Db db)
    {
        await using var world = await StartAsync(db);
        var hers = await world.AskedAsync(Sara, browser: "new telephone", address: Elsewhere);
        var code = world.Inbox.LastCode;

        Must(await world.AskAsync(Sara, browser: "stranger", address: Stranger));
        Must(await world.AskAsync(Sara, browser: null, address: "198.51.101.9"));

        Must(await world.AnswerAsync(hers, code, browser: "new telephone"));
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-18")]
    public async Task Requests_for_neighbouring_numbers_do_not_close_the_range(Db db)
    {
        await using var world = await StartAsync(db);
        for (var i = 0; i < 20; i++) await world.AskAsync(Neighbour(i), browser: null, address: Stranger);
        Assert.Equal(5, world.Inbox.Messages.Count);

        await SignsInAsync(world, Sara, "new telephone", Elsewhere);

        for (var i = 0; i < 40; i++) await world.AskAsync(Neighbour(100 + i), browser: null, address: $"10.0.{i}.1"); // with many networks it is closed to strangers
        Assert.InRange(world.Inbox.Messages.Count, 20, 21);
        world.Clock.Advance(Duration.FromMinutes(1));
        await SignsInAsync(world, Sara, "new telephone", Home); // the browser is known by now
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-14")]
    public async Task Ten_thousand_guesses_from_five_hundred_addresses_let_nobody_in(Db db)
    {
        await using var world = await StartAsync(db);
        var (tried, letIn) = (0, 0);

        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var challenge = (await world.AskAsync(Sara, browser: $"b{i}", address: $"10.{i / 200}.{i % 200}.1")).TryGet(out var sent, out var _) ? sent : new CodeSent(RowId.New(), default, default);
            for (var guess = 0; guess < 20; guess++)
            {
                var answer = await world.AnswerAsync(challenge, $"{(i * 20) + guess:000000}", browser: $"b{i}");
                if (answer.Error is null) Interlocked.Increment(ref letIn);
                if (answer.Error is { Code: "Accounts.WrongCode" }) Interlocked.Increment(ref tried);
            }
        });

        Assert.InRange(world.Inbox.Messages.Count, 1, 15);
        Assert.InRange(tried, 1, 15 * 5); // one chance in thirteen thousand
        Assert.Equal(0, letIn);
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-15")]
    public async Task A_thousand_requests_for_a_range_of_numbers_send_twenty_codes_and_leave_others_alone(Db db)
    {
        await using var world = await StartAsync(db);

        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            await world.AskAsync(Neighbour(i % 300), browser: null, address: $"10.{i / 200}.{i % 200}.1"));

        Assert.Equal(20, world.Inbox.Messages.Count);
        await SignsInAsync(world, Mona, "new telephone", Elsewhere);
    }

    [Theory, BothDatabases]
    public async Task What_a_known_browser_may_ask_for_is_counted_too_also_when_it_asks_at_once(Db db)
    {
        await using var world = await StartAsync(db, new SignInOptions { ResendDelays = [Duration.Zero] });
        await world.SignInAsync(Sara, browser: "hers");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => world.AskAsync(Sara, "hers", $"10.0.{i}.1"))));

        Assert.Equal(4, answers.Count(answer => answer.Error is null)); // five an hour, with the one it signed in with
    }

    [Theory, BothDatabases]
    public async Task A_browser_is_known_for_the_numbers_that_signed_in_there_and_for_no_other(Db db)
    {
        await using var world = await StartAsync(db, new SignInOptions { CodesPerPhoneInAll = 1 });
        await world.SignInAsync(Mona, browser: "hers");
        Must(await world.AskAsync(Sara, browser: "first", address: Elsewhere));

        WaitOf(await world.AskAsync(Sara, browser: "hers", address: Home), "Accounts.TooManyCodes");
    }

    private static async Task SignsInAsync(SignInWorld world, PhoneNumber phone, string browser, string address) =>
        Must(await world.AnswerAsync(await world.AskedAsync(phone, browser, address), browser: browser));

    private static PhoneNumber Neighbour(int number) => PhoneNumber.FromStored($"{Sara.Value[..^4]}{1000 + number:0000}");
}
