using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

/// <summary>What the desk does to a visit's place in the calendar.</summary>
public sealed class DeskMoveTests
{
    [Theory, BothDatabases]
    public async Task A_visit_goes_to_another_person_at_its_agreed_price_and_back_again(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var id = await TakenAsync(shop, Shop.At(10), shop.Mona);
        var old = await shop.ReadAsync(id);

        Assert.Null((await MoveAsync(world, shop, old, Shop.At(12), shop.Sara)).Error);

        var moved = await shop.ReadAsync(id);
        Assert.Equal((Shop.At(12), shop.Sara, old.Price), (moved.StartsAt, moved.Lines[0].StaffId, moved.Price));
        var history = await EventsAsync(shop, id);
        Assert.Equal((Shop.At(10), Shop.At(12)), (history[^1].OldStart!.Value, history[^1].NewStart!.Value));
        Assert.Equal(("Mona", "Sara"), (history[^1].Lines[0].OldStaff.En, history[^1].Lines[0].NewStaff.En));

        Assert.Null((await MoveAsync(world, shop, moved, Shop.At(10), shop.Mona)).Error); // undo
        Assert.Equal((Shop.At(10), shop.Mona), ((await shop.ReadAsync(id)).StartsAt, (await shop.ReadAsync(id)).Lines[0].StaffId));
    }

    [Theory, BothDatabases]
    public async Task A_visit_gets_another_length_and_keeps_it_when_it_moves(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var id = await TakenAsync(shop, Shop.At(10), shop.Mona);
        var old = await shop.ReadAsync(id);

        Assert.Null((await MoveAsync(world, shop, old, Shop.At(10), shop.Mona, minutes: 90)).Error);
        Assert.Equal(Shop.At(11, 30), (await shop.ReadAsync(id)).EndsAt);
        Assert.Equal(BookingErrors.SlotTaken, (await shop.BookAsync(Shop.At(11, 15), staff: shop.Mona)).Error);

        Assert.Null((await world.Get<BookingService>().MoveAsync(shop.Desk, id, Shop.At(14), null, default)).Error);
        Assert.Equal(Shop.At(15, 30), (await shop.ReadAsync(id)).EndsAt);
    }

    [Theory, BothDatabases]
    public async Task A_colleagues_move_is_refused_in_words_and_her_arrival_is_merged(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var id = await TakenAsync(shop, Shop.At(10), shop.Mona);
        var seen = await shop.ReadAsync(id);
        world.Clock.Set(Shop.At(9, 30));

        Assert.Null((await world.Get<BookingService>().ArriveAsync(shop.Desk, id, default)).Error);
        Assert.Null((await MoveAsync(world, shop, seen, Shop.At(12), shop.Mona)).Error); // she only arrived meanwhile
        Assert.Equal(BookingStatus.Arrived, (await shop.ReadAsync(id)).Status);

        var late = await MoveAsync(world, shop, seen, Shop.At(15), shop.Mona);
        Assert.Equal("Booking.MovedMeanwhile", late.Error?.Code);
        Assert.Equal(Shop.At(12), (await shop.ReadAsync(id)).StartsAt);
    }

    [Theory, BothDatabases]
    public async Task Of_many_who_move_the_same_visit_at_once_exactly_one_wins_and_nothing_is_lost(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var id = await TakenAsync(shop, Shop.At(10), shop.Mona);
        var seen = await shop.ReadAsync(id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => MoveAsync(world, shop, seen, Shop.At(12 + i % 5, i < 5 ? 0 : 30), i % 2 == 0 ? shop.Mona : shop.Sara))));

        Assert.Single(answers, a => a.Error is null);
        Assert.All(answers.Where(a => a.Error is not null), a => Assert.Contains(a.Error!.Code, (string[])["Booking.MovedMeanwhile", "Data.ChangedMeanwhile"]));
        Assert.Equal(2, (await EventsAsync(shop, id)).Count);
        Assert.Equal(1, await shop.QueryAsync(read => read.Claims.CountAsync(c => c.BookingId == id && c.Live)));
    }

    [Theory, BothDatabases]
    public async Task Only_who_may_overbook_does_and_only_with_a_reason_that_stays(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var first = await TakenAsync(shop, Shop.At(10), shop.Mona);
        var id = await TakenAsync(shop, Shop.At(14), shop.Mona);
        var old = await shop.ReadAsync(id);

        Assert.Equal(BookingErrors.SlotTaken, (await MoveAsync(world, shop, old, Shop.At(10, 30), shop.Mona)).Error);
        Assert.Equal(BookingErrors.NotAllowed, (await MoveAsync(world, shop, old, Shop.At(10, 30), shop.Mona, overbook: "Her sister's wedding")).Error);
        Assert.Equal(BookingErrors.ReasonNeeded, (await MoveAsync(world, shop, old, Shop.At(10, 30), shop.Mona, overbook: "  ", by: shop.Owner)).Error);
        Assert.Null((await MoveAsync(world, shop, old, Shop.At(10, 30), shop.Mona, overbook: "Her sister's wedding", by: shop.Owner)).Error);

        var moved = await shop.ReadAsync(id);
        Assert.Equal((Shop.At(10, 30), "Her sister's wedding"), (moved.StartsAt, moved.OverbookReason));
        Assert.Equal("Her sister's wedding", (await EventsAsync(shop, id))[^1].Reason);
        Assert.Equal(Shop.At(10), (await shop.ReadAsync(first)).StartsAt);

        // To everybody else the time is as taken as before.
        Assert.Equal(BookingErrors.SlotTaken, (await shop.BookAsync(Shop.At(11), staff: shop.Mona)).Error);
        Assert.Null((await MoveAsync(world, shop, moved, Shop.At(16), shop.Mona)).Error);
        Assert.Null((await shop.ReadAsync(id)).OverbookReason);
    }

    [Theory, BothDatabases]
    public async Task The_database_itself_refuses_time_that_overlaps_in_silence(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var id = await TakenAsync(shop, Shop.At(10), shop.Mona);

        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        write.Claims.Add(Claim.Overbook(shop.Id, id, ClaimKind.Person, shop.Mona.Value, 0, new(Shop.At(10), Shop.At(11)), " "));

        await Assert.ThrowsAsync<DbUpdateException>(() => write.CommitAsync(default));
    }

    [Theory, BothDatabases]
    public async Task A_new_visit_is_overbooked_once_however_often_it_is_asked_for(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await TakenAsync(shop, Shop.At(10), shop.Mona);
        var request = shop.Request(Shop.At(10, 15), staff: shop.Mona) with { Channel = BookingChannel.Desk };
        var who = new Customer(null, null, "Hind", "ar");

        Assert.Equal(BookingErrors.NotAllowed, (await world.Get<BookingService>().OverbookAsync(shop.Desk, request, who, "She flies tonight", default)).Error);
        for (var i = 0; i < 2; i++) Assert.Null((await world.Get<BookingService>().OverbookAsync(shop.Owner, request, who, "She flies tonight", default)).Error);

        Assert.Equal("She flies tonight", (await shop.ReadAsync(request.Id)).OverbookReason);
        Assert.Equal(1, await shop.QueryAsync(read => read.Claims.CountAsync(c => c.BookingId == request.Id && !c.Exclusive && c.Reason == "She flies tonight")));
    }

    [Theory, BothDatabases]
    public async Task A_stylist_moves_nothing_and_a_silent_move_tells_nobody(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var id = await TakenAsync(shop, Shop.At(10), shop.Mona);
        var old = await shop.ReadAsync(id);

        Assert.Equal(BookingErrors.NotAllowed, (await MoveAsync(world, shop, old, Shop.At(12), shop.Mona, by: new Actor(shop.Id, null, Role.Stylist, shop.Mona))).Error);
        Assert.Null((await MoveAsync(world, shop, old, Shop.At(12), shop.Mona, tell: false)).Error);

        var bodies = await shop.QueryAsync(read => read.Outbox.Where(m => m.Name == BookingMoved.Name).Select(m => m.Body).ToListAsync());
        Assert.Contains("\"tell\":false", Assert.Single(bodies), StringComparison.OrdinalIgnoreCase);
    }

    [Theory, BothDatabases]
    public async Task What_stands_in_the_way_is_said_in_words(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await TakenAsync(shop, Shop.At(10), shop.Mona);
        var lines = new[] { new WantedLine(shop.Haircut, shop.Mona) };
        var previews = world.Get<DeskPreviews>();

        var taken = await previews.OfAsync(shop.Desk, shop.Branch, lines, Shop.At(10, 30), null, default);
        var early = await previews.OfAsync(shop.Desk, shop.Branch, lines, Shop.At(8), null, default);
        var free = await previews.OfAsync(shop.Owner, shop.Branch, lines, Shop.At(11), null, default);

        Assert.Equal(new Conflict(ConflictKind.Visit, new("Mona", "Mona"), new(Shop.At(10), Shop.At(11)), "Noura"), Assert.Single(taken.Conflicts));
        Assert.Equal((BookingErrors.SlotTaken, false), (taken.Refusal, taken.MayOverbook));
        Assert.Equal(SchedulingErrors.Closed, early.Refusal);
        Assert.Equal((null, 0), (free.Refusal, free.Conflicts.Count));
    }

    private static Task<Result<BookingId>> MoveAsync(
        SalonWorld world, Shop shop, Booking seen, Instant start, StaffId staff, int? minutes = null, string? overbook = null, bool tell = true, Actor? by = null)
    {
        var line = seen.Lines.OrderBy(l => l.Position).First();
        var move = new DeskMove(seen.Id, line.Id, start, [new WantedLine(line.ServiceId, staff) { Minutes = minutes ?? line.OwnMinutes, Asked = line.StaffWanted }]) { Overbook = overbook, Tell = tell };
        return world.Get<BookingService>().RearrangeAsync(by ?? shop.Desk, move, default);
    }

    private static async Task<BookingId> TakenAsync(Shop shop, Instant at, StaffId staff)
    {
        Assert.True((await shop.BookAsync(at, staff: staff)).TryGet(out var id, out var refusal), refusal?.Code);
        return id;
    }

    private static Task<List<BookingEvent>> EventsAsync(Shop shop, BookingId id) =>
        shop.QueryAsync(read => read.BookingEvents.AsNoTracking().Where(e => e.BookingId == id).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync());
}
