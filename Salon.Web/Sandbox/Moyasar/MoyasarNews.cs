using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using NodaTime.Extensions;

namespace Salon.Web.Sandbox.Moyasar;

/// <summary>Delivers webhooks as the provider does: six tries at 0, 1, 10, 30, 60 and 120 minutes, the same event id each time. A scaled clock waits less.</summary>
internal sealed class MoyasarNews(MoyasarStore store, MoyasarFaults faults, TimeProvider clock) : BackgroundService
{
    private static readonly int[] WaitMinutes = [0, 1, 10, 30, 60, 120];

    private readonly Channel<(string Account, JsonObject Event)> waiting = Channel.CreateUnbounded<(string, JsonObject)>();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private (string Account, JsonObject Event)? kept;

    /// <summary>Something happened to a payment.</summary>
    public void Tell(string account, string type, JsonObject payment)
    {
        var behaviour = faults.Current;
        if (behaviour.Silent) return;
        if (behaviour.Misspelt && type == "payment_failed") type = "payment_faild";
        var news = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(), ["type"] = type, ["created_at"] = MoyasarShapes.Moment(clock.GetCurrentInstant()), ["account_name"] = account,
            ["live"] = IsLive(account) != behaviour.WrongLive, ["data"] = payment.DeepClone(),
        };
        if (behaviour.ReverseNews && kept is null)
        {
            kept = (account, news);
            return;
        }

        waiting.Writer.TryWrite((account, news));
        if (behaviour.DuplicateNews) waiting.Writer.TryWrite((account, news));
        if (kept is { } earlier)
        {
            waiting.Writer.TryWrite(earlier);
            kept = null;
        }
    }

    public static bool IsLive(string account) => account.StartsWith("live:", StringComparison.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (account, news) in waiting.Reader.ReadAllAsync(stoppingToken))
            {
                foreach (var hook in store.List("webhook", account).Where(hook => hook["url"] is not null)) _ = DeliverAsync(account, hook, news.DeepClone().AsObject(), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the program ends, or its start was refused: neither is an error to log
        }
    }

    private async Task DeliverAsync(string account, JsonObject hook, JsonObject news, CancellationToken ct)
    {
        var secret = hook["shared_secret"]?.GetValue<string>();
        news["secret_token"] = faults.Current.WrongSecret ? "not-the-secret" : secret;
        for (var attempt = 0; attempt < WaitMinutes.Length; attempt++)
        {
            var wait = TimeSpan.FromMinutes(WaitMinutes[attempt] * faults.Current.ClockScale);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ct.IsCancellationRequested) return;
            var status = await PostAsync(hook["url"]!.GetValue<string>(), news, ct);
            store.Change("attempt", account, Guid.NewGuid().ToString(), _ => new JsonObject
            {
                ["webhook_id"] = hook["id"]?.DeepClone(), ["event_id"] = news["id"]?.DeepClone(), ["event_type"] = news["type"]?.DeepClone(), ["retry_number"] = attempt,
                ["result"] = status is >= 200 and < 300 ? "success" : "failed", ["response_code"] = status, ["created_at"] = MoyasarShapes.Moment(clock.GetCurrentInstant()),
            });
            if (status is >= 200 and < 300) return;
        }
    }

    private async Task<int?> PostAsync(string url, JsonObject news, CancellationToken ct)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(url, news, ct);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null; // nobody answered: the next try comes by the schedule
        }
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }
}
