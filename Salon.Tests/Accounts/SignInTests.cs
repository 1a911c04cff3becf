using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Tests.World;
using static Salon.Tests.Accounts.SignInWorld;

namespace Salon.Tests.Accounts;

public sealed class SignInTests
{
    [Theory, BothDatabases]
    public async Task A_phone_becomes_a_person_the_first_time_and_is_the_same_person_ever_after(Db db)
    {
        await using var world = await StartAsync(db);

        var first = await world.SignInAsync(Sara);
        world.Clock.Advance(Duration.FromDays(1));
        var second = await world.SignInAsync(Sara);

        Assert.True(first.IsNew);
        Assert.False(second.IsNew);
        Assert.Equal(first.User, second.User);
        Assert.NotEqual(first.Session, second.Session);
        Assert.Equal(first.User, await world.Sessions.FindAsync(first.Session, default));
    }

    [Theory, BothDatabases]
    public async Task The_code_may_be_typed_with_Arabic_digits_and_spaces(Db db)
    {
        await using var world = await StartAsync(db);
        var sent = await world.AskedAsync(Sara);

        var typed = string.Concat(world.Inbox.LastCode.Select(digit => (char)('٠' + (digit - '0')))).Insert(3, " ");

        Must(await world.AnswerAsync(sent, typed));
    }

    [Theory, BothDatabases]
    public async Task A_code_that_is_too_short_or_too_long_costs_no_try(Db db)
    {
        await using var world = await StartAsync(db);
        var sent = await world.AskedAsync(Sara);

        foreach (var slip in new[] { "", "12345", "1234567", "abcdef" }.SelectMany(slip => Enumerable.Repeat(slip, 3)))
            Assert.Equal(AccountsErrors.CodeIncomplete, (await world.AnswerAsync(sent, slip)).Error);

        await world.FailAsync(sent, times: 4);
        Must(await world.AnswerAsync(sent));
    }

    [Theory, BothDatabases]
    public async Task A_used_code_is_refused(Db db)
    {
        await using var world = await StartAsync(db);
        var sent = await world.AskedAsync(Sara);
        Must(await world.AnswerAsync(sent));

        Assert.Equal(AccountsErrors.InvalidCode, (await world.AnswerAsync(sent)).Error);
        Assert.Equal(1, await CountSessionsAsync(world));
    }

    [Theory, BothDatabases]
    public async Task An_old_code_is_refused(Db db)
    {
        await using var world = await StartAsync(db);
        var sent = await world.AskedAsync(Sara);

        world.Clock.Set(sent.ExpiresAt);

        Assert.Equal(AccountsErrors.CodeExpired, (await world.AnswerAsync(sent)).Error);
    }

    [Theory, BothDatabases]
    public async Task The_code_of_another_browser_is_refused_and_costs_it_no_try(Db db)
    {
        await using var world = await StartAsync(db);
        var sent = await world.AskedAsync(Sara, browser: "hers");

        for (var i = 0; i < 6; i++) Assert.Equal(AccountsErrors.InvalidCode, (await world.AnswerAsync(sent, browser: "another")).Error);
        Assert.Equal(AccountsErrors.InvalidCode, (await world.AnswerAsync(sent, browser: null)).Error);

        Must(await world.AnswerAsync(sent, browser: "hers"));
    }

    [Theory, BothDatabases]
    public async Task The_code_of_another_phone_is_refused(Db db)
    {
        await using var world = await StartAsync(db, new SignInOptions { CodesPerAddress = 100 });
        var toSara = await world.AskedAsync(Sara);
        var codeOfSara = world.Inbox.LastCode;
        var toMona = await world.AskedAsync(Mona);
        if (world.Inbox.LastCode == codeOfSara) return; // once in a million runs

        Assert.Equal("Accounts.WrongCode", (await world.AnswerAsync(toMona, codeOfSara)).Error?.Code);
        Must(await world.AnswerAsync(toSara, codeOfSara));
    }

    [Theory, BothDatabases]
    public async Task An_app_without_a_browser_answers_by_its_challenge(Db db)
    {
        await using var world = await StartAsync(db);

        Must(await world.AnswerAsync(await world.AskedAsync(Sara, browser: null), browser: null));
        Assert.Equal(AccountsErrors.InvalidCode, (await world.AnswerAsync(new CodeSent(RowId.New(), default, default))).Error);
    }

    [Theory, BothDatabases]
    public async Task After_five_wrong_answers_the_right_one_is_refused_too(Db db)
    {
        await using var world = await StartAsync(db);
        var sent = await world.AskedAsync(Sara);

        await world.FailAsync(sent, times: 5);

        Assert.Equal(AccountsErrors.CodeUsedUp, (await world.AnswerAsync(sent)).Error);
    }

    [Theory, BothDatabases]
    public async Task A_newer_code_ends_the_older_one(Db db)
    {
        await using var world = await StartAsync(db);
        var older = await world.AskedAsync(Sara);
        var olderCode = world.Inbox.LastCode;
        world.Clock.Advance(older.ResendAfter);
        var newer = await world.AskedAsync(Sara);

        Assert.Equal(AccountsErrors.CodeExpired, (await world.AnswerAsync(older, olderCode)).Error);
        Must(await world.AnswerAsync(newer));
    }

    [Theory, BothDatabases]
    public async Task Of_many_right_answers_at_once_exactly_one_signs_in(Db db)
    {
        await using var world = await StartAsync(db);
        var sent = await world.AskedAsync(Sara);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => world.AnswerAsync(sent))));

        Assert.Single(answers, answer => answer.Error is null);
        Assert.Equal(1, await CountSessionsAsync(world));
    }

    [Theory, BothDatabases]
    public async Task Of_many_wrong_answers_at_once_no_more_than_five_are_looked_at(Db db)
    {
        await using var world = await StartAsync(db);
        var sent = await world.AskedAsync(Sara);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.AnswerAsync(sent, world.WrongCode))));

        await using var read = await world.Salon.Database.OpenAcrossAsync(default);
        Assert.Equal(5, (await read.OneTimeCodes.SingleAsync()).Tries);
    }

    [Theory, BothDatabases, Trait("Proves", "S-16")]
    public async Task Known_and_unknown_phones_get_the_same_answer(Db db)
    {
        await using var world = await StartAsync(db);
        await world.SignInAsync(Sara);
        world.Clock.Advance(Duration.FromDays(2));

        var known = await world.AskedAsync(Sara);
        var unknown = await world.AskedAsync(Mona);

        Assert.Equal(known with { Challenge = unknown.Challenge }, unknown);
        await world.FailAsync(known, times: 1);
        await world.FailAsync(unknown, times: 1);
    }

    [Theory, BothDatabases]
    public async Task A_code_its_channel_refuses_is_told_and_the_other_channel_is_open_at_once(Db db)
    {
        await using var world = await StartAsync(db);
        world.Inbox.Answer = CodeDelivery.Refused;

        Assert.Equal(AccountsErrors.CodeNotSent, (await world.AskAsync(Sara, channel: CodeChannel.WhatsApp)).Error);

        world.Inbox.Answer = CodeDelivery.Sent;
        Must(await world.AskAsync(Sara, channel: CodeChannel.Sms));
    }

    [Theory, BothDatabases]
    public async Task A_code_that_may_have_been_sent_can_be_answered(Db db)
    {
        await using var world = await StartAsync(db);
        world.Inbox.Answer = CodeDelivery.Unknown;

        Must(await world.AnswerAsync(await world.AskedAsync(Sara)));
    }

    [Theory, BothDatabases]
    public async Task The_database_holds_neither_the_code_nor_the_browser_and_forgets_the_phone(Db db)
    {
        await using var world = await StartAsync(db);
        await world.AskedAsync(Sara, browser: "secret of the browser");
        var code = world.Inbox.LastCode;

        await using (var read = await world.Salon.Database.OpenAcrossAsync(default))
        {
            var row = await read.OneTimeCodes.SingleAsync();
            Assert.DoesNotContain(code, row.CodeHash, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", row.BindingHash!, StringComparison.Ordinal);
        }

        Assert.Equal(0, await world.SignIn.ForgetOldCodesAsync(default)); // limits still count it
        world.Clock.Advance(Duration.FromDays(3));
        Assert.Equal(1, await world.SignIn.ForgetOldCodesAsync(default));
    }

    private static async Task<int> CountSessionsAsync(SignInWorld world)
    {
        await using var read = await world.Salon.Database.OpenAcrossAsync(default);
        return await read.Sessions.CountAsync();
    }
}
