using System.Diagnostics;

namespace Salon.Bench;

/// <summary>Times an operation many times, one after the other.</summary>
public sealed record Measure(double P50, double P99, double Kilobytes)
{
    /// <param name="warmUps">Runs that are not counted: compilation, caches.</param>
    public static async Task<Measure> RunAsync(int warmUps, int runs, Func<int, Task> operation)
    {
        for (var run = 0; run < warmUps; run++) await operation(run);
        GC.Collect();
        var times = new double[runs];
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await operation(run);
            times[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Array.Sort(times);
        return new(times[runs / 2], times[Math.Min(runs - 1, (int)Math.Ceiling(runs * 0.99) - 1)], allocated / 1024.0 / runs);
    }

    public override string ToString() => FormattableString.Invariant($"p50 {P50,7:0.00} ms   p99 {P99,7:0.00} ms   {Kilobytes,8:0} KB allocated");
}
