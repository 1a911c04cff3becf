using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Messaging;
using Salon.Scheduling;
using Salon.Tests.Payments;
using Salon.Tests.World;
using static Salon.Web.Components.BackOffice.VisitNames;

namespace Salon.Tests.Bookings;

/// <summary>Customers without a booking, blocked time, who is editing, and what a calendar costs to read.</summary>
public sealed class WalkInTests
{
    [Theory, BothDatabases]
    public async Task The_first_free_person_is_free_now_or_at_a_time_that_can_be_promised(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        world.Clock.Set(Shop.At(10, 7, day: 0));
        Assert.Null((await world.Get<BookingService>().BookAsync(shop.Desk, shop.Request(Shop.At(10, day: 0), staff: shop.Mona) with { Channel = BookingChannel.Desk }, shop.Her, default)).Error);

        Assert.True((await world.Get<FreeTimesService>().FirstFreeAsync(shop.Id, shop.Branch, shop.Haircut, default)).TryGet(out var first, out _));
        Assert.Equal([new FirstFree(shop.Sara, Shop.At(10, 7, day: 0)), new FirstFree(shop.Mona, Shop.At(11, day: 0))], first);

        foreach (var (person, at) in first)
        {
            var request = shop.Request(at, staff: person);
            Assert.Null((await world.Get<BookingService>().WalkInAsync(shop.Desk, request, new Customer(null, null, "Walk-in", "ar"), default)).Error);
            var visit = await shop.ReadAsync(request.Id);
            Assert.Equal((BookingStatus.Arrived, BookingChannel.WalkIn, false), (visit.Status, visit.Channel, visit.Lines[0].StaffWanted));
        }

        Assert.True((await world.Get<CalendarQueries>().ReadAsync(shop.Desk, new(shop.Branch, null, 1), default)).TryGet(out var calendar, out _));
        Assert.Equal([Shop.At(10, 7, day: 0), Shop.At(11, day: 0)], calendar.Queue.Select(v => v.Row.StartsAt));
    }

    [Theory, BothDatabases]
    public async Task Who_leaves_neither_name_nor_phone_has_a_visit_and_no_card_and_nothing_is_sent_to_her(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        world.Clock.Set(Shop.At(10, day: 0));
        var (bookings, request) = (world.Get<BookingService>(), shop.Request(Shop.At(10, day: 0), staff: shop.Mona));

        Assert.Null((await bookings.WalkInAsync(shop.Desk, request, who: null, default)).Error);
        Assert.Null((await bookings.WalkInAsync(shop.Desk, request, who: null, default)).Error); // the same tap, arriving twice

        Assert.Null((await shop.ReadAsync(request.Id)).ContactId);
        Assert.Equal(0, await shop.QueryAsync(read => read.Contacts.CountAsync()));
        Assert.True((await world.Get<CalendarQueries>().ReadAsync(shop.Desk, new(shop.Branch, null, 1), default)).TryGet(out var calendar, out _));
        Assert.Null(Assert.Single(calendar.Queue).Row.Customer);
        foreach (var culture in (CultureInfo[])[Languages.Arabic, Languages.English])
            Assert.Equal(Texts.For(culture)["Desk.WalkIn"], Texts.For(culture).CustomerOf(calendar.Queue[0].Row)); // in the language of whoever reads, not of whoever wrote

        Assert.Null((await bookings.CompleteAsync(shop.Desk, request.Id, default)).Error);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), request.Id, 10000, 0, 0, []));
        var system = Actor.System(shop.Id);
        await world.Get<MessageQueue>().ReviewAsync(system, request.Id, default);
        await world.Get<MessageQueue>().CancelledAsync(system, request.Id, bySalon: true, default);
        Assert.Equal(0, await shop.QueryAsync(read => read.Messages.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_known_phone_needs_no_name_and_an_unknown_one_needs_one(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.Null((await shop.BookAsync(Shop.At(15), staff: shop.Sara)).Error);
        world.Clock.Set(Shop.At(10));
        var bookings = world.Get<BookingService>();
        var (known, unknown) = (shop.Request(Shop.At(10), staff: shop.Mona), shop.Request(Shop.At(12), staff: shop.Mona));

        Assert.Null((await bookings.WalkInAsync(shop.Desk, known, new(null, Shop.CustomerPhone, "", "ar"), default)).Error);
        Assert.Equal(BookingErrors.NameForPhone, (await bookings.WalkInAsync(shop.Desk, unknown, new(null, PhoneNumber.FromStored("+966551234567"), " ", "ar"), default)).Error);

        Assert.Equal("Noura", await shop.QueryAsync(read => read.Contacts.Select(c => c.Name).SingleAsync()));
        Assert.NotNull((await shop.ReadAsync(known.Id)).ContactId);
    }

    [Theory, BothDatabases]
    public async Task Nobody_comes_is_served_or_leaves_on_a_day_that_has_not_begun(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        Assert.True((await shop.BookAsync(Shop.At(10), staff: shop.Mona)).TryGet(out var id, out _));
        Assert.Equal(BookingErrors.NotToday, (await bookings.WalkInAsync(shop.Desk, shop.Request(Shop.At(12), staff: shop.Mona), who: null, default)).Error);
        Assert.Equal(BookingErrors.NotToday, (await bookings.ArriveAsync(shop.Desk, id, default)).Error);
        Assert.Equal(BookingErrors.NotToday, (await bookings.StartAsync(shop.Desk, id, default)).Error);
        Assert.Equal((false, false), await CanAsync(world, shop));

        world.Clock.Set(Shop.At(0, 5)); // its day, long before its hour: early birds sit and wait
        Assert.Equal((true, true), await CanAsync(world, shop));
        Assert.Null((await bookings.ArriveAsync(shop.Desk, id, default)).Error);

        // It moves to tomorrow: she goes home, and is expected then.
        Assert.Null((await bookings.MoveAsync(shop.Desk, id, Shop.At(10, day: 2), null, default)).Error);
        Assert.Equal(BookingStatus.Confirmed, (await shop.ReadAsync(id)).Status);
        Assert.Equal(BookingErrors.NotToday, (await bookings.StartAsync(shop.Desk, id, default)).Error);
    }

    private static async Task<(bool Arrive, bool Start)> CanAsync(SalonWorld world, Shop shop)
    {
        Assert.True((await world.Get<CalendarQueries>().ReadAsync(shop.Desk, new(shop.Branch, new LocalDate(2026, 12, 8), 1), default)).TryGet(out var calendar, out _));
        var row = Assert.Single(calendar.Visits).Row;
        return (row.CanArrive, row.CanStart);
    }

    [Theory, BothDatabases]
    public async Task Blocked_time_cannot_be_booked_until_it_is_given_back_and_never_covers_a_visit(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var blocks = world.Get<TimeBlockService>();
        Assert.True((await shop.BookAsync(Shop.At(15), staff: shop.Mona)).TryGet(out _, out _));
        var block = new BlockRequest(RowId.New(), shop.Branch, shop.Mona, new(Shop.At(12), Shop.At(13)), BlockKind.Break, "Training");

        for (var i = 0; i < 2; i++) Assert.Null((await blocks.BlockAsync(shop.Desk, block, default)).Error);
        Assert.Equal(BookingErrors.BlockTaken, (await blocks.BlockAsync(shop.Desk, block with { Id = RowId.New(), Time = new(Shop.At(15, 30), Shop.At(16, 30)) }, default)).Error);
        Assert.Equal(BookingErrors.BlockEmpty, (await blocks.BlockAsync(shop.Desk, block with { Id = RowId.New(), Time = new(Shop.At(16), Shop.At(16)) }, default)).Error);
        Assert.Equal(BookingErrors.SlotTaken, (await shop.BookAsync(Shop.At(12), staff: shop.Mona)).Error);

        Assert.True((await blocks.UnblockAsync(shop.Desk, block.Id, default)).TryGet(out var again, out _));
        Assert.Equal(block with { Id = again.Id }, again);
        Assert.Null((await shop.BookAsync(Shop.At(12), staff: shop.Mona)).Error);
        Assert.Equal(BookingErrors.UnknownBlock, (await blocks.UnblockAsync(shop.Desk, block.Id, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task A_stylist_sees_and_blocks_herself_only(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var sara = new Actor(shop.Id, null, Role.Stylist, shop.Sara);
        Assert.Null((await shop.BookAsync(Shop.At(10), staff: shop.Mona)).Error);
        Assert.Null((await shop.BookAsync(Shop.At(11), staff: shop.Sara)).Error);
        var (bookings, blocks) = (world.Get<BookingService>(), world.Get<TimeBlockService>());

        Assert.True((await world.Get<CalendarQueries>().ReadAsync(sara, new(shop.Branch, new LocalDate(2026, 12, 8), 1, shop.Mona), default)).TryGet(out var calendar, out _));
        Assert.Equal(shop.Sara, Assert.Single(calendar.People).Id);
        Assert.Null(Assert.Single(calendar.Visits).Row.Phone);
        Assert.False(calendar.MayChange);
        Assert.Null((await blocks.BlockAsync(sara, new(RowId.New(), shop.Branch, shop.Sara, new(Shop.At(14), Shop.At(15)), BlockKind.Blocked, ""), default)).Error);
        Assert.Equal(BookingErrors.NotAllowed, (await blocks.BlockAsync(sara, new(RowId.New(), shop.Branch, shop.Mona, new(Shop.At(14), Shop.At(15)), BlockKind.Blocked, ""), default)).Error);
        Assert.Equal(BookingErrors.NotAllowed, (await bookings.WalkInAsync(sara, shop.Request(Shop.At(16)), shop.Her, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task Who_edits_is_seen_by_others_until_she_stops(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10), staff: shop.Mona)).TryGet(out var id, out _));
        var ahd = shop.Desk with { User = await shop.RegisterAsync(PhoneNumber.FromStored("+966500000123"), "Ahd") };
        var (presence, form) = (world.Get<EditorPresence>(), RowId.New());
        async Task<IReadOnlyList<CalendarEditor>> EditorsAsync(Actor reader) =>
            (await world.Get<CalendarQueries>().ReadAsync(reader, new(shop.Branch, new LocalDate(2026, 12, 8), 1), default)).TryGet(out var view, out _) ? view.Editors : [];

        await presence.OpenAsync(ahd, form, id, default);
        await presence.OpenAsync(ahd, form, id, default);
        Assert.Equal((id, "Ahd"), Assert.Single(await EditorsAsync(shop.Owner)) is var seen ? (seen.Booking, seen.Name) : default);
        Assert.Empty(await EditorsAsync(ahd));

        await presence.CloseAsync(ahd, form, default);
        Assert.Empty(await EditorsAsync(shop.Owner));
        await presence.OpenAsync(ahd, form, id, default);
        world.Clock.Advance(EditorPresence.Life);
        Assert.Empty(await EditorsAsync(shop.Owner));
    }

    [Theory, BothDatabases]
    public async Task Processing_time_and_taken_rooms_are_told_and_a_step_is_taken_back(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10), shop.Colour, shop.Mona)).TryGet(out var id, out _));

        Assert.True((await world.Get<CalendarQueries>().ReadAsync(shop.Desk, new(shop.Branch, new LocalDate(2026, 12, 8), 1), default)).TryGet(out var calendar, out _));
        var visit = Assert.Single(calendar.Visits);
        Assert.Equal(new Span(Shop.At(10, 30), Shop.At(11)), Assert.Single(visit.Lines[0].Idle));
        Assert.Equal((false, true), (visit.Lines[0].CanResize, visit.Lines[0].HasFixedParts));
        Assert.Equal(new UnitPlace(shop.Chair, 1, new(Shop.At(10), Shop.At(11, 30))), Assert.Single(visit.Units));

        var bookings = world.Get<BookingService>();
        world.Clock.Set(Shop.At(9, 30));
        await bookings.ArriveAsync(shop.Desk, id, default);
        await bookings.StartAsync(shop.Desk, id, default);
        Assert.Null((await bookings.StepBackAsync(shop.Desk, id, default)).Error);
        Assert.Equal(BookingStatus.Arrived, (await shop.ReadAsync(id)).Status);
        Assert.Null((await bookings.StepBackAsync(shop.Desk, id, default)).Error);
        Assert.Equal(BookingErrors.NotOpen, (await bookings.StepBackAsync(shop.Desk, id, default)).Error);
    }
}
