using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Groups;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings.Groups;

public sealed class GroupTests
{
    [Theory, BothDatabases]
    public async Task A_group_is_booked_whole_at_one_time_each_with_her_own_person(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 3);
        var request = Request(shop, 3);

        Assert.Equal(request.Id, await BookAsync(world, shop, request));
        Assert.Equal(request.Id, await BookAsync(world, shop, request)); // the second click

        var visits = await VisitsAsync(shop, request.Id);
        Assert.Equal(3, visits.Count);
        Assert.All(visits, v => Assert.Equal((Shop.At(10), BookingStatus.Confirmed), (v.StartsAt, v.Status)));
        Assert.Equal(3, visits.Select(v => v.Lines.Single().StaffId).Distinct().Count());
        Assert.Equal(BookingErrors.SlotTaken, (await shop.BookAsync(Shop.At(10, 30))).Error);
        Assert.True((await world.Get<GroupQueries>().FindAsync(shop.Desk, request.Id, default)).TryGet(out var view, out _));
        Assert.Equal(("Bride", "Guest 0", 3), (view.Name, view.Organizer, view.Visits.Count));
        Assert.Equal(2, await shop.QueryAsync(q => q.Contacts.CountAsync())); // two of them share a telephone
    }

    [Theory, BothDatabases]
    public async Task When_not_everybody_can_come_nobody_is_booked(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 2);
        await shop.BookAsync(Shop.At(10, 30), staff: shop.Mona);

        var refusal = (await world.Get<BookingService>().BookGroupAsync(shop.Desk, Request(shop, 2), default)).Error;

        Assert.Equal("Groups.NotFreeUntil", refusal?.Code);
        Assert.Equal(["Guest 1", new LocalDate(2026, 12, 8), new LocalTime(11, 30)], refusal!.Args); // for whom nobody is free, and when all of them could
        Assert.Equal(1, await shop.QueryAsync(q => q.Bookings.CountAsync()));
        Assert.Equal(0, await shop.QueryAsync(q => q.BookingGroups.CountAsync()));
        foreach (var count in (int[])[1, 13]) Assert.Equal(GroupErrors.PeopleCount, (await world.Get<BookingService>().BookGroupAsync(shop.Desk, Request(shop, count), default)).Error);
        Assert.Equal(BookingErrors.NotAllowed, (await world.Get<BookingService>().BookGroupAsync(shop.CustomerActor, Request(shop, 2), default)).Error);
    }

    [Theory, BothDatabases]
    public async Task Saying_who_is_in_the_way_costs_two_statements_for_each_of_them_however_many_times_are_tried(Db db)
    {
        var counter = new StatementCounter();
        await using var world = await SalonWorld.StartAsync(db, counter.Listen);
        var shop = await Shop.OpenAsync(world, people: 3);
        for (var hour = 8; hour < 20; hour++) await shop.BookAsync(Shop.At(hour, 30), staff: shop.Mona); // never are all three free for an hour
        var request = Request(shop, 3);
        await world.Get<BookingService>().BookGroupAsync(shop.Desk, request, default); // what stays in memory is read

        counter.Take();
        var refusal = (await world.Get<BookingService>().BookGroupAsync(shop.Desk, request, default)).Error;
        var statements = counter.Take();

        Assert.StartsWith("Groups.NotFree", refusal?.Code, StringComparison.Ordinal);
        Assert.InRange(statements, 2 * 3, (2 * 3) + 1); // and whether the group is there already
    }

    [Theory, BothDatabases]
    public async Task A_group_moves_as_one_or_not_at_all_and_one_of_it_alone(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 2);
        var bookings = world.Get<BookingService>();
        var group = await BookAsync(world, shop, Request(shop, 2));
        await shop.BookAsync(Shop.At(14), staff: shop.Sara);

        Assert.Equal("Groups.NotFreeUntil", (await bookings.MoveGroupAsync(shop.Desk, group, Shop.At(13, 30), default)).Error?.Code);
        Assert.All(await VisitsAsync(shop, group), v => Assert.Equal(Shop.At(10), v.StartsAt));
        Assert.Null((await bookings.MoveGroupAsync(shop.Desk, group, Shop.At(10, 30), default)).Error); // into their own time
        Assert.All(await VisitsAsync(shop, group), v => Assert.Equal(Shop.At(10, 30), v.StartsAt));
        Assert.Equal(2, await shop.QueryAsync(q => q.Outbox.CountAsync(m => m.Name == "booking.moved")));

        var one = (await VisitsAsync(shop, group))[0];
        Assert.Null((await bookings.MoveAsync(shop.Desk, one.Id, Shop.At(16), null, default)).Error);
        Assert.Null((await bookings.MoveGroupAsync(shop.Desk, group, Shop.At(11, 30), default)).Error); // the distance between them stays
        Assert.Equal([Shop.At(11, 30), Shop.At(17)], (await VisitsAsync(shop, group)).Select(v => v.StartsAt).Order());
    }

    [Theory, BothDatabases]
    public async Task A_group_is_cancelled_whole_and_gives_all_its_time_back(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 2);
        var bookings = world.Get<BookingService>();
        var group = await BookAsync(world, shop, Request(shop, 2));
        var first = (await VisitsAsync(shop, group))[0];
        Assert.Null((await bookings.CancelAsync(shop.Desk, first.Id, "ill", default)).Error); // one alone
        Assert.Single(await VisitsAsync(shop, group), v => v.Status == BookingStatus.Confirmed);

        Assert.Null((await bookings.CancelGroupAsync(shop.Desk, group, "the wedding is off", default)).Error);
        Assert.Null((await bookings.CancelGroupAsync(shop.Desk, group, "the wedding is off", default)).Error);

        Assert.All(await VisitsAsync(shop, group), v => Assert.Equal(BookingStatus.Cancelled, v.Status));
        Assert.Equal(2, await shop.QueryAsync(q => q.Outbox.CountAsync(m => m.Name == "booking.cancelled")));
        Assert.Equal(GroupErrors.NothingToMove, (await bookings.MoveGroupAsync(shop.Desk, group, Shop.At(12), default)).Error);
        await BookAsync(world, shop, Request(shop, 2));
    }

    [Theory, BothDatabases]
    public async Task Of_groups_that_want_the_same_time_at_once_one_gets_it_whole(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 2);
        var requests = Enumerable.Range(0, 8).Select(_ => Request(shop, 2)).ToList();

        var answers = await Task.WhenAll(requests.Select(w => world.Get<BookingService>().BookGroupAsync(shop.Desk, w, default)));

        Assert.Single(answers, a => a.Error is null);
        string[] taken = ["Groups.NotFreeUntil", "Groups.NotFreeFor", "Booking.SlotTaken"];
        Assert.All(answers.Where(a => a.Error is not null), a => Assert.Contains(a.Error?.Code, taken));
        Assert.Equal(2, await shop.QueryAsync(q => q.Bookings.CountAsync()));
    }

    private static GroupRequest Request(Shop shop, int people) => new(GroupId.New(), shop.Branch, Shop.At(10), "Bride",
        [.. Enumerable.Range(0, people).Select(i => new Guest(BookingId.New(), $"Guest {i}", i < 2 ? Shop.CustomerPhone : null, [new WantedLine(shop.Haircut)]))]);

    private static async Task<GroupId> BookAsync(SalonWorld world, Shop shop, GroupRequest request) =>
        (await world.Get<BookingService>().BookGroupAsync(shop.Desk, request, default)).TryGet(out var id, out var refusal) ? id : throw new InvalidOperationException(refusal.Code);

    private static Task<List<Booking>> VisitsAsync(Shop shop, GroupId id) => shop.QueryAsync(q => q.Bookings.Include(b => b.Lines).AsNoTracking().Where(b => b.GroupId == id).OrderBy(b => b.Id).ToListAsync());
}
