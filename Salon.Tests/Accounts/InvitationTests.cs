using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Providers;
using Salon.Tenancy;
using Salon.Tests.World;
using static Salon.Tests.Accounts.SignInWorld;

namespace Salon.Tests.Accounts;

/// <summary>Anybody may open a salon, and an invitation is a text to a number: it is guarded as codes are.</summary>
public sealed class InvitationTests
{
    private static readonly SignInOptions Few = new() { InvitationsPerOrganizationPerDay = 5 };

    [Theory, BothDatabases]
    public async Task A_salon_that_anybody_made_texts_no_more_numbers_in_a_day_than_a_salon_may(Db db)
    {
        await using var stage = await StartAsync(db, Few);
        var owner = await stage.SignUpAsync("pumping");

        var refused = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            if ((await stage.InviteAsync(owner, $"+96655{1_000_000 + i}")).Error is { } refusal) refused.Add(refusal.Code);
        }

        Assert.Equal(15, refused.Count);
        Assert.Equal(["Accounts.EnoughInvitations"], refused.Distinct());
        await stage.DispatchAsync();
        Assert.Equal(5, stage.Texts.Asked.Count);
        Assert.Equal(6, (await stage.CountAsync(d => d.Users.CountAsync()))); // herself and five: nobody is kept who was not added

        stage.World.Clock.Advance(Duration.FromDays(1) + Duration.FromSeconds(1));
        Must(await stage.InviteAsync(owner, "+966559999999"));
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_added_whose_number_would_get_no_code(Db db)
    {
        await using var stage = await StartAsync(db);
        var owner = await stage.SignUpAsync("pumping");

        (string, string)[] refused = [("+88213000001", "NotMobile"), ("+966112000000", "NotMobile"), ("+447400123456", "CountryNotServed")];
        foreach (var (number, why) in refused)
        {
            foreach (var invite in new[] { true, false }) // without a text too: as a member she would get codes from then on
                Assert.Equal($"Accounts.Member{why}", (await stage.InviteAsync(owner, number, invite)).Error?.Fields["Phone"].Code);
            Assert.Equal(1, await stage.CountAsync(d => d.Users.CountAsync()));
        }

        await stage.DispatchAsync();
        Assert.Empty(stage.Texts.Asked);
        var operating = Actor.System(OrganizationId.New()) with { Role = Role.PlatformAdmin };
        Assert.Null(await stage.World.Get<OwnerService>().AppointAsync(operating, owner.Organization, PhoneNumber.FromStored("+447400123456"), "Ann", default));
        Must(await stage.InviteAsync(await stage.SignUpAsync("second"), "+447400123456")); // she works here by now, and gets codes
    }

    [Theory, BothDatabases]
    public async Task A_number_is_not_texted_again_and_again_by_adding_and_removing_it_nor_by_several_salons(Db db)
    {
        await using var stage = await StartAsync(db);
        var (one, other) = (await stage.SignUpAsync("one"), await stage.SignUpAsync("other"));
        for (var i = 0; i < 2; i++)
        {
            var mona = Must(await stage.InviteAsync(one, Mona.Value));
            await stage.DispatchAsync();
            Assert.Null(await stage.World.Get<MemberService>().RemoveAsync(one, mona, default));
        }

        Assert.Equal(AccountsErrors.InvitedAlready, (await stage.InviteAsync(one, Mona.Value)).Error);
        Assert.Equal(AccountsErrors.InvitedAlready, (await stage.InviteAsync(other, Mona.Value)).Error);
        Must(await stage.InviteAsync(other, Sara.Value));
        await stage.DispatchAsync();
        Assert.Equal([Mona, Mona, Sara], stage.Texts.Asked.Select(text => text.To));
    }

    [Theory, BothDatabases]
    public async Task Codes_and_invitations_of_a_day_reach_the_total_of_the_installation_together(Db db)
    {
        await using var stage = await StartAsync(db, new() { CodesInAllPerDay = 4 });
        var (one, other) = (await stage.SignUpAsync("one"), await stage.SignUpAsync("other"));
        Must(await stage.World.Get<SignInService>().RequestAsync(new(Sara, CodeChannel.Sms, Languages.Arabic, Address: null), default));
        Must(await stage.InviteAsync(one, "+966551000001"));
        Must(await stage.InviteAsync(other, "+966551000002"));
        Must(await stage.InviteAsync(one, "+966551000003"));

        Assert.Equal(AccountsErrors.NoInvitationsNow, (await stage.InviteAsync(other, "+966551000004")).Error);
        Must(await stage.InviteAsync(other, "+966551000004", invite: false));
    }

    [Theory, BothDatabases]
    public async Task Many_invitations_at_once_count_each_other(Db db)
    {
        await using var stage = await StartAsync(db, Few);
        var owner = await stage.SignUpAsync("pumping");

        var results = await Task.WhenAll(Enumerable.Range(0, 15).Select(i => Task.Run(() => stage.InviteAsync(owner, $"+96655{1_000_000 + i}"))));

        Assert.Equal(5, results.Count(result => result.Error is null));
        Assert.Equal(5, await stage.CountAsync(d => d.Outbox.CountAsync(m => m.Name == MemberInvited.Name)));
    }

    [Theory, BothDatabases]
    public async Task While_the_provider_rests_invitations_wait_where_they_stand(Db db)
    {
        await using var stage = await StartAsync(db);
        var owner = await stage.SignUpAsync("one");
        stage.Texts.IsResting = true;
        Must(await stage.InviteAsync(owner, Mona.Value));

        for (var i = 0; i < 5; i++, stage.World.Clock.Advance(Duration.FromMinutes(1))) Assert.Equal(0, await stage.DispatchAsync());
        Assert.Equal((1, 0), (await stage.WaitingAsync(), stage.Texts.Asked.Count));

        stage.Texts.IsResting = false;
        await stage.DispatchAsync();
        Assert.Equal(Mona, Assert.Single(stage.Texts.Asked).To);
    }

    [Theory, BothDatabases]
    public async Task An_invitation_that_meets_the_provider_as_it_begins_to_rest_keeps_its_place(Db db)
    {
        await using var stage = await StartAsync(db);
        var owner = await stage.SignUpAsync("one");
        stage.Texts.Answer = _ =>
        {
            stage.Texts.IsResting = true;
            return new ProviderOutcome.Refused(ProviderReasons.Resting, Again: true, Tried: false);
        };
        Must(await stage.InviteAsync(owner, Mona.Value));
        await stage.DispatchAsync();

        Assert.Equal((1, 1), (await stage.WaitingAsync(), stage.Texts.Asked.Count));
    }

    [Fact]
    public void Every_handler_that_sends_texts_stands_behind_the_gate()
    {
        var senders = from type in typeof(TextsGate).Assembly.GetTypes()
                      where type.GetConstructors().Any(made => made.GetParameters().Any(p => p.ParameterType == typeof(IEnumerable<IMessageChannel>)))
                      from handled in type.GetInterfaces()
                      where handled.IsGenericType && handled.GetGenericTypeDefinition() == typeof(IOutboxHandler<>)
                      select (string)handled.GetGenericArguments()[0].GetProperty(nameof(IOutboxMessage.Name))!.GetValue(null)!;

        Assert.Equal(new TextsGate([]).MessageNames.Order(StringComparer.Ordinal), senders.Order(StringComparer.Ordinal));
    }

    private static async Task<Stage> StartAsync(Db db, SignInOptions? options = null)
    {
        var texts = new TextInbox();
        var world = await SalonWorld.StartAsync(db, services =>
        {
            services.AddSingleton<IMessageChannel>(texts);
            services.AddSingleton<ICodeSender>(new CodeInbox());
            if (options is not null) services.AddSingleton(options);
        });
        return new(world, texts);
    }

    private sealed record Stage(SalonWorld World, TextInbox Texts) : IAsyncDisposable
    {
        private UserId? user;

        /// <summary>The salon of somebody who signed up by herself; all of them are the same person's.</summary>
        public async Task<Actor> SignUpAsync(string slug)
        {
            if (user is null)
            {
                var person = User.Register(PhoneNumber.FromStored("+966500000042"), Languages.Arabic.Name, World.Clock.Now);
                await using var db = await World.Database.OpenForWriteAcrossAsync(default);
                db.Users.Add(person);
                Assert.Null(await db.CommitAsync(default));
                user = person.Id;
            }

            var id = OrganizationId.New();
            Must(await World.Get<SignUpService>().OpenAsync(user.Value, null, id, new(slug, new(slug, slug), new("Jeddah", "جدة"), "SAR"), default));
            return new(id, user, Role.Owner);
        }

        public Task<Result<UserId>> InviteAsync(Actor owner, string phone, bool invite = true) =>
            World.Get<MemberService>().SetAsync(owner, new(PhoneNumber.FromStored(phone), "Somebody", Role.Desk) { Invite = invite }, default);

        /// <summary>Invitations in the place they had from the beginning.</summary>
        public Task<int> WaitingAsync() =>
            CountAsync(d => d.Outbox.CountAsync(m => m.Name == MemberInvited.Name && m.Attempts == 0 && m.DueAt == m.CreatedAt && m.DoneAt == null));

        public Task<int> DispatchAsync() => World.Get<OutboxDispatcher>().DrainAsync(default);

        public async Task<int> CountAsync(Func<Salon.Data.SalonDb, Task<int>> count)
        {
            await using var db = await World.Database.OpenAcrossAsync(default);
            return await count(db);
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
