using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments;
using Salon.Payments.Desk;
using Salon.Scheduling;
using Salon.Tests.Payments;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>A salon that has worked with an older Salon goes on with the newer one.</summary>
public sealed class UpgradeTests
{
    [Theory, BothDatabases]
    public async Task A_database_of_every_earlier_release_keeps_its_bookings_and_its_guards(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10), shop.Haircut, shop.Mona)).TryGet(out var id, out _));

        foreach (var earlier in await MigrationsAsync(world))
        {
            await GoToAsync(world, earlier);
            await world.Database.MigrateAsync(CancellationToken.None);

            var kept = await shop.ReadAsync(id);
            Assert.Equal((BookingStatus.Confirmed, Shop.At(10), 1), (kept.Status, kept.StartsAt, kept.Lines.Count));
            var again = await shop.QueryAsync(read => read.BookingEvents.CountAsync(e => e.BookingId == id));
            Assert.Equal(1, again);
            Assert.Equal(BookingErrors.SlotTaken.Code, (await ClaimAsync(world, shop))?.Code);
        }
    }

    [Theory, BothDatabases]
    public async Task Money_taken_before_the_counter_had_its_tables_pays_for_the_visit_and_its_new_lines(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 4000, 2000, 0, []));

        await GoToAsync(world, (await MigrationsAsync(world)).First(m => m.EndsWith("_Payments", StringComparison.Ordinal)));
        await world.Database.MigrateAsync(CancellationToken.None);

        Assert.Null((await world.Get<BillService>().SellAsync(shop.Desk, visit, new(RowId.New(), "Oil", 1, 500, null), default)).Error);
        var bill = (await shop.QueryAsync(read => Bill.ReadAsync(read, visit, default)))!;
        Assert.Equal((10500, 6000, 4500), (bill.Total.Minor, bill.Paid.Minor, bill.Due.Minor));
        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => write.BillLines.ExecuteDeleteAsync()); // only added to, from the first day
    }

    private static async Task<Error?> ClaimAsync(SalonWorld world, Shop shop)
    {
        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        write.Claims.Add(Claim.Take(shop.Id, null, ClaimKind.Person, shop.Mona.Value, 0, new(Shop.At(10, 30), Shop.At(11, 30)), null));
        return await write.CommitAsync(default);
    }

    private static async Task<IReadOnlyList<string>> MigrationsAsync(SalonWorld world)
    {
        await using var read = await world.Database.OpenAcrossAsync(default);
        return [.. read.Database.GetMigrations().Reverse().Skip(1)];
    }

    private static async Task GoToAsync(SalonWorld world, string migration)
    {
        await using var connected = world.Options.ConnectionString is null ? OnFile(world.Options.SqliteFile) : await world.Database.OpenAcrossAsync(default);
        await connected.GetService<IMigrator>().MigrateAsync(migration);
    }

    // The door opens files for reading, or inside a transaction; a migration wants neither.
    private static SalonDb OnFile(string file) =>
        new SqliteSalonDb(new DbContextOptionsBuilder<SqliteSalonDb>().UseSqlite($"Data Source={file};Foreign Keys=True;Pooling=False").Options);
}
