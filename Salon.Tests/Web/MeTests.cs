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

    private static Me MeOf(SignInWorld world, ClaimsPrincipal principal) => new(new Fixed(principal), world.Actors, world.Sessions);

    private sealed class Fixed(ClaimsPrincipal principal) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(principal));
    }
}
