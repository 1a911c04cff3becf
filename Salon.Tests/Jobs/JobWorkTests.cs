using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Salon.Bookings;
using Salon.Jobs;
using Salon.Messaging;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Tenancy;
using Salon.Tests.Outbox;
using Salon.Tests.Payments;
using Salon.Tests.World;

namespace Salon.Tests.Jobs;

/// <summary>One bad row stops nobody else: what fails is counted, waits, is set aside in the end and shown to the operator.</summary>
public sealed class JobWorkTests
{
    private static readonly Actor Operator = new(default, UserId.New(), Role.PlatformAdmin);

    [Theory, BothDatabases]
    public async Task A_thing_that_fails_waits_longer_each_time_and_is_set_aside_and_the_others_have_their_turn(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var (bad, good) = (Guid.NewGuid(), Guid.NewGuid());
        var (failures, successes) = (0, 0);
        async Task TurnAsync() => await WorkOf(world).ForEachAsync(new OneJob(), "Things", [bad, good], id => new JobItem(shop.Id, id), id =>
        {
            if (id == good) successes++;
            else
            {
                failures++;
                throw new InvalidOperationException("Sara Ali +966500000777", new FormatException());
            }

            return Task.CompletedTask;
        }, default);

        for (var minute = 0; minute < 60 * 12; minute++)
        {
            await TurnAsync();
            world.Clock.Advance(Duration.FromMinutes(1));
        }

        Assert.Equal((10, 720), (failures, successes));
        var trouble = Assert.Single(await TroublesAsync(world));
        Assert.Equal(("OneJob.Things", bad, 10, "InvalidOperationException: FormatException", (Instant?)null), (trouble.Work, trouble.Item, trouble.Failures, trouble.Problem, trouble.NextAt));
        Assert.Equal(JobErrors.NotAllowed, await world.Get<JobOperations>().RetryAsync(shop.Owner, shop.Id, trouble.Work, bad, default));
        Assert.Null(await world.Get<JobOperations>().RetryAsync(Operator, shop.Id, trouble.Work, bad, default));
        Assert.Equal(JobErrors.NotThere, await world.Get<JobOperations>().RetryAsync(Operator, shop.Id, trouble.Work, bad, default));
        await TurnAsync();
        Assert.Equal(11, failures);
    }

    [Theory, BothDatabases]
    public async Task A_whole_organization_is_tried_once_an_hour_for_as_long_as_it_takes_and_forgotten_when_it_goes_well(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (bad, good) = (await Shop.OpenAsync(world, "a"), await Shop.OpenAsync(world, "b"));
        var (ill, done) = (true, new List<OrganizationId>());
        async Task<JobWork> TurnAsync()
        {
            var work = WorkOf(world);
            await work.ForEachAsync(new OneJob(), [bad.Id, good.Id], id =>
            {
                done.Add(id);
                return ill && id == bad.Id ? throw new InvalidOperationException() : Task.CompletedTask;
            }, default);
            return work;
        }

        Assert.Equal(1, (await TurnAsync()).TroubledOrganizations);
        for (var hour = 0; hour < 48; hour++)
        {
            world.Clock.Advance(Duration.FromHours(1));
            await TurnAsync();
        }

        Assert.Equal((49, 49), (done.Count(id => id == bad.Id), done.Count(id => id == good.Id)));
        Assert.NotNull(Assert.Single(await TroublesAsync(world)).NextAt);
        ill = false;
        world.Clock.Advance(Duration.FromHours(1));
        Assert.Equal(0, (await TurnAsync()).TroubledOrganizations);
        Assert.Empty(await TroublesAsync(world));
    }

    [Theory, BothDatabases]
    public async Task A_reminder_that_cannot_be_queued_and_a_salon_whose_rules_cannot_be_read_keep_nobody_else_from_theirs(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (broken, shop) = (await Shop.OpenAsync(world, "a-broken"), await Shop.OpenAsync(world, "shop"));
        foreach (var one in (Shop[])[broken, shop]) await RemindAsync(one, world);
        var ids = new List<BookingId>();
        foreach (var hour in (int[])[12, 14, 16]) ids.Add((await shop.BookAsync(Shop.At(hour))).TryGet(out var id, out _) ? id : default);
        await world.Database.PoisonAsync(shop.Id, "messages", "INSERT", "booking_id", ids[0].Value);
        await SpoilRulesAsync(world, broken);
        world.Clock.Set(Shop.At(11));

        await RunAsync<QueueRemindersJob>(world);

        Assert.Equal(ids[1..].OrderBy(id => id.Value), (await shop.QueryAsync(d => d.Messages.Where(m => m.Kind == MessageKinds.Reminder).Select(m => m.BookingId!.Value).ToListAsync())).OrderBy(id => id.Value));
        Assert.Equal([("QueueRemindersJob", broken.Id, Guid.Empty), ("QueueRemindersJob.Visits", shop.Id, ids[0].Value)], (await TroublesAsync(world)).OrderBy(t => t.Work, StringComparer.Ordinal).Select(t => (t.Work, t.Organization, t.Item)));
        Assert.All(await TroublesAsync(world), t => Assert.DoesNotContain("Sara", t.Problem, StringComparison.Ordinal));

        await world.Database.CureAsync(shop.Id, "messages", ids[0].Value);
        world.Clock.Advance(Duration.FromMinutes(1));
        await RunAsync<QueueRemindersJob>(world);
        Assert.Equal(3, await shop.QueryAsync(d => d.Messages.CountAsync(m => m.Kind == MessageKinds.Reminder)));
    }

    [Theory, BothDatabases]
    public async Task A_hold_that_cannot_be_given_back_keeps_no_other_time_from_being_free(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var holds = new List<BookingId>();
        foreach (var hour in (int[])[12, 14, 16]) holds.Add(await HoldAsync(world, shop, hour));
        await world.Database.PoisonAsync(shop.Id, "bookings", "UPDATE", "id", holds[1].Value);
        world.Clock.Advance(Duration.FromHours(1));

        await RunAsync<SweepHoldsJob>(world);

        Assert.Equal([BookingStatus.Expired, BookingStatus.Held, BookingStatus.Expired], (BookingStatus[])[.. await Task.WhenAll(holds.Select(async id => (await shop.ReadAsync(id)).Status))]);
        Assert.Equal(holds[1].Value, Assert.Single(await TroublesAsync(world)).Item);
    }

    [Theory, BothDatabases]
    public async Task A_payment_that_cannot_be_written_down_moves_on_and_the_others_are_followed(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<Salon.Web.Sandbox.Moyasar.MoyasarFaults>().Set(new(Silent: true));
        var visits = new List<(BookingId Booking, Checkout Checkout)>();
        foreach (var hour in (int[])[12, 14, 16])
        {
            var booking = await site.BookAsync(hour);
            var checkout = await site.StartAsync(booking);
            site.PayAtProvider(checkout);
            visits.Add((booking, checkout));
            site.Clock.Advance(Duration.FromSeconds(1));
        }

        await site.Database.PoisonAsync(site.Shop.Id, "payment_events", "INSERT", "payment_id", visits[0].Checkout.Payment.Value);
        site.Clock.Advance(Duration.FromMinutes(3));
        await site.RunAsync<FollowPaymentsJob>();

        Assert.Equal([BookingStatus.Pending, BookingStatus.Confirmed, BookingStatus.Confirmed], (BookingStatus[])[.. await Task.WhenAll(visits.Select(async v => (await site.Shop.ReadAsync(v.Booking)).Status))]);
        Assert.All(await site.QueryAsync(d => d.PaymentAttempts.Select(a => a.NextCheckAt).ToListAsync()), next => Assert.True(next > site.Clock.Now));
        var (listed, refusal) = (await site.Get<JobOperations>().TroublesAsync(Operator, default)).TryGet(out var rows, out var error) ? (rows, error) : (null, error);
        Assert.Null(refusal);
        Assert.Equal("FollowPaymentsJob.Attempts", Assert.Single(listed!).Work);

        await site.Database.CureAsync(site.Shop.Id, "payment_events", visits[0].Checkout.Payment.Value);
        site.Clock.Advance(Duration.FromMinutes(5));
        await site.RunAsync<FollowPaymentsJob>();
        Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(visits[0].Booking)).Status);
        await site.SettleAsync();
        await site.AgreesAsync();
    }

    [Fact]
    public async Task The_board_says_that_a_job_was_done_and_for_how_many_it_was_not()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world);
        await using var node = new ServiceCollection().AddLogging().AddSingleton(shop).AddSingleton(world.Database).AddSingleton<TimeProvider>(world.Clock).AddScoped<JobWork>()
            .RunJobs(world.Options).AddJob<PoisonedJob>().AddJob<StepsJob>().BuildServiceProvider();
        var runner = Assert.Single(node.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<JobRunner>());
        await runner.StartedAsync(default);

        await Eventually.TrueAsync(() => node.GetRequiredService<JobBoard>().Read(Operator).Count == 2);
        await runner.StopAsync(default);

        Assert.Equal([("PoisonedJob", "done", null, 1), ("StepsJob", "failed", "FormatException", 0)],
            node.GetRequiredService<JobBoard>().Read(Operator).Select(row => (row.Name, row.Outcome, row.Problem, row.TroubledOrganizations)));
        Assert.True(StepsJob.LastRan);
    }

    private static JobWork WorkOf(SalonWorld world) => new(world.Database, world.Clock, NullLogger<JobWork>.Instance);

    private static async Task<IReadOnlyList<JobTroubleRow>> TroublesAsync(SalonWorld world) =>
        (await world.Get<JobOperations>().TroublesAsync(Operator, default)).TryGet(out var rows, out _) ? rows : throw new InvalidOperationException();

    private static async Task RunAsync<TJob>(SalonWorld world) where TJob : IJob
    {
        using var scope = world.Get<IServiceScopeFactory>().CreateScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(default);
    }

    private static async Task RemindAsync(Shop shop, SalonWorld world)
    {
        await using var db = await world.Database.OpenForWriteAsync(shop.Id, default);
        var organization = await db.Organizations.SingleAsync(o => o.Id == shop.Id);
        organization.SetRules(organization.Rules with { ReminderMinutes = [1440] }, CancellationPolicy.Default);
        Assert.Null(await db.CommitAsync(default));
    }

    private static async Task SpoilRulesAsync(SalonWorld world, Shop shop)
    {
        await using var db = await world.Database.OpenForWriteAsync(shop.Id, default);
        await db.Database.ExecuteSqlRawAsync("UPDATE organizations SET rules = {0} WHERE slug = 'a-broken'", "{\"ReminderMinutes\": 7}");
        Assert.Null(await db.CommitAsync(default));
    }

    private static async Task<BookingId> HoldAsync(SalonWorld world, Shop shop, int hour)
    {
        var held = await world.Get<BookingService>().HoldAsync(Shop.Visitor(shop, $"browser-{hour}"), shop.Request(Shop.At(hour)), default);
        Assert.True(held.TryGet(out var id, out var refusal), refusal?.Code);
        return id;
    }

    private sealed class OneJob : IJob
    {
        public TimeSpan Every => TimeSpan.FromMinutes(1);

        public Task RunAsync(CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class PoisonedJob(Shop shop, JobWork work) : IJob
    {
        public TimeSpan Every => TimeSpan.FromMinutes(1);

        public Task RunAsync(CancellationToken ct) => work.ForEachAsync(this, [shop.Id], _ => throw new InvalidOperationException(), ct);
    }

    private sealed class StepsJob(JobWork work) : IJob
    {
        public static bool LastRan { get; private set; }

        public TimeSpan Every => TimeSpan.FromMinutes(1);

        public async Task RunAsync(CancellationToken ct)
        {
            await work.StepAsync(this, "First", () => throw new FormatException(), ct);
            await work.StepAsync(this, "Last", () => Task.FromResult(LastRan = true), ct);
        }
    }
}
