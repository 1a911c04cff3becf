using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Salon.Bookings;
using Salon.Data;
using Salon.Scheduling;
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
