using System.Runtime.CompilerServices;
using Salon.Tests.Flat;
using Salon.Tests.World;

namespace Salon.Bench.Flat;

/// <summary>What pages and jobs ask of a salon with 100,000 bookings and 50,000 customers, against one with 1,000 of each; on both databases.</summary>
/// <remarks>Work that reads a range of dates is held against a salon that has that range and nothing before: what is asked may cost, what is not asked may not.</remarks>
internal static class FlatBench
{
    private const int Young = 1_000, Old = 100_000, Customers = 50_000, Runs = 15;
    private const double Most = 1.5;
    private const double Unnoticed = 10; // milliseconds: below, nobody sees the difference, and the machine makes some

    public static async Task<bool> RunAsync()
    {
        RuntimeHelpers.RunModuleConstructor(typeof(Salon.Data.Database).Module.ModuleHandle); // finds the system's SQLite
        var reached = true;
        foreach (var db in Enum.GetValues<Db>()) reached &= await RunAsync(db);
        return reached;
    }

    private static async Task<bool> RunAsync(Db db)
    {
        await using var young = await SalonWorld.StartAsync(db);
        await using var year = await SalonWorld.StartAsync(db);
        await using var old = await SalonWorld.StartAsync(db);
        var beginning = await LongHistory.WriteAsync(young, Young, Young);
        var aYear = await LongHistory.WriteAsync(year, LongHistory.PerDay * (365 + LongHistory.DaysToCome), Customers);
        var history = await LongHistory.WriteAsync(old, Old, Customers);

        var reached = true;
        foreach (var work in Work.All)
        {
            var (world, before) = work.YearBefore ? (year, aYear) : (young, beginning);
            var (small, large) = (await MedianAsync(() => work.Run(world, before)), await MedianAsync(() => work.Run(old, history)));
            var isFlat = large <= Math.Max(small * Most, small + Unnoticed);
            Console.WriteLine(FormattableString.Invariant($"{db,-8} {work.Name,-46} {small,8:0.0} ms   {large,8:0.0} ms   {(isFlat ? "ok" : "MISSED")}"));
            reached &= isFlat;
        }

        return reached;
    }

    private static async Task<double> MedianAsync(Func<Task> work) => (await Measure.RunAsync(4, Runs, _ => work())).P50;
}
