using System.Diagnostics;

namespace Salon.Bench.Pages;

/// <summary>What a page stands when it is asked for over a number of connections that never wait.</summary>
internal sealed record Load(double PerSecond, double P50, double P99, double Kilobytes)
{
    public static async Task<Load> OnAsync(Uri page, int connections, TimeSpan warmUp, TimeSpan time)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        await AskAsync(http, page, connections, warmUp);
        return await AskAsync(http, page, connections, time);
    }

    private static async Task<Load> AskAsync(HttpClient http, Uri page, int connections, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var (times, bytes) = (new List<double>(), 0L);
            while (clock.Elapsed < time)
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(page);
                if ((int)answer.StatusCode != 200) throw new InvalidOperationException($"{page} answered {(int)answer.StatusCode}.");
                bytes += (await answer.Content.ReadAsByteArrayAsync()).Length;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return (times, bytes);
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        var sorted = all.SelectMany(a => a.times).Order().ToArray();
        return new(sorted.Length / seconds, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)], all.Sum(a => a.bytes) / 1024.0 / sorted.Length);
    }

    public override string ToString() => FormattableString.Invariant($"{PerSecond,7:0}/s   p50 {P50,6:0.0} ms   p99 {P99,6:0.0} ms   {Kilobytes,6:0.0} KB");
}
