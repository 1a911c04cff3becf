using Salon.Accounts;
using Salon.Tests.World;
using static Salon.Tests.Accounts.SignInWorld;

namespace Salon.Tests.Accounts;

public sealed class CodeLimitsTests
{
    private static readonly SignInOptions Roomy = new()
    {
        CodesPerPhone = 1000, CodesPerPhonePerDay = 1000, CodesPerPhoneInAll = 1000, CodesPerPhoneInAllPerDay = 1000, CodesPerAddress = 1000, CodesPerPrefix = 1000,
        CodesPerPrefixOfAddress = 1000, BreakerCodesOfRange = 1000, BreakerPercent = 0, ResendDelays = [Duration.Zero],
    };

    [Theory, BothDatabases]
    public async Task Each_further_code_is_waited_for_longer(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { ResendDelays = new SignInOptions().ResendDelays });

        foreach (var seconds in new[] { 30, 60, 120, 300, 300 })
        {
            var sent = await world.AskedAsync(Sara);
            Assert.Equal(Duration.FromSeconds(seconds), sent.ResendAfter);

            world.Clock.Advance(sent.ResendAfter - Duration.FromSeconds(1));
            Assert.Equal(Duration.FromSeconds(1), WaitOf(await world.AskAsync(Sara), "Accounts.CodeJustSent"));
            world.Clock.Advance(Duration.FromSeconds(1));
        }
    }

    [Theory, BothDatabases]
    public async Task Signing_in_makes_the_next_wait_short_again(Db db)
    {
        await using var world = await StartAsync(db);
        var first = await world.AskedAsync(Sara);
        world.Clock.Advance(first.ResendAfter);

        Must(await world.AnswerAsync(await world.AskedAsync(Sara)));

        Assert.Equal(Duration.FromSeconds(30), (await world.AskedAsync(Sara)).ResendAfter);
    }

    [Fact]
    public async Task Where_countries_are_named_no_other_country_s_numbers_get_codes()
    {
        await using var world = await StartAsync(Db.Sqlite, Roomy with { Countries = ["SA", "CA"] });

        Must(await world.AskAsync(Sara));
        Must(await world.AskAsync(PhoneNumber.FromStored("+16135550123"))); // Canada shares its calling code with the United States
        foreach (var phone in new[] { "+971501234567", "+12125550123" })
            Assert.Equal(AccountsErrors.CountryNotServed, (await world.AskAsync(PhoneNumber.FromStored(phone))).Error);
        Assert.Equal(2, world.Inbox.Messages.Count);
    }

    [Theory, BothDatabases]
    public async Task A_phone_gets_five_codes_an_hour(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { CodesPerPhone = 5 });
        for (var i = 0; i < 5; i++)
        {
            await world.AskedAsync(Sara);
            world.Clock.Advance(Duration.FromMinutes(1));
        }

        Assert.Equal(Duration.FromMinutes(55), WaitOf(await world.AskAsync(Sara), "Accounts.TooManyCodes"));
        Must(await world.AskAsync(Mona)); // another phone is not concerned

        world.Clock.Advance(Duration.FromMinutes(55));
        Must(await world.AskAsync(Sara));
    }

    [Theory, BothDatabases]
    public async Task A_client_network_asks_for_so_many_codes_whatever_its_addresses(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { CodesPerAddress = 3 });
        for (var i = 0; i < 3; i++) Must(await world.AskAsync(Phone(i * 10_000), address: $"198.51.100.{i}"));

        WaitOf(await world.AskAsync(Phone(90_000), address: "198.51.100.200"), "Accounts.TooManyCodes");
        Must(await world.AskAsync(Phone(90_000), address: "198.51.101.1"));
    }

    [Theory, BothDatabases]
    public async Task A_range_of_numbers_cannot_be_pumped_from_many_networks(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { CodesPerPrefix = 20 });
        for (var i = 0; i < 300; i++) await world.AskAsync(Phone(i), address: $"10.{i / 100}.{i % 100}.1");

        Assert.Equal(20, world.Inbox.Messages.Count);
        Must(await world.AskAsync(Mona)); // honest people with other numbers are not concerned
    }

    [Theory, BothDatabases]
    public async Task The_pages_of_one_organization_send_so_many_codes(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { CodesPerOrganization = 2 });
        var (lamsa, noor) = (OrganizationId.New(), OrganizationId.New());
        for (var i = 0; i < 2; i++) Must(await world.AskAsync(Phone(i), organization: lamsa));

        WaitOf(await world.AskAsync(Phone(2), organization: lamsa), "Accounts.TooManyCodes");
        Must(await world.AskAsync(Phone(2), organization: noor));
        Must(await world.AskAsync(Phone(3)));
    }

    [Theory, BothDatabases]
    public async Task The_pages_of_one_organization_send_so_many_codes_in_a_day(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { CodesPerOrganization = 2, CodesPerOrganizationPerDay = 3 });
        var (lamsa, noor) = (OrganizationId.New(), OrganizationId.New());
        for (var i = 0; i < 3; i++, world.Clock.Advance(Duration.FromHours(1))) Must(await world.AskAsync(Phone(i), organization: lamsa));

        var wait = WaitOf(await world.AskAsync(Phone(3), organization: lamsa), "Accounts.TooManyCodes");
        Assert.Equal(Duration.FromHours(21), wait); // until the first of them is a day old
        Must(await world.AskAsync(Phone(3), organization: noor));
        world.Clock.Advance(Duration.FromHours(21));
        Must(await world.AskAsync(Phone(4), organization: lamsa));
    }

    [Theory, BothDatabases]
    public async Task Guessing_through_two_codes_locks_the_guesser_s_network_for_longer_and_longer(Db db)
    {
        await using var world = await StartAsync(db, Roomy);
        await world.FailAsync(await world.AskedAsync(Sara), times: 5);
        await world.FailAsync(await world.AskedAsync(Sara), times: 5);

        foreach (var minutes in new[] { 15, 30, 60 })
        {
            Assert.Equal(Duration.FromMinutes(minutes), WaitOf(await world.AskAsync(Sara, browser: "fresh"), "Accounts.Locked")); // a new browser is thrown away at will
            Must(await world.AskAsync(Sara, browser: "hers", address: "192.0.2.1")); // another network's person is not concerned
            world.Clock.Advance(Duration.FromMinutes(minutes));
            await world.FailAsync(await world.AskedAsync(Sara), times: 5);
        }
    }

    [Theory, BothDatabases]
    public async Task Failing_now_and_then_before_a_right_answer_locks_nobody(Db db)
    {
        await using var world = await StartAsync(db, Roomy);
        for (var i = 0; i < 4; i++)
        {
            var sent = await world.AskedAsync(Sara);
            await world.FailAsync(sent, times: 4);
            Must(await world.AnswerAsync(sent));
        }
    }

    [Theory, BothDatabases]
    public async Task Requests_at_the_same_moment_do_not_slip_past_a_limit(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { CodesPerAddress = 4 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => world.AskAsync(Phone(i * 10_000)))));

        Assert.Equal(4, answers.Count(answer => answer.Error is null));
        Assert.Equal(4, world.Inbox.Messages.Count);
    }

    [Theory, BothDatabases]
    public async Task Codes_that_the_provider_refused_or_was_away_for_leave_her_all_of_hers_but_count_for_the_network(Db db)
    {
        await using var world = await StartAsync(db, new SignInOptions { CodesPerPhone = 2, CodesPerAddress = 7, ResendDelays = [Duration.Zero] });
        world.Inbox.Answer = CodeDelivery.Refused;
        for (var i = 0; i < 3; i++) Assert.Equal(AccountsErrors.CodeNotSent, (await world.AskAsync(Sara)).Error);
        world.Inbox.Answer = CodeDelivery.Unknown;
        for (var i = 0; i < 2; i++) Must(await world.AskAsync(Sara));

        world.Inbox.Answer = CodeDelivery.Sent;
        Must(await world.AskAsync(Sara));
        Must(await world.AskAsync(Sara));

        WaitOf(await world.AskAsync(Sara), "Accounts.TooManyCodes"); // her two
        WaitOf(await world.AskAsync(Mona), "Accounts.TooManyCodes"); // and the network's seven
        Must(await world.AskAsync(Mona, address: "192.0.2.1"));
    }

    [Theory, BothDatabases]
    public async Task The_whole_installation_sends_so_many_codes_an_hour_and_a_day(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { CodesInAll = 3, CodesInAllPerDay = 4 });
        var known = await world.SignInAsync(Sara, browser: "hers");
        for (var i = 0; i < 2; i++) Must(await world.AskAsync(Phone(i * 10_000), address: $"10.0.{i}.1"));

        WaitOf(await world.AskAsync(Phone(90_000), address: "10.9.9.1"), "Accounts.TooManyCodes");
        Must(await world.AskAsync(Sara, browser: "hers")); // strangers did not use up what is hers

        world.Clock.Advance(Duration.FromHours(1));
        Must(await world.AskAsync(Phone(90_000), address: "10.9.9.1"));
        Assert.True(WaitOf(await world.AskAsync(Phone(80_000), address: "10.9.8.1"), "Accounts.TooManyCodes") > Duration.FromHours(20));
        Assert.NotEqual(default, known);
    }

    [Fact]
    public async Task Numbers_that_are_no_mobile_phones_cost_nothing()
    {
        await using var world = await StartAsync(Db.Sqlite, Roomy);

        foreach (var phone in new[] { "+8821612345678", "+19005550123", "+18005550123", "+449090123456", "+966112345678", "+80012345678" })
            Assert.Equal((phone, "Accounts.NotMobile"), (phone, (await world.AskAsync(PhoneNumber.FromStored(phone))).Error?.Code));
        Assert.Empty(world.Inbox.Messages);
    }

    [Theory, BothDatabases]
    public async Task Codes_go_to_the_countries_of_the_salons_own_money_and_to_whoever_works_there(Db db)
    {
        await using var world = await StartAsync(db, Roomy);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        Must(await world.AskAsync(PhoneNumber.FromStored("+447400123456"))); // before there is a branch, everybody is at home
        await using (var write = await world.Salon.Database.OpenForWriteAsync(lamsa, default))
        {
            write.Branches.Add(Salon.Tenancy.Branch.Open(lamsa, BranchId.New(), new("Olaya", "العليا"), LocalizedText.Empty, "Asia/Riyadh", "SAR", 0));
            Assert.Null(await write.CommitAsync(default));
        }

        Must(await world.AskAsync(Sara));
        foreach (var foreign in new[] { "+447400123456", "+971501234567", "+819012345678" })
            Assert.Equal(AccountsErrors.CountryNotServed, (await world.AskAsync(PhoneNumber.FromStored(foreign))).Error);

        Must(await world.Members.SetAsync(Actor.System(lamsa), new(PhoneNumber.FromStored("+447400123456"), "Ann", Role.Owner), default));
        Must(await world.AskAsync(PhoneNumber.FromStored("+447400123456")));
    }

    [Fact]
    public void Every_currency_a_salon_can_choose_has_countries()
    {
        Assert.Equal(["SA"], CodeCountries.Of("SAR"));
        foreach (var currency in Salon.Tenancy.PlatformService.Currencies) Assert.NotEmpty(CodeCountries.Of(currency));
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-15")]
    public async Task While_few_codes_are_answered_nobody_gets_two_in_vain_and_honest_people_still_get_theirs(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { BreakerCodes = 20, BreakerPercent = 20, CodesPerPrefixWhenTripped = 2 });
        var admin = Actor.System(OrganizationId.New()) with { Role = Role.PlatformAdmin };
        for (var i = 0; i < 20; i++) Must(await world.AskAsync(Phone(i * 10_000), address: $"10.0.{i}.1"));
        Assert.False(Must(await world.Salon.Get<CodeBreaker>().ReadAsync(admin, default))[0].Tripped); // they may still be answered
        world.Clock.Advance(Duration.FromMinutes(6));

        var states = Must(await world.Salon.Get<CodeBreaker>().ReadAsync(admin, default));
        Assert.Equal(new(Region: null, 20, 0, Tripped: true), states[0]);
        Assert.Equal(new("SA", 20, 0, Tripped: true), states[1]);
        Assert.Equal(AccountsErrors.NotAllowed, (await world.Salon.Get<CodeBreaker>().ReadAsync(admin with { Role = Role.Owner }, default)).Error);

        WaitOf(await world.AskAsync(Phone(900_000), address: "10.0.3.1"), "Accounts.TooManyCodes"); // asked in vain before
        Must(await world.AskAsync(Phone(0), address: "10.0.101.1"));
        WaitOf(await world.AskAsync(Phone(1), address: "10.0.102.1"), "Accounts.TooManyCodes"); // a range of which two are open
        for (var i = 0; i < 10; i++)
        {
            var honest = Must(await world.AskAsync(Phone(1_000_000 + (i * 10_000)), address: $"10.1.{i}.1"));
            Must(await world.AnswerAsync(honest));
        }

        Assert.False(Must(await world.Salon.Get<CodeBreaker>().ReadAsync(admin, default))[0].Tripped); // ten of thirty
    }

    [Theory, BothDatabases]
    public async Task A_range_whose_codes_nobody_answers_is_slowed_down_while_the_rest_of_its_country_is_served(Db db)
    {
        await using var world = await StartAsync(db, Roomy with { BreakerCodes = 1000, BreakerCodesOfRange = 10, BreakerPercent = 20, CodesPerPrefixWhenTripped = 2 });
        var admin = Actor.System(OrganizationId.New()) with { Role = Role.PlatformAdmin };
        // The country looks well
        for (var i = 0; i < 30; i++) Must(await world.AnswerAsync(Must(await world.AskAsync(Phone(2_000_000 + (i * 10_000)), address: $"10.3.{i}.1"))));
        for (var i = 0; i < 10; i++) Must(await world.AskAsync(Phone(i * 10_000), address: $"10.0.{i}.1"));
        world.Clock.Advance(Duration.FromMinutes(6));

        WaitOf(await world.AskAsync(Phone(500_000), address: "10.0.3.1"), "Accounts.TooManyCodes"); // asked in vain before
        Must(await world.AskAsync(Phone(500_000), address: "10.0.101.1")); // who has not is still served
        Must(await world.AskAsync(Phone(3_000_000), address: "10.0.3.1")); // another range's numbers are not concerned

        var states = Must(await world.Salon.Get<CodeBreaker>().ReadAsync(admin, default));
        Assert.False(states[0].Tripped);
        var range = Assert.Single(states, state => state.Range is not null);
        Assert.Equal(("SA", 10, 0, true), (range.Region, range.Sent, range.Answered, range.Tripped));
        Assert.StartsWith(range.Range, Phone(0).Value);
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData(null, "unknown")]
    public void Addresses_are_counted_by_network(string? address, string network)
    {
        Assert.Equal(network, ClientNetwork.Of(address is null ? null : System.Net.IPAddress.Parse(address)));
    }

    [Fact]
    public void Wrong_settings_are_named()
    {
        Assert.Empty(new SignInOptions().Problems());
        Assert.Contains("SignIn:CodeTries must be at least 1.", new SignInOptions { CodeTries = 0 }.Problems());
        Assert.Contains("SignIn:FirstLock must be longer than zero.", new SignInOptions { FirstLock = Duration.Zero }.Problems());
        Assert.Single(new SignInOptions { CodeLifetime = Duration.FromHours(1) }.Problems());
        Assert.Single(new SignInOptions { ResendDelays = [] }.Problems());
        Assert.Single(new SignInOptions { SessionIdleTime = Duration.FromDays(365) }.Problems());
    }

    private static PhoneNumber Phone(int number) => PhoneNumber.FromStored($"+9665{10_000_000 + number:00000000}");
}
