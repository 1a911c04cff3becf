using Salon.Tests.World;

namespace Salon.Tests.Flat;

/// <summary>Nothing a page or a job asks grows with everything a salon ever wrote. It is read off the plan, which does not hurry or dawdle as a clock does.</summary>
public sealed class PlanTests
{
    [Theory, BothDatabases]
    public async Task No_statement_goes_through_the_whole_history_of_a_salon(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var history = await LongHistory.WriteAsync(world, 4_000, 2_000);
        var faults = await FaultsAsync(world, history);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct(StringComparer.Ordinal)));
    }

    private static async Task<List<string>> FaultsAsync(SalonWorld world, LongHistory history)
    {
        using var sent = new SentStatements(world.Options);
        var faults = new List<string>();
        foreach (var work in Work.All.Where(w => !(world.Options.IsPostgres && w.Name == "figures of a year"))) // all of this salon's visits: PostgreSQL rightly reads them whole
        {
            Assert.True(await work.Run(world, history), work.Name);
            foreach (var (sql, plan) in await sent.PlansAsync(history.Shop.Id))
            {
                foreach (var fault in Plans.Faults(world.Options.IsPostgres, sql, plan, work.Counted ?? [])) faults.Add($"{work.Name}: {fault}\n{sql}\n{plan}\n");
            }
        }

        return faults;
    }
}
