using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Data;

public sealed class OneMomentTests
{
    [Theory, BothDatabases]
    public async Task What_is_read_with_one_context_is_of_one_moment_whatever_is_committed_meanwhile(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await using var reading = await world.Database.OpenAsync(shop.Id, default);
        await using var across = await world.Database.OpenAcrossAsync(default);
        var before = (await reading.Branches.CountAsync(), await across.Branches.CountAsync());

        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            write.Branches.Add(Branch.Open(shop.Id, BranchId.New(), new("Second", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));
            Assert.Null(await write.CommitAsync(default));
        }

        Assert.Equal(before, (await reading.Branches.CountAsync(), await across.Branches.CountAsync()));
        Assert.Equal(before.Item1 + 1, await shop.QueryAsync(q => q.Branches.CountAsync())); // whoever opens now sees it
    }

    [Theory, BothDatabases]
    public async Task A_context_for_a_single_statement_refuses_a_second(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        for (var round = 0; round < 2; round++) // contexts are used again
        {
            await using var one = await world.Database.OpenForOneAsync(shop.Id, default);
            Assert.Equal(1, await one.Branches.CountAsync());
            await Assert.ThrowsAsync<InvalidOperationException>(() => one.Branches.CountAsync());
            await using var several = await world.Database.OpenAsync(shop.Id, default);
            Assert.Equal(await several.Branches.CountAsync(), await several.Branches.CountAsync());
        }
    }

    [Theory, BothDatabases]
    public async Task A_context_for_reading_cannot_write(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await using var reading = await world.Database.OpenAsync(shop.Id, default);

        await Assert.ThrowsAnyAsync<Exception>(() => reading.Branches.ExecuteDeleteAsync());

        Assert.Equal(1, await shop.QueryAsync(q => q.Branches.CountAsync()));
    }
}
