using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Customers;
using Salon.Tests.World;

namespace Salon.Tests.Bookings.Customers;

public sealed class VisitCountsTests
{
    [Theory, BothDatabases]
    public async Task What_stands_with_a_customer_is_what_her_visits_say(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 4);
        var bookings = world.Get<BookingService>();
        var ids = new List<BookingId>();
        foreach (var hour in (int[])[10, 11, 12, 13]) ids.Add((await shop.BookAsync(Shop.At(hour), shop.Haircut, shop.Mona)).TryGet(out var id, out _) ? id : default);
        world.Clock.Set(Shop.At(14));
        foreach (var id in ids) Assert.Null((await bookings.ArriveAsync(shop.Desk, id, default)).Error);
        Assert.Equal((0, 0), await CheckAsync(shop));

        // Two people end two of her visits at once.
        await Task.WhenAll(ids.Take(2).Select(id => Task.Run(() => bookings.CompleteAsync(shop.Desk, id, default))));
        Assert.Equal((2, 0), await CheckAsync(shop));
        Assert.Null((await bookings.CompleteAsync(shop.Desk, ids[0], default)).Error); // the same tap again
        await bookings.StepBackAsync(shop.Desk, ids[2], default);
        Assert.Null((await bookings.NoShowAsync(shop.Desk, ids[2], default)).Error);
        Assert.Equal((2, 1), await CheckAsync(shop));

        // Another entry of hers, with a visit of its own, becomes hers.
        var under = PhoneNumber.FromStored("+966551234567");
        Assert.True((await bookings.BookAsync(shop.Desk, shop.Request(Shop.At(15), staff: shop.Sara) with { Channel = BookingChannel.Desk }, new Customer(null, under, "Nora", "ar"), default)).TryGet(out var other, out _));
        world.Clock.Set(Shop.At(16));
        Assert.Null((await bookings.ArriveAsync(shop.Desk, other, default)).Error);
        Assert.Null((await bookings.CompleteAsync(shop.Desk, other, default)).Error);
        var (kept, duplicate) = ((await shop.ReadAsync(ids[0])).ContactId!.Value, (await shop.ReadAsync(other)).ContactId!.Value);
        Assert.Null(await world.Get<CustomerMerge>().MergeAsync(shop.Owner, kept, duplicate, default));
        Assert.Equal((3, 1), await CheckAsync(shop));

        Assert.True((await world.Get<CustomerQueries>().ListAsync(shop.Desk, new(), default)).TryGet(out var list, out _));
        Assert.Equal((3, 1, new LocalDate(2026, 12, 8)), (list.Rows[0].Visits, list.Rows[0].NoShows, list.Rows[0].LastVisit));
    }

    private static Task<(int Visits, int NoShows)> CheckAsync(Shop shop) => shop.QueryAsync(async read =>
    {
        var contacts = await read.Contacts.AsNoTracking().ToListAsync();
        foreach (var c in contacts)
        {
            var hers = await read.Bookings.Where(b => b.ContactId == c.Id).Select(b => new { b.Status, b.StartsAt }).ToListAsync();
            var came = hers.Where(b => b.Status == BookingStatus.Completed).ToList();
            Assert.Equal((came.Count, hers.Count(b => b.Status == BookingStatus.NoShow), came.Select(b => b.StartsAt).Append(default).Max()), (c.Visits, c.NoShows, c.LastVisitAt));
        }

        return (contacts.Sum(c => c.Visits), contacts.Sum(c => c.NoShows));
    });
}
