using Salon.Bookings;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

public sealed class LastVisitTests
{
    [Theory, BothDatabases]
    public async Task The_last_visit_is_the_latest_that_began_and_was_not_called_off(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var (queries, bookings) = (world.Get<BookingQueries>(), world.Get<BookingService>());
        Assert.Null(await queries.LastVisitAsync(shop.CustomerActor, default));

        Assert.True((await shop.BookAsync(Shop.At(10), staff: shop.Sara)).TryGet(out var kept, out _));
        Assert.True((await shop.BookAsync(Shop.At(14), shop.Colour)).TryGet(out var cancelled, out _));
        Assert.Null((await bookings.CancelAsync(shop.Desk, cancelled, "ill", default)).Error);
        Assert.True((await shop.BookAsync(Shop.At(10, day: 5))).TryGet(out _, out _));
        Assert.Null(await queries.LastVisitAsync(shop.CustomerActor, default)); // nothing has begun yet
        world.Clock.Advance(Duration.FromDays(2));

        var last = await queries.LastVisitAsync(shop.CustomerActor, default);

        Assert.Equal(kept, last?.Id);
        Assert.Equal((shop.Haircut, shop.Sara), (Assert.Single(last!.Lines).Service, last.Lines[0].Staff));
        Assert.Equal((shop.Branch, new LocalDate(2026, 12, 8)), (last.Branch, last.Date));
        Assert.Null(await queries.LastVisitAsync(Shop.Visitor(shop, "somebody"), default));
    }
}
