using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Till;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>Cash goes into the drawer and out of it without a visit: written down once, with what for, and counted by the day that is closed next.</summary>
public sealed class DrawerTests
{
    private static readonly LocalDate Tuesday = new(2026, 12, 8);

    [Theory, BothDatabases]
    public async Task What_is_put_in_and_taken_out_is_expected_in_the_drawer_and_the_ledger_agrees(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 10000, 0, 0, []));
        var toBank = new DrawerRequest(RowId.New(), shop.Branch, DrawerReason.ToBank, 7000, "Friday's deposit");
        await MoveAsync(world, shop, toBank);
        await MoveAsync(world, shop, toBank); // the same click, arriving twice
        await MoveAsync(world, shop, new(RowId.New(), shop.Branch, DrawerReason.PutIn, 5000, "change"));
        await MoveAsync(world, shop, new(RowId.New(), shop.Branch, DrawerReason.PaidOut, 1500, "coffee"));
        world.Clock.Advance(Duration.FromMinutes(1));

        var day = await DayAsync(world, shop, Tuesday);
        Assert.Equal(6500, day.CashMinor);
        Assert.Equal([-7000, -1500, 5000], day.Moves.Select(m => m.Minor).Order());
        await CloseAsync(world, shop, Tuesday, 0, 6500);

        var entries = await shop.QueryAsync(read => read.Ledger.AsNoTracking().ToListAsync());
        Assert.Equal((6500, 2000, 1500), (CheckoutTests.Balance(entries, Account.Cash), CheckoutTests.Balance(entries, Account.Bank), CheckoutTests.Balance(entries, Account.Expenses)));
        Assert.Equal(0, CheckoutTests.Balance(entries, Account.Difference));
        Assert.Equal(0, Enum.GetValues<Account>().Sum(a => CheckoutTests.Balance(entries, a)));
    }

    [Theory, BothDatabases]
    public async Task What_goes_to_the_bank_on_the_morning_after_was_still_in_the_drawer(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 10000, 0, 0, []));
        world.Clock.Advance(Duration.FromMinutes(1));
        await CloseAsync(world, shop, Tuesday, 3000, 13000);

        world.Clock.Set(Shop.At(12, day: 2));
        Assert.Equal(3000, (await DayAsync(world, shop, null)).OpeningMinor);
        await MoveAsync(world, shop, new(RowId.New(), shop.Branch, DrawerReason.ToBank, 10000, "Tuesday's deposit"));
        world.Clock.Advance(Duration.FromMinutes(1));
        var next = await DayAsync(world, shop, null);

        Assert.Equal((13000, -10000), (next.OpeningMinor, next.CashMinor));
    }

    [Theory, BothDatabases]
    public async Task What_moves_while_the_day_is_closed_is_counted_in_one_day_and_only_one(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        world.Clock.Advance(Duration.FromHours(1));

        var moving = Enumerable.Range(0, 8).Select(_ => Task.Run(() => MoveAsync(world, shop, new(RowId.New(), shop.Branch, DrawerReason.PutIn, 100, "change"))));
        await Task.WhenAll([.. moving, Task.Run(() => CloseAsync(world, shop, Tuesday, 0, 0))]);
        world.Clock.Set(Shop.At(12, day: 2));
        await CloseAsync(world, shop, Tuesday.PlusDays(1), 0, 0);

        Assert.Equal(800, await shop.QueryAsync(read => read.DayCloses.SumAsync(c => c.MovedMinor)));
    }

    [Theory, BothDatabases]
    public async Task It_needs_a_right_an_amount_a_reason_and_a_drawer_and_is_only_added_to(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        var drawer = world.Get<DrawerService>();
        var request = new DrawerRequest(RowId.New(), shop.Branch, DrawerReason.PaidOut, 1500, "coffee");

        Assert.Equal(PaymentErrors.NotAllowed, (await drawer.MoveAsync(shop.CustomerActor, request, default)).Error);
        Assert.Equal(PaymentErrors.NotAnAmount, (await drawer.MoveAsync(shop.Desk, request with { Minor = 0 }, default)).Error);
        Assert.Equal(PaymentErrors.ReasonNeeded, (await drawer.MoveAsync(shop.Desk, request with { Note = " " }, default)).Error);
        Assert.Equal(DayErrors.UnknownBranch, (await drawer.MoveAsync(shop.Desk, request with { Branch = BranchId.New() }, default)).Error);
        Assert.Equal(0, await shop.QueryAsync(read => read.DrawerMoves.CountAsync()));

        await MoveAsync(world, shop, request);
        Assert.Equal(BookingErrors.KeyReused, (await drawer.MoveAsync(shop.Desk, request with { Minor = 1600 }, default)).Error);
        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => write.DrawerMoves.ExecuteDeleteAsync());
    }

    private static async Task MoveAsync(SalonWorld world, Shop shop, DrawerRequest request) => Assert.Null((await world.Get<DrawerService>().MoveAsync(shop.Desk, request, default)).Error);

    private static async Task CloseAsync(SalonWorld world, Shop shop, LocalDate date, long opening, long counted) =>
        Assert.Null((await world.Get<DayCloseService>().CloseAsync(shop.Desk, new(RowId.New(), shop.Branch, date, opening, counted, [], "as counted"), default)).Error);

    private static async Task<DrawerDay> DayAsync(SalonWorld world, Shop shop, LocalDate? date)
    {
        Assert.True((await world.Get<DeskMoneyQueries>().DayAsync(shop.Desk, shop.Branch, date, default)).TryGet(out var day, out _));
        return day;
    }
}
