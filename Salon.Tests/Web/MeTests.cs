using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Tests.Accounts;
using Salon.Tests.World;
using Salon.Web.Hosting;

namespace Salon.Tests.Web;

public sealed class MeTests
{
    [Theory, BothDatabases, Trait("Proves", "S-02")]
    public async Task An_open_page_acts_with_the_role_of_the_moment_and_with_none_once_the_session_ends(Db db)
    {
        await using var world = await SignInWorld.StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var person = await world.SignInAsync(SignInWorld.Sara);
        var me = MeOf(world, AuthPrincipal.Of(person.User, person.Session, "test"));
        Assert.Equal(Role.Customer, (await me.ActorAsync(lamsa)).Role);

        await world.Members.SetAsync(Actor.System(lamsa), new(SignInWorld.Sara, "Sara", Role.Manager), default);
        Assert.Equal(Role.Manager, (await me.ActorAsync(lamsa)).Role);
        Assert.Equal(lamsa, Assert.Single(await me.MembershipsAsync()).Organization);

        await world.Sessions.EndAsync(person.User, person.Session, default);
        Assert.Equal(Role.Visitor, (await me.ActorAsync(lamsa)).Role);
        Assert.Null(await me.UserAsync());
        Assert.Empty(await me.MembershipsAsync());
    }

    [Theory, BothDatabases, Trait("Proves", "S-03")]
    public async Task Nobody_is_a_visitor_and_no_platform_admin(Db db)
    {
        await using var world = await SignInWorld.StartAsync(db);
        var me = MeOf(world, new ClaimsPrincipal(new ClaimsIdentity()));

        Assert.Equal(Role.Visitor, (await me.ActorAsync(OrganizationId.New())).Role);
        Assert.False((await me.OnPlatformAsync()).May(Permission.OperatePlatform));
    }

    [Fact]
    public async Task Open_pages_are_told_when_their_session_has_ended()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        await using var circuit = world.Services.CreateAsyncScope();

        Assert.IsType<AuthRevalidation>(circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
    }

    [Theory, BothDatabases]
    [Trait("Proves", "S-19")]
    public async Task Open_pages_of_a_person_turn_to_signing_in_as_soon_as_her_session_is_ended_and_nobody_else_s(Db db)
    {
        await using var world = await SignInWorld.StartAsync(db);
        var (lost, here, stranger) = (await world.SignInAsync(SignInWorld.Sara), await world.SignInAsync(SignInWorld.Sara), await world.SignInAsync(SignInWorld.Mona));
        using var lostPage = Page(world, lost);
        using var herePage = Page(world, here);
        using var strangerPage = Page(world, stranger);
        var told = new TaskCompletionSource<AuthenticationState>(TaskCreationOptions.RunContinuationsAsynchronously);
        lostPage.AuthenticationStateChanged += async state => told.TrySetResult(await state);

        await world.Sessions.EndOthersAsync(here.User, kept: here.Session, default);

        Assert.Null((await told.Task.WaitAsync(TimeSpan.FromSeconds(1))).User.UserId);
        Assert.Equal(here.User, (await herePage.GetAuthenticationStateAsync()).User.UserId);
        Assert.Equal(stranger.User, (await strangerPage.GetAuthenticationStateAsync()).User.UserId);
    }

    private static AuthRevalidation Page(SignInWorld world, SignedIn person)
    {
        var page = new AuthRevalidation(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, world.Sessions, world.Salon.Get<ChangeFeed>());
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(AuthPrincipal.Of(person.User, person.Session, "test"))));
        return page;
    }

    private static Me MeOf(SignInWorld world, ClaimsPrincipal principal) => new(new Fixed(principal), world.Actors, world.Sessions);

    private sealed class Fixed(ClaimsPrincipal principal) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(principal));
    }
}
