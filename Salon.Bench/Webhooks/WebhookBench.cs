using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Salon.Bench.Pages;

namespace Salon.Bench.Webhooks;

/// <summary>B-8: the provider's news over HTTP, half of them told twice: how many are verified, stored and answered in a second, and that none is stored twice.</summary>
internal static class WebhookBench
{
    private const int Distinct = 5_000, Connections = 32;
    private const double PerSecond = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<bool> RunAsync()
    {
        RuntimeHelpers.RunModuleConstructor(typeof(Salon.Data.Database).Module.ModuleHandle); // finds the system's SQLite
        await using var provider = await ProviderStub.StartAsync();
        using var published = new PublishedSalon();
        await using var salon = await published.StartAsync("Development", ("Salon__Moyasar__Address", provider.Address.ToString()));
        var (organization, secret) = await provider.ToldAsync(Patience); // the program asks for news by itself, within a minute

        var address = new Uri(salon.Address, $"/api/v1/webhooks/moyasar/{organization}");
        await TellAsync(address, News(secret, "warm", 500));
        var random = new Random(8);
        var news = News(secret, "news", Distinct);
        var flood = news.Concat(news).OrderBy(_ => random.Next()).ToList();
        var (seconds, p99) = await TellAsync(address, flood);
        var stored = await CountAsync(published.SqliteFile, "SELECT count(*) FROM webhook_events WHERE event_id LIKE 'news%'");

        var clock = Stopwatch.StartNew();
        long waiting;
        while ((waiting = await CountAsync(published.SqliteFile, "SELECT count(*) FROM webhook_events WHERE status = 0")) > 0 && clock.Elapsed < Patience) await Task.Delay(250);
        var (rate, once) = (flood.Count / seconds, stored == Distinct && waiting == 0);
        Console.WriteLine(FormattableString.Invariant($"{flood.Count} news, half of them repeats   {rate:0}/s   p99 {p99:0} ms   target {PerSecond}/s   {(rate >= PerSecond ? "ok" : "MISSED")}"));
        Console.WriteLine(FormattableString.Invariant($"stored {stored} of {Distinct} distinct ones, all understood {clock.Elapsed.TotalSeconds:0} s later   {(once ? "ok" : "MISSED")}"));
        return rate >= PerSecond && once;
    }

    private static List<object> News(string secret, string name, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new
        {
            id = $"{name}-{i}", type = "payment_paid", created_at = "2026-11-21T10:00:00.000Z", secret_token = secret, account_name = "Lamsa", live = false,
            data = new { id = Guid.NewGuid(), status = "paid", amount = 10_000, currency = "SAR" },
        }),
    ];

    private static async Task<(double Seconds, double P99)> TellAsync(Uri address, List<object> news)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Connections };
        using var http = new HttpClient(handler);
        var (left, times) = (new ConcurrentQueue<object>(news), new ConcurrentBag<double>());
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (left.TryDequeue(out var told))
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsJsonAsync(address, told);
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"News were answered {(int)answer.StatusCode}.");
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        })));
        return (clock.Elapsed.TotalSeconds, times.Order().ElementAt((int)(times.Count * 0.99)));
    }

    private static async Task<long> CountAsync(string file, string question)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
