using System.Diagnostics;

namespace Salon.Bench.Commits;

/// <summary>B-2: booking commits at distinct times by 1, 8, 32 and 200 clients, every one durable.</summary>
/// <remarks>
/// What is judged is the share of <see cref="RawBookings"/>, because those are the rows a booking has to write. The loop that writes one small
/// row a transaction is printed beside it: it tells what the disk does.
/// </remarks>
internal static class CommitBench
{
    private const double ShareOfRaw = 0.35, PerSecondAt200 = 1500, P99At200 = 250;

    public static async Task<bool> RunAsync()
    {
        await using var salon = await BusySalon.OpenAsync();
        var next = 0;
        await MeasureAsync(salon, 1, 3000, () => next++); // until the runtime has compiled the hot paths for good
        var disk = RawWriter.InsertsPerSecond(4000);
        var raw = RawRows(salon, 2000);
        Console.WriteLine(FormattableString.Invariant($"raw ADO.NET, one small row a transaction   {disk,8:0}/s"));
        Console.WriteLine(FormattableString.Invariant($"raw ADO.NET, the rows of a booking         {raw,8:0}/s   (the floor)"));

        var reached = true;
        foreach (var (clients, each) in ((int, int)[])[(1, 3000), (8, 500), (32, 150), (200, 40)])
        {
            var (perSecond, p50, p99, cpu, refused) = await MeasureAsync(salon, clients, each, () => Interlocked.Increment(ref next) + 1000);
            var enough = refused == 0 && clients switch { 1 => perSecond >= ShareOfRaw * raw, 200 => perSecond >= PerSecondAt200 && p99 <= P99At200, _ => true };
            reached &= enough;
            Console.WriteLine(FormattableString.Invariant(
                $"{clients,3} clients   {perSecond,6:0}/s   {perSecond / raw,5:0.00} x floor   {perSecond / disk,5:0.00} x small row   p50 {p50,6:0.00} ms   p99 {p99,6:0.00} ms   cpu {cpu,4:0.00} ms each   refused {refused}   {(enough ? "ok" : "MISSED")}"));
        }

        Console.WriteLine($"target: 1 client {ShareOfRaw} x floor; 200 clients {PerSecondAt200}/s and p99 {P99At200} ms");
        var (overlaps, claims) = await salon.CountAsync();
        Console.WriteLine($"{claims} claims, {overlaps} overlapping");
        return reached && overlaps == 0;
    }

    private static double RawRows(BusySalon salon, int count)
    {
        using var raw = new RawBookings(salon.SqliteFile);
        return raw.PerSecond(count);
    }

    private static async Task<(double PerSecond, double P50, double P99, double Cpu, int Refused)> MeasureAsync(BusySalon salon, int clients, int each, Func<int> next)
    {
        var times = new double[clients * each];
        var (done, refused) = (-1, 0);
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                var n = next();
                var start = Stopwatch.GetTimestamp();
                if (await salon.BookAsync(n) is not null) Interlocked.Increment(ref refused);
                times[Interlocked.Increment(ref done)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        })));
        var perSecond = times.Length / clock.Elapsed.TotalSeconds;
        var cpuEach = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / times.Length; // unlike the clock, hardly moved by neighbours on a shared machine
        Array.Sort(times);
        return (perSecond, times[times.Length / 2], times[(int)(times.Length * 0.99)], cpuEach, refused);
    }
}

/// <summary>B-4: two hundred clients want one time; the median of a few rounds.</summary>
internal static class HotSlotBench
{
    private const int Clients = 200, Rounds = 7, FirstFreeTime = 100_000;

    public static async Task<bool> RunAsync()
    {
        await using var salon = await BusySalon.OpenAsync();
        for (var i = 0; i < 300; i++) await salon.BookAsync(i); // compilation, caches
        await RawWriter.RaceAsync(Clients);

        var (ours, raws, winners) = (new double[Rounds], new double[Rounds], 0);
        for (var round = 0; round < Rounds; round++)
        {
            raws[round] = await RawWriter.RaceAsync(Clients);
            var (wanted, start) = (FirstFreeTime + round, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var all = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
            {
                await start.Task;
                return await salon.BookAsync(wanted);
            })).ToList();
            var clock = Stopwatch.StartNew();
            start.SetResult();
            var answers = await Task.WhenAll(all);
            ours[round] = clock.Elapsed.TotalMilliseconds;
            winners += answers.Count(a => a is null);
            if (answers.Count(a => a?.Code == "Booking.SlotTaken") != Clients - 1) return Fail(answers.Select(a => a?.Code ?? "won").Distinct());
        }

        Array.Sort(ours);
        Array.Sort(raws);
        var (our, raw) = (ours[Rounds / 2], raws[Rounds / 2]);
        Console.WriteLine(FormattableString.Invariant($"{Rounds} rounds: {winners} winners; all answered in {our:0} ms (median), raw race {raw:0} ms: {our / raw:0.00} x   {(our <= 3 * raw ? "ok" : "MISSED")}"));
        return winners == Rounds && our <= 3 * raw;
    }

    private static bool Fail(IEnumerable<string> answers)
    {
        Console.WriteLine($"Unexpected answers: {string.Join(", ", answers)}");
        return false;
    }
}
