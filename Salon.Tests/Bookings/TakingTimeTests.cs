using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

public sealed class TakingTimeTests
{
    [Theory, BothDatabases]
    public async Task A_booking_is_confirmed_with_its_price_people_history_and_message(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);

        var booked = await shop.BookAsync(Shop.At(10));

        Assert.True(booked.TryGet(out var id, out _));
        var booking = await shop.ReadAsync(id);
        Assert.Equal(BookingStatus.Confirmed, booking.Status);
        Assert.Equal(new Money(10000, "SAR"), booking.Price);
        Assert.Equal(Shop.At(11), booking.EndsAt);
        Assert.Equal(Shop.At(10) - Duration.FromHours(12), booking.Policy.FreeUntil);
        Assert.Single(booking.Lines);
        Assert.Equal(1, await shop.QueryAsync(q => q.BookingEvents.CountAsync(e => e.BookingId == id && e.To == BookingStatus.Confirmed)));
        Assert.Equal("booking.confirmed", await shop.QueryAsync(q => q.Outbox.Select(m => m.Name).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task An_overlapping_booking_of_the_same_person_is_refused_and_leaves_no_trace(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await shop.BookAsync(Shop.At(10), staff: shop.Mona);

        var second = await shop.BookAsync(Shop.At(10, 30), staff: shop.Mona);

        Assert.Equal(BookingErrors.SlotTaken, second.Error);
        Assert.Equal(1, await shop.QueryAsync(q => q.Bookings.CountAsync()));
        Assert.Equal(1, await shop.QueryAsync(q => q.Outbox.CountAsync()));
        Assert.Equal(1, await shop.QueryAsync(q => q.Claims.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Anyone_means_the_next_free_person_until_nobody_is_left(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);

        var first = await shop.BookAsync(Shop.At(10));
        var second = await shop.BookAsync(Shop.At(10));
        var third = await shop.BookAsync(Shop.At(10));

        Assert.Null(first.Error);
        Assert.Null(second.Error);
        Assert.Equal(BookingErrors.SlotTaken, third.Error);
        Assert.Equal(2, await shop.QueryAsync(q => q.Claims.Select(c => c.Subject).Distinct().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task While_colour_develops_the_person_is_free_and_the_chair_is_not(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, also: (write, s) =>
        {
            var fringe = Salon.Catalog.Service.Offer(s.Id, new(Fringe), s.Category, new("Fringe", "غرة"), LocalizedText.Empty, new(0, 30, 0, 0, 0), new(3000, "SAR"), 5);
            write.Services.Add(fringe);
            write.StaffSkills.Add(Salon.Team.StaffSkill.Of(s.Id, s.Mona, fringe.Id));
        });
        await shop.BookAsync(Shop.At(10), shop.Colour, shop.Mona); // active until 10:30, processing until 11:00, finishing until 11:30

        var inTheGap = await shop.BookAsync(Shop.At(10, 30), new ServiceId(Fringe), shop.Mona);
        var secondColour = await shop.BookAsync(Shop.At(10, 30), shop.Colour, shop.Sara);

        Assert.Null(inTheGap.Error);
        Assert.Equal(BookingErrors.SlotTaken, secondColour.Error); // the salon has one colour chair
    }

    private static readonly Guid Fringe = Guid.CreateVersion7();

    [Theory, BothDatabases]
    public async Task The_same_request_arriving_twice_is_one_booking(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        var request = shop.Request(Shop.At(10));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bookings.BookAsync(shop.CustomerActor, request, shop.Her, default)));

        Assert.All(answers, a => Assert.True(a.TryGet(out var id, out var error) && id == request.Id, error?.Code));
        Assert.Equal(1, await shop.QueryAsync(q => q.Bookings.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task The_same_idempotency_key_gets_the_same_booking_and_another_body_is_refused(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        Task<Result<BookingId>> Call(string body, int hour) =>
            bookings.BookAsync(shop.CustomerActor, shop.Request(Shop.At(hour)) with { Key = new CallKey("key-1", body) }, shop.Her, default);

        var same = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Call("body", 10)));
        var other = await Call("another body", 12);

        Assert.Single(same.Select(r => r.TryGet(out var id, out var error) ? id.Value.ToString() : error.Code).Distinct());
        Assert.Equal(BookingErrors.KeyReused, other.Error);
        Assert.Equal(1, await shop.QueryAsync(q => q.Bookings.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_time_in_the_past_too_soon_too_far_off_the_step_or_after_closing_is_refused(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);

        Assert.NotNull((await shop.BookAsync(Shop.At(10, day: -1))).Error);
        Assert.NotNull((await shop.BookAsync(world.Clock.Now + Duration.FromMinutes(30))).Error);
        Assert.NotNull((await shop.BookAsync(Shop.At(10, day: 200))).Error);
        Assert.NotNull((await shop.BookAsync(Shop.At(10, 7))).Error);
        Assert.NotNull((await shop.BookAsync(Shop.At(21, 30))).Error);
        Assert.Equal(0, await shop.QueryAsync(q => q.Bookings.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_customer_cannot_book_for_somebody_else_nor_a_visitor_for_anyone(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();

        var forAnother = await bookings.BookAsync(shop.CustomerActor, shop.Request(Shop.At(10)), shop.Her with { User = UserId.New() }, default);
        var visitor = await bookings.BookAsync(Shop.Visitor(shop, "b"), shop.Request(Shop.At(10)), shop.Her, default);

        Assert.Equal(BookingErrors.NotAllowed, forAnother.Error);
        Assert.Equal(BookingErrors.NotAllowed, visitor.Error);
    }

    [Theory, BothDatabases]
    public async Task Bad_input_is_refused_with_its_reason(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        Task<Result<BookingId>> Book(BookRequest request, Customer? who = null) => bookings.BookAsync(shop.CustomerActor, request, who ?? shop.Her, default);
        var request = shop.Request(Shop.At(10));

        Assert.Equal(BookingErrors.NoServices, (await Book(request with { Lines = [] })).Error);
        Assert.Equal(BookingErrors.TooManyServices, (await Book(request with { Lines = [.. Enumerable.Repeat(request.Lines[0], 9)] })).Error);
        Assert.Equal(BookingErrors.NoteTooLong, (await Book(request with { Note = new string('x', 501) })).Error);
        Assert.Equal(BookingErrors.NameNeeded, (await Book(request, shop.Her with { Name = " " })).Error);
        Assert.Equal(BookingErrors.PhoneNeeded, (await Book(request, shop.Her with { Phone = null })).Error);
        Assert.NotNull((await Book(request with { Lines = [new WantedLine(ServiceId.New(), null)] })).Error);
        Assert.NotNull((await Book(request with { Lines = [new WantedLine(shop.Haircut, StaffId.New())] })).Error);
        Assert.NotNull((await Book(request with { Branch = BranchId.New() })).Error);
    }
}
