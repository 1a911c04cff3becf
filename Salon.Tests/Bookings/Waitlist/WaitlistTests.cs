using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Salon.Bookings;
using Salon.Bookings.Waitlist;
using Salon.Jobs;
using Salon.Outbox;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings.Waitlist;

public sealed class WaitlistTests
{
    private static readonly LocalDate Tuesday = new(2026, 12, 8);
    private static readonly PhoneNumber SecondPhone = PhoneNumber.FromStored("+966500000888");

    [Theory, BothDatabases]
    public async Task A_cancelled_time_is_kept_for_whoever_waits_and_becomes_her_visit_when_she_says_yes(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, taken) = await FullHourAsync(world);
        var entry = await JoinAsync(world, shop);
        await DispatchAsync(world);
        Assert.Empty(await OffersAsync(shop)); // nothing is free

        await CancelAsync(world, shop, taken);

        var offer = Assert.Single(await OffersAsync(shop));
        Assert.Equal((Shop.At(10), OfferStatus.Open), (offer.StartsAt, offer.Status));
        Assert.Equal(BookingErrors.SlotTaken, (await shop.BookAsync(Shop.At(10))).Error); // a real hold: nobody else can have it
        Assert.Null(await world.Get<WaitlistService>().AcceptAsync(shop.CustomerActor, offer.BookingId, default));
        Assert.Null(await world.Get<WaitlistService>().AcceptAsync(shop.CustomerActor, offer.BookingId, default)); // the second click
        Assert.Equal(BookingStatus.Confirmed, (await shop.ReadAsync(offer.BookingId)).Status);
        Assert.Equal(WaitStatus.Booked, await StatusAsync(shop, entry));
        Assert.Equal(1, await shop.QueryAsync(q => q.BookingEvents.CountAsync(e => e.BookingId == offer.BookingId && e.To == BookingStatus.Confirmed)));
        await DispatchAsync(world);
        Assert.Single(await OffersAsync(shop));
    }

    [Theory, BothDatabases]
    public async Task An_offer_without_an_answer_goes_to_the_next_who_joined(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, taken) = await FullHourAsync(world);
        var first = await JoinAsync(world, shop);
        world.Clock.Advance(Duration.FromMinutes(1));
        var second = await JoinAsync(world, shop, SecondPhone);
        await CancelAsync(world, shop, taken);
        Assert.Equal((WaitStatus.Offered, WaitStatus.Waiting), (await StatusAsync(shop, first), await StatusAsync(shop, second)));

        world.Clock.Advance(Duration.FromMinutes(31));
        await DispatchAsync(world);

        var offers = await OffersAsync(shop);
        Assert.Equal([(first, OfferStatus.Expired), (second, OfferStatus.Open)], offers.Select(o => (o.EntryId, o.Status)));
        Assert.Equal(WaitlistErrors.OfferOver, await world.Get<WaitlistService>().AcceptAsync(shop.CustomerActor, offers[0].BookingId, default));
        Assert.Equal(WaitStatus.Waiting, await StatusAsync(shop, first)); // she keeps her place for other times
        Assert.Null(await world.Get<WaitlistService>().DeclineAsync(shop.Desk, offers[1].BookingId, default));
        await DispatchAsync(world);
        Assert.Equal(2, (await OffersAsync(shop)).Count); // neither is asked about the same time again
        Assert.Null((await shop.BookAsync(Shop.At(10))).Error); // and then it is everybody's
    }

    [Theory, BothDatabases]
    public async Task Of_yes_and_the_end_of_the_minutes_and_another_booking_exactly_one_gets_the_time(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        for (var round = 0; round < 4; round++)
        {
            var shop = await Shop.OpenAsync(world, $"shop{round}", people: 1);
            Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var taken, out _));
            await JoinAsync(world, shop);
            await CancelAsync(world, shop, taken);
            var offer = Assert.Single(await OffersAsync(shop));
            var service = world.Get<WaitlistService>();

            await Task.WhenAll(
                Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.AcceptAsync(shop.CustomerActor, offer.BookingId, default))),
                Task.WhenAll(Enumerable.Range(0, 3).Select(_ => service.DeclineAsync(shop.CustomerActor, offer.BookingId, default))),
                Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.BookAsync(Shop.At(10)))));

            var live = await shop.QueryAsync(q => q.Bookings.Where(b => b.Status == BookingStatus.Confirmed).Select(b => b.Id).ToListAsync());
            var after = await shop.QueryAsync(q => q.WaitlistOffers.SingleAsync(o => o.Id == offer.Id));
            Assert.True(live.Count <= 1, "the time was sold twice");
            Assert.NotEqual(OfferStatus.Open, after.Status);
            Assert.Equal(after.Status == OfferStatus.Accepted, live.Contains(offer.BookingId));
        }
    }

    [Theory, BothDatabases]
    public async Task However_often_it_is_looked_at_once_nobody_gets_two_offers_and_no_time_is_offered_twice(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, taken) = await FullHourAsync(world, people: 2);
        for (var i = 0; i < 4; i++) await JoinAsync(world, shop, PhoneNumber.FromStored($"+96650000090{i}"));
        Assert.Null((await world.Get<BookingService>().CancelAsync(shop.Desk, taken, "ill", default)).Error);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.Get<WaitlistMatcher>().MatchAsync(Actor.System(shop.Id), default)));

        Assert.Single(await OffersAsync(shop));
        Assert.Equal(1, await shop.QueryAsync(q => q.WaitlistEntries.CountAsync(e => e.Status == WaitStatus.Offered)));
    }

    [Theory, BothDatabases]
    public async Task Only_times_that_suit_her_are_offered(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await JoinAsync(world, shop, request: w => w with { Lines = [new(shop.Haircut, shop.Sara)], FromMinute = 18 * 60, ToMinute = 20 * 60 });
        await DispatchAsync(world);

        var offer = Assert.Single(await OffersAsync(shop)); // free already: offered at once
        var hold = await shop.ReadAsync(offer.BookingId);
        Assert.Equal((Shop.At(18), shop.Sara), (hold.StartsAt, hold.Lines.Single().StaffId));
    }

    [Theory, BothDatabases]
    public async Task At_night_nobody_is_woken_and_the_offer_waits_for_the_morning(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, taken) = await FullHourAsync(world, day: 3);
        await JoinAsync(world, shop, request: w => w with { Dates = new(Tuesday.PlusDays(2), Tuesday.PlusDays(2)) });
        world.Clock.Set(Shop.At(23, 30, day: 1));

        await CancelAsync(world, shop, taken);

        Assert.Equal(Shop.At(9, 30, day: 2), Assert.Single(await OffersAsync(shop)).ExpiresAt);
    }

    [Theory, BothDatabases]
    public async Task Leaving_gives_the_kept_time_back_and_strangers_can_do_nothing(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, taken) = await FullHourAsync(world);
        var entry = await JoinAsync(world, shop);
        await CancelAsync(world, shop, taken);
        var (service, offer) = (world.Get<WaitlistService>(), Assert.Single(await OffersAsync(shop)));
        var stranger = new Actor(shop.Id, UserId.New(), Role.Customer, Browser: "x");

        Assert.Equal(WaitlistErrors.NotFound, await service.AcceptAsync(stranger, offer.BookingId, default));
        Assert.Equal(WaitlistErrors.NotFound, await service.DeclineAsync(stranger, offer.BookingId, default));
        Assert.Equal(WaitlistErrors.NotFound, await service.LeaveAsync(stranger, entry, default));
        Assert.Equal(BookingErrors.NotAllowed, (await service.JoinAsync(stranger, Request(shop), shop.Her, default)).Error);
        Assert.Equal(BookingErrors.NotFound, (await world.Get<BookingService>().ConfirmAsync(stranger, offer.BookingId, shop.Her with { User = stranger.User }, default)).Error);

        Assert.Null(await service.LeaveAsync(shop.CustomerActor, entry, default));
        Assert.Equal((WaitStatus.Left, OfferStatus.Withdrawn), (await StatusAsync(shop, entry), (await OffersAsync(shop)).Single().Status));
        Assert.Null((await shop.BookAsync(Shop.At(10))).Error);
    }

    [Theory, BothDatabases]
    public async Task Whoever_never_answers_and_whose_dates_are_over_leaves_the_list(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var silent = await JoinAsync(world, shop, request: w => w with { Dates = new(Tuesday, Tuesday.PlusDays(30)) });
        for (var i = 0; i < WaitlistEntry.MostUnanswered; i++)
        {
            await DispatchAsync(world);
            world.Clock.Advance(Duration.FromMinutes(31));
            var work = new JobWork(world.Database, world.Clock, NullLogger<JobWork>.Instance);
            await new WaitlistJob(world.Database, world.Get<WaitlistMatcher>(), world.Get<WaitlistService>(), work, world.Clock, NullLogger<WaitlistJob>.Instance).RunAsync(default);
        }

        Assert.Equal(WaitStatus.Ended, await StatusAsync(shop, silent));

        var late = await JoinAsync(world, shop, request: w => w with { Lines = [new(shop.Colour)], FromMinute = 0, ToMinute = 1 });
        world.Clock.Set(Shop.At(12, day: 3));
        await world.Get<WaitlistMatcher>().MatchAsync(Actor.System(shop.Id), default);
        Assert.Equal(WaitStatus.Ended, await StatusAsync(shop, late));
    }

    [Theory, BothDatabases]
    public async Task A_wish_that_cannot_come_true_is_refused(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var service = world.Get<WaitlistService>();

        foreach (var request in (WaitRequest[])[
            Request(shop) with { Dates = new(Tuesday.PlusDays(-7), Tuesday.PlusDays(-6)) }, Request(shop) with { Dates = new(Tuesday, Tuesday.PlusDays(-1)) },
            Request(shop) with { Dates = new(Tuesday, Tuesday.PlusDays(WaitlistEntry.MostDays)) }, Request(shop) with { FromMinute = 600, ToMinute = 600 }, Request(shop) with { ToMinute = 3000 }])
            Assert.Equal("Form.CheckFields", (await service.JoinAsync(shop.CustomerActor, request, shop.Her, default)).Error?.Code);
        Assert.Equal(BookingErrors.NoServices, (await service.JoinAsync(shop.CustomerActor, Request(shop) with { Lines = [] }, shop.Her, default)).Error);
        Assert.Equal(SchedulingErrors.UnknownService, (await service.JoinAsync(shop.CustomerActor, Request(shop) with { Lines = [new(ServiceId.New())] }, shop.Her, default)).Error);
        var (away, elsewhere) = (StaffId.New(), BranchId.New());
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            write.Staff.Add(Salon.Team.StaffMember.Hire(shop.Id, away, new("Huda", "هدى"), LocalizedText.Empty, null, 9)); // works Wednesdays only
            write.StaffSkills.Add(Salon.Team.StaffSkill.Of(shop.Id, away, shop.Haircut));
            write.StaffHours.Add(Salon.Team.StaffHours.On(shop.Id, away, shop.Branch, IsoDayOfWeek.Wednesday, new(600, 1320)));
            // Nobody works there
            write.Branches.Add(Salon.Tenancy.Branch.Open(shop.Id, elsewhere, new("North", "الشمال"), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));
            Assert.Null(await write.CommitAsync(default));
        }

        Assert.Equal(WaitlistErrors.NotOffered, (await service.JoinAsync(shop.CustomerActor, Request(shop) with { Branch = elsewhere }, shop.Her, default)).Error);
        Assert.Equal("Form.CheckFields", (await service.JoinAsync(shop.CustomerActor, Request(shop) with { Lines = [new(shop.Haircut, away)] }, shop.Her, default)).Error?.Code);
        Assert.Null((await service.JoinAsync(shop.Desk, Request(shop) with { Lines = [new(shop.Haircut, away)], Dates = new(Tuesday, Tuesday.PlusDays(1)) }, new Customer(null, SecondPhone, "Somebody", "ar"), default)).Error);
        for (var i = 0; i < WaitlistErrors.MostEntries; i++) Assert.Null((await service.JoinAsync(shop.CustomerActor, Request(shop), shop.Her, default)).Error);
        Assert.Equal(WaitlistErrors.TooManyEntries, (await service.JoinAsync(shop.CustomerActor, Request(shop), shop.Her, default)).Error);
    }

    // From ten on, for a haircut, on the day everybody is booked at ten.
    private static WaitRequest Request(Shop shop) => new(WaitId.New(), shop.Branch, [new(shop.Haircut)], new(Tuesday, Tuesday), 10 * 60, 10 * 60 + 15);

    private static async Task<WaitId> JoinAsync(SalonWorld world, Shop shop, PhoneNumber? phone = null, Func<WaitRequest, WaitRequest>? request = null)
    {
        var who = phone is null ? shop.Her : new Customer(null, phone, "Somebody", "ar");
        return (await world.Get<WaitlistService>().JoinAsync(phone is null ? shop.CustomerActor : shop.Desk, (request ?? (w => w))(Request(shop)), who, default)).TryGet(out var id, out var refusal)
            ? id : throw new InvalidOperationException(refusal.Code);
    }

    private static async Task<(Shop Shop, BookingId Taken)> FullHourAsync(SalonWorld world, int people = 1, int day = 1)
    {
        var shop = await Shop.OpenAsync(world, people: people);
        BookingId last = default;
        for (var i = 0; i < people; i++) Assert.True((await shop.BookAsync(Shop.At(10, day: day))).TryGet(out last, out _));
        return (shop, last);
    }

    private static async Task CancelAsync(SalonWorld world, Shop shop, BookingId id)
    {
        Assert.Null((await world.Get<BookingService>().CancelAsync(shop.Desk, id, "ill", default)).Error);
        await DispatchAsync(world);
    }

    private static Task DispatchAsync(SalonWorld world) => world.Get<OutboxDispatcher>().DrainAsync(default);

    private static Task<List<WaitlistOffer>> OffersAsync(Shop shop) => shop.QueryAsync(q => q.WaitlistOffers.AsNoTracking().OrderBy(o => o.MadeAt).ToListAsync());

    private static Task<WaitStatus> StatusAsync(Shop shop, WaitId id) => shop.QueryAsync(q => q.WaitlistEntries.Where(e => e.Id == id).Select(e => e.Status).SingleAsync());
}
