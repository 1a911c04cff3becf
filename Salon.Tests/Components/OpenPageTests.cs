using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Bookings.Customers;
using Salon.Payments.Books;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Components.BackOffice;
using Salon.Web.Hosting;
using Salon.Web.State;

namespace Salon.Tests.Components;

/// <summary>A page of the back office that is open while somebody else works.</summary>
public sealed class OpenPageTests
{
    [Fact]
    public async Task What_changes_while_the_page_is_read_for_the_first_time_is_read_too()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var bench = await BenchAsync(world);

        var page = bench.Render<Page>(p => p.Add(x => x.Slug, "shop"));

        page.WaitForAssertion(() => Assert.Equal(2, page.Instance.Readings));
    }

    [Fact]
    public async Task What_was_pressed_is_done_though_its_page_is_left_in_the_same_second()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var bench = await BenchAsync(world);
        var page = bench.Render<Page>(p => p.Add(x => x.Slug, "shop")).Instance;
        var left = new TaskCompletionSource();

        var pressing = page.PressAsync(left.Task);
        page.Dispose();
        left.SetResult();
        await pressing;

        Assert.False(page.Acted.IsCancellationRequested);
        Assert.True(page.Reads.IsCancellationRequested); // and asking whether it is left throws nothing
    }

    [Fact]
    public async Task A_page_is_not_drawn_while_it_reads()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var bench = await BenchAsync(world);
        var page = bench.Render<Slow>(p => p.Add(x => x.Slug, "shop"));
        Assert.Empty(page.Markup); // its first half stands there already
        page.Instance.Go();
        page.WaitForAssertion(() => Assert.Equal("1 and 1", page.Markup));

        await page.InvokeAsync(page.Instance.AgainAsync);
        Assert.Equal("1 and 1", page.Markup);
        page.Instance.Go();
        page.WaitForAssertion(() => Assert.Equal("2 and 2", page.Markup));
    }

    [Fact]
    public async Task What_many_pages_hear_of_is_read_in_turn_and_once_and_what_somebody_does_waits_for_nobody()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var bench = await BenchAsync(world);
        var page = bench.Render<Page>(p => p.Add(x => x.Slug, "shop"));
        page.WaitForAssertion(() => Assert.Equal(2, page.Instance.Readings));
        var turns = bench.Services.GetRequiredService<OpeningTurns>();
        await Eventually.TrueAsync(() => turns.Waiting == 0);
        var taken = await Task.WhenAll(Enumerable.Range(0, OpeningTurns.AtOnce).Select(_ => turns.ForCircuitAsync(default)));

        for (var i = 0; i < 3; i++) world.Get<ChangeFeed>().Publish(new Change(bench.Shop.Id, ChangeKind.Payments));
        await Eventually.TrueAsync(() => turns.Waiting == 1);
        Assert.Equal(2, page.Instance.Readings);
        page.Render(p => p.Add(x => x.Slug, "shop")); // she goes to another address of the page
        Assert.Equal(3, page.Instance.Readings);

        foreach (var turn in taken) turn.Dispose();
        page.WaitForAssertion(() => Assert.Equal(4, page.Instance.Readings));
        Assert.Equal(0, turns.Waiting);
    }

    /// <summary>Where a page of the salon "shop" is drawn for its owner.</summary>
    internal static async Task<Workbench> BenchAsync(SalonWorld world)
    {
        var shop = await World.Shop.OpenAsync(world);
        var (user, session) = await shop.SignInAsync("+966500000801", Role.Owner);
        var bench = new Workbench { Shop = shop };
        bench.Services.AddSingleton(world.Get<SalonDirectory>()).AddSingleton(world.Get<ChangeFeed>()).AddSingleton(new ChosenBranches())
            .AddSingleton(world.Get<Workplaces>()).AddSingleton(world.Get<MemberService>()).AddSingleton(world.Get<TeamService>())
            .AddSingleton(world.Get<ProfileService>()).AddSingleton(world.Get<PaymentQueries>()).AddSingleton(world.Get<CustomerQueries>())
            .AddSingleton(TimeProvider.System).AddLogging()
            .AddSingleton(new Me(new SignedIn(user, session), world.Get<ActorService>(), world.Get<SessionService>()));
        bench.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return bench;
    }

    private sealed class Page : BackOfficePage
    {
        [Inject] private ChangeFeed Feed { get; set; } = null!;

        public int Readings { get; private set; }

        public CancellationToken Acted { get; private set; }

        public CancellationToken Reads => Gone;

        public Task PressAsync(Task left) => DoAsync(async _ =>
        {
            await left;
            Acted = Gone;
            return null;
        });

        protected override Permission Needs => Permission.EditSettings;

        protected override bool Concerns(Change change) => change.Kind == ChangeKind.Payments;

        protected override Task<Error?> LoadAsync(Actor actor)
        {
            if (++Readings == 1) Feed.Publish(new Change(actor.Organization, ChangeKind.Payments)); // somebody is as fast
            return Task.FromResult<Error?>(null);
        }
    }

    private sealed class Slow : BackOfficePage
    {
        private TaskCompletionSource going = new();
        private int first, second;

        protected override Permission Needs => Permission.EditSettings;

        public void Go() => Interlocked.Exchange(ref going, new()).SetResult();

        /// <summary>Begins to read again, and wants to be drawn in the middle of it.</summary>
        public Task AgainAsync()
        {
            _ = ReadAsync();
            StateHasChanged();
            return Task.CompletedTask;
        }

        protected override async Task<Error?> LoadAsync(Actor actor)
        {
            first++;
            await going.Task;
            second++;
            return null;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Access == Access.Open) builder.AddContent(0, $"{first} and {second}");
        }
    }

    private sealed class SignedIn(UserId user, SessionId session) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(AuthPrincipal.Of(user, session, "test")));
    }
}
