using Salon.Accounts;
using Salon.Tests.World;
using static Salon.Tests.Accounts.SignInWorld;

namespace Salon.Tests.Accounts;

public sealed class SessionTests
{
    [Theory, BothDatabases, Trait("Proves", "S-19")]
    public async Task Ending_a_session_signs_that_device_out_at_once_and_no_other(Db db)
    {
        await using var world = await StartAsync(db);
        var (phone, laptop) = (await world.SignInAsync(Sara), await world.SignInAsync(Sara));
        var stranger = await world.SignInAsync(Mona);

        await world.Sessions.EndAsync(stranger.User, phone.Session, default); // not hers to end
        Assert.NotNull(await world.Sessions.FindAsync(phone.Session, default));

        await world.Sessions.EndAsync(phone.User, phone.Session, default);
        Assert.Null(await world.Sessions.FindAsync(phone.Session, default));
        Assert.NotNull(await world.Sessions.FindAsync(laptop.Session, default));
        Assert.Equal(laptop.Session, Assert.Single(await world.Sessions.ListAsync(phone.User, default)).Id);
    }

    [Theory, BothDatabases]
    public async Task A_lost_phone_is_answered_by_ending_all_sessions_or_all_others(Db db)
    {
        await using var world = await StartAsync(db);
        var (lost, here) = (await world.SignInAsync(Sara), await world.SignInAsync(Sara));

        await world.Sessions.EndOthersAsync(here.User, kept: here.Session, default);
        Assert.Null(await world.Sessions.FindAsync(lost.Session, default));
        Assert.NotNull(await world.Sessions.FindAsync(here.Session, default));

        await world.Sessions.EndAllAsync(here.User, default);
        Assert.Null(await world.Sessions.FindAsync(here.Session, default));
    }

    [Theory, BothDatabases, Trait("Proves", "S-19")]
    public async Task A_session_lives_while_it_is_used_but_not_for_ever(Db db)
    {
        await using var world = await StartAsync(db, new SignInOptions { SessionIdleTime = Duration.FromDays(30), SessionLifetime = Duration.FromDays(100) });
        var used = await world.SignInAsync(Sara);
        var idle = await world.SignInAsync(Sara);

        for (var day = 20; day <= 80; day += 20)
        {
            world.Clock.Advance(Duration.FromDays(20));
            Assert.NotNull(await world.Sessions.FindAsync(used.Session, default));
        }

        Assert.Null(await world.Sessions.FindAsync(idle.Session, default));
        world.Clock.Advance(Duration.FromDays(20));
        Assert.Null(await world.Sessions.FindAsync(used.Session, default)); // a hundred days are over

        world.Clock.Advance(Duration.FromDays(200));
        Assert.Equal(2, await world.Sessions.ForgetOldAsync(default));
    }

    [Theory, BothDatabases]
    public async Task An_access_token_speaks_for_its_session_for_a_quarter_of_an_hour(Db db)
    {
        await using var world = await StartAsync(db);
        var signedIn = await world.SignInAsync(Sara);
        var pair = Must(await world.Tokens.IssueAsync(signedIn.Session, default));

        Assert.Equal(new TokenBearer(signedIn.User, signedIn.Session), await world.Tokens.FindAsync(pair.AccessToken, default));
        Assert.Null(await world.Tokens.FindAsync(pair.RefreshToken, default)); // one is not the other
        Assert.Equal(AccountsErrors.SessionOver, (await world.Tokens.IssueAsync(signedIn.Session, default)).Error); // only refreshing makes more

        world.Clock.Advance(pair.ExpiresIn);
        Assert.Null(await world.Tokens.FindAsync(pair.AccessToken, default));
    }

    [Theory, BothDatabases]
    public async Task Refreshing_gives_new_tokens_and_ends_the_old_ones(Db db)
    {
        await using var world = await StartAsync(db);
        var pair = await TokensAsync(world);

        var next = Must(await world.Tokens.RefreshAsync(pair.RefreshToken, default));

        Assert.Null(await world.Tokens.FindAsync(pair.AccessToken, default));
        Assert.NotNull(await world.Tokens.FindAsync(next.AccessToken, default));
        Must(await world.Tokens.RefreshAsync(next.RefreshToken, default));
    }

    [Theory, BothDatabases]
    public async Task A_refresh_token_used_twice_ends_the_session_for_both_holders(Db db)
    {
        await using var world = await StartAsync(db);
        var first = await TokensAsync(world);
        var second = Must(await world.Tokens.RefreshAsync(first.RefreshToken, default));
        var third = Must(await world.Tokens.RefreshAsync(second.RefreshToken, default));

        Assert.Equal(AccountsErrors.SessionOver, (await world.Tokens.RefreshAsync(first.RefreshToken, default)).Error); // two generations old

        Assert.Null(await world.Tokens.FindAsync(third.AccessToken, default));
        Assert.Equal(AccountsErrors.SessionOver, (await world.Tokens.RefreshAsync(third.RefreshToken, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task Refreshes_at_once_give_the_same_pair_to_all(Db db)
    {
        await using var world = await StartAsync(db);
        var pair = await TokensAsync(world);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Tokens.RefreshAsync(pair.RefreshToken, default))));

        var same = Assert.Single(answers.Select(Must).Distinct());
        Assert.NotNull(await world.Tokens.FindAsync(same.AccessToken, default));
        Must(await world.Tokens.RefreshAsync(same.RefreshToken, default));
    }

    [Theory, BothDatabases]
    public async Task A_refresh_whose_answer_was_lost_is_asked_again_within_a_minute_and_later_ends_the_session(Db db)
    {
        await using var world = await StartAsync(db);
        var first = await TokensAsync(world);
        var lost = Must(await world.Tokens.RefreshAsync(first.RefreshToken, default));

        world.Clock.Advance(Duration.FromSeconds(59));
        var again = Must(await world.Tokens.RefreshAsync(first.RefreshToken, default));
        Assert.Equal((lost.AccessToken, lost.RefreshToken), (again.AccessToken, again.RefreshToken));
        Assert.Equal(lost.ExpiresIn - Duration.FromSeconds(59), again.ExpiresIn); // nobody prolongs a token by asking again

        world.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(AccountsErrors.SessionOver, (await world.Tokens.RefreshAsync(first.RefreshToken, default)).Error);
        Assert.Null(await world.Tokens.FindAsync(again.AccessToken, default));
        Assert.Equal(AccountsErrors.SessionOver, (await world.Tokens.RefreshAsync(again.RefreshToken, default)).Error);
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-19")]
    public async Task An_app_that_refreshes_stays_signed_in_but_not_for_ever(Db db)
    {
        await using var world = await StartAsync(db, new SignInOptions { SessionIdleTime = Duration.FromDays(30), SessionLifetime = Duration.FromDays(100) });
        var pair = await TokensAsync(world);
        for (var day = 20; day <= 80; day += 20)
        {
            world.Clock.Advance(Duration.FromDays(20));
            pair = Must(await world.Tokens.RefreshAsync(pair.RefreshToken, default));
        }

        world.Clock.Advance(Duration.FromDays(20));
        Assert.Equal(AccountsErrors.SessionOver, (await world.Tokens.RefreshAsync(pair.RefreshToken, default)).Error);
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-19")]
    public async Task Whoever_works_at_a_salon_is_signed_out_after_a_night_away_and_after_two_weeks(Db db)
    {
        await using var world = await StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var customer = await world.SignInAsync(Sara); // with the long life of a customer
        Must(await world.Members.SetAsync(Actor.System(lamsa), new(Sara, "Sara", Role.Desk), default));
        var used = await world.SignInAsync(Sara, browser: "tablet");

        for (var hours = 12; hours < 14 * 24; hours += 12)
        {
            world.Clock.Advance(Duration.FromHours(12));
            Assert.NotNull(await world.Sessions.FindAsync(used.Session, default));
            if (hours == 12) continue;
            Assert.Null(await world.Sessions.FindAsync(customer.Session, default));
        }

        world.Clock.Advance(Duration.FromHours(12));
        Assert.Null(await world.Sessions.FindAsync(used.Session, default));
    }

    [Theory, BothDatabases]
    public async Task Whoever_leaves_a_salon_is_signed_out_and_so_is_a_member_whose_owner_says_so(Db db)
    {
        await using var world = await StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var (owner, desk) = (Actor.System(lamsa) with { Role = Role.Owner }, Actor.System(lamsa) with { Role = Role.Desk });
        foreach (var phone in new[] { Sara, Mona }) Must(await world.Members.SetAsync(Actor.System(lamsa), new(phone, "", Role.Owner), default));
        var (sara, mona) = (await world.SignInAsync(Sara), await world.SignInAsync(Mona));

        Assert.Equal(AccountsErrors.NotAllowed, await world.Members.SignOutAsync(desk, sara.User, default));
        Assert.Equal(AccountsErrors.UnknownMember, await world.Members.SignOutAsync(owner, new UserId(Guid.NewGuid()), default));
        Assert.Null(await world.Members.SignOutAsync(owner, sara.User, default));
        Assert.Null(await world.Sessions.FindAsync(sara.Session, default));
        Assert.NotNull(await world.Sessions.FindAsync(mona.Session, default));

        Assert.Null(await world.Members.RemoveAsync(owner, mona.User, default));
        Assert.Null(await world.Sessions.FindAsync(mona.Session, default));
    }

    [Theory, BothDatabases]
    public async Task Tokens_end_with_their_session(Db db)
    {
        await using var world = await StartAsync(db);
        var signedIn = await world.SignInAsync(Sara);
        var pair = Must(await world.Tokens.IssueAsync(signedIn.Session, default));

        await world.Sessions.EndAsync(signedIn.User, signedIn.Session, default);

        Assert.Null(await world.Tokens.FindAsync(pair.AccessToken, default));
        Assert.Equal(AccountsErrors.SessionOver, (await world.Tokens.RefreshAsync(pair.RefreshToken, default)).Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("abc.def")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA.AA.AA")]
    [InlineData("لمسة.لمسة")]
    public async Task Any_other_text_is_no_token(string text)
    {
        await using var world = await StartAsync(Db.Sqlite);

        Assert.Null(await world.Tokens.FindAsync(text, default));
        Assert.Equal(AccountsErrors.SessionOver, (await world.Tokens.RefreshAsync(text, default)).Error);
    }

    private static async Task<TokenPair> TokensAsync(SignInWorld world) =>
        Must(await world.Tokens.IssueAsync((await world.SignInAsync(Sara)).Session, default));
}
