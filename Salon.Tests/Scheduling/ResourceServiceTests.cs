using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Scheduling;

public sealed class ResourceServiceTests
{
    [Theory, BothDatabases]
    public async Task Kinds_and_resources_are_kept(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var (basins, basin) = (ResourceTypeId.New(), ResourceId.New());

        Assert.Null(await Service(world).SaveTypeAsync(salon.Manager, basins, new(" Wash basin ", "مغسلة"), null, default));
        Assert.Null(await Service(world).SaveAsync(salon.Manager, basin, new(salon.Olaya, basins, new("Basin", "مغسلة"), 2), null, default));
        Assert.Null(await Service(world).SaveAsync(salon.Manager, basin, new(salon.Olaya, basins, new("Basins", "مغاسل"), 4), 0, default));
        Assert.Equal(DataErrors.ChangedMeanwhile, await Service(world).SaveAsync(salon.Manager, basin, new(salon.Olaya, basins, new("B", ""), 1), 0, default));
        Assert.Equal(ResourceErrors.TypeInUse(1, 0), await Service(world).RemoveTypeAsync(salon.Manager, basins, default));

        Assert.True((await Service(world).ListAsync(salon.Manager, default)).TryGet(out var board, out _));
        Assert.Equal(4, board.Resources.Single(r => r.Id == basin).Draft.Capacity);
        Assert.Equal("Wash basin", board.Types.Single(t => t.Id == basins).Name.En);
    }

    [Theory, BothDatabases]
    public async Task Capacity_does_not_fall_below_a_unit_that_is_booked(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var now = world.Clock.Now;
        await using (var write = await world.Database.OpenForWriteAsync(salon.Id, default))
        {
            write.Claims.Add(Claim.Take(salon.Id, null, ClaimKind.Resource, salon.Chair.Value, 2, new(now, now + Duration.FromHours(1)), null));
            Assert.Null(await write.CommitAsync(default));
        }

        Task<Error?> SetAsync(int capacity, int version) => Service(world).SaveAsync(salon.Manager, salon.Chair, new(salon.Olaya, salon.Chairs, new("Chair", ""), capacity), version, default);

        Assert.Equal("Scheduling.UnitsInUse", (await SetAsync(1, 0))!.Fields["Capacity"].Code);
        Assert.Equal("Form.OutOfRange", (await SetAsync(0, 0))!.Fields["Capacity"].Code);
        Assert.Null(await SetAsync(2, 0));
        world.Clock.Advance(Duration.FromHours(2));
        Assert.Null(await SetAsync(1, 1));
    }

    [Theory, BothDatabases]
    public async Task Others_change_nothing(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var noor = await SmallSalon.OpenAsync(world, "noor", "نور");
        var draft = new ResourceDraft(salon.Olaya, salon.Chairs, new("X", ""), 1);

        foreach (var actor in (Actor[])[salon.Desk, salon.Stylist, Actor.Visitor(salon.Id, null)])
        {
            Assert.Equal(ResourceErrors.NotAllowed, await Service(world).SaveAsync(actor, salon.Chair, draft, 0, default));
            Assert.Equal(ResourceErrors.NotAllowed, await Service(world).RetireAsync(actor, salon.Chair, default));
        }

        Assert.Equal(ResourceErrors.UnknownResource, await Service(world).RetireAsync(noor.Owner, salon.Chair, default));
        Assert.Equal(["Branch", "Type"], (await Service(world).SaveAsync(noor.Owner, ResourceId.New(), draft, null, default))!.Fields.Keys.Order());
        await using var read = await world.Database.OpenAsync(salon.Id, default);
        Assert.Equal(3, (await read.Resources.SingleAsync()).Capacity);
    }

    private static ResourceService Service(SalonWorld world) => world.Get<ResourceService>();
}
