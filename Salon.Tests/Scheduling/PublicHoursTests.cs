using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Scheduling;

public sealed class PublicHoursTests
{
    private static readonly LocalDate Monday = new(2026, 12, 7);

    [Theory, BothDatabases]
    public async Task Hours_of_this_salon_alone_are_read_in_four_statements_and_then_kept(Db db)
    {
        var statements = new StatementCounter();
        await using var world = await SalonWorld.StartAsync(db, statements.Listen);
        var salon = await SmallSalon.OpenAsync(world);
        await SmallSalon.OpenAsync(world, "noor", "نور");
        statements.Take();

        var (branch, hours) = Assert.Single(await world.Get<PublicHours>().ReadAsync(salon.Id, default));
        Assert.InRange(statements.Take(), 1, 4);
        Assert.Equal(salon.Olaya, branch);
        Assert.Equal([SmallSalon.Daytime], hours.On(Monday));
        Assert.Empty(hours.On(Monday.PlusDays(4)));

        await world.Get<PublicHours>().ReadAsync(salon.Id, default);
        Assert.Equal(0, statements.Take());
    }

    [Theory, BothDatabases]
    public async Task A_closed_date_is_known_to_the_next_visitor(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        await world.Get<PublicHours>().ReadAsync(salon.Id, default);

        await using (var write = await world.Database.OpenForWriteAsync(salon.Id, default))
        {
            write.BranchExceptions.Add(BranchException.On(salon.Id, salon.Olaya, Monday, null, LocalizedText.Empty));
            Assert.Null(await write.CommitAsync(default));
        }

        Assert.Empty((await world.Get<PublicHours>().ReadAsync(salon.Id, default))[salon.Olaya].On(Monday));
    }

    [Theory, BothDatabases]
    public async Task Hours_are_read_again_after_a_while_even_if_nobody_tells(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        await world.Get<PublicHours>().ReadAsync(salon.Id, default);
        await using (var write = await world.Database.OpenForWriteAsync(salon.Id, default))
        {
            await write.BranchHours.ExecuteDeleteAsync(); // past the entities, so nothing is announced
            Assert.Null(await write.CommitAsync(default));
        }

        world.Clock.Advance(Duration.FromMinutes(2));

        Assert.Empty((await world.Get<PublicHours>().ReadAsync(salon.Id, default))[salon.Olaya].On(Monday));
    }
}
