using System.Text.Json.Serialization;
using Salon.Data;
using Salon.Jobs;
using Salon.Outbox;

namespace Salon.Web.Hosting;

/// <summary>Whether this server should be sent customers, and which part says no. Anybody may read what is written as JSON; the rest is for the platform's own page.</summary>
/// <param name="Status">"ready", "notReady", or "stopping" when the server was told to stop.</param>
/// <param name="Checks">"ok" or what is wrong, per part.</param>
/// <param name="OutboxSeconds">
/// How long the oldest message that is due has waited. Late messages, or jobs without Hangfire, do not make a server unready: it can still book.
/// </param>
/// <param name="FreeMegabytes">Where the data directory lives.</param>
internal sealed record ReadinessReport(string Status, IReadOnlyDictionary<string, string> Checks, long? OutboxSeconds, [property: JsonIgnore] long? FreeMegabytes)
{
    public const string Ready = "ready";

    [JsonIgnore]
    public bool IsReady => Status == Ready;
}

/// <summary>Looks at everything a booking needs. Many askers at once share one look, and one look serves for a second.</summary>
internal sealed class Readiness(
    DatabaseProbe probe, OutboxAge outbox, JobPulse jobs, SalonSettings settings, DatabaseOptions database,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<Readiness> log)
{
    private const string Ok = "ok";
    private const long BytesPerMegabyte = 1024 * 1024;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly Duration OutboxMayWait = Duration.FromMinutes(5);

    private readonly Lock gate = new();
    private (long At, Task<ReadinessReport> Look)? last;

    public async Task<ReadinessReport> ReportAsync(CancellationToken ct)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return new("stopping", new Dictionary<string, string>(StringComparer.Ordinal), null, null);
        try
        {
            return await Shared().WaitAsync(Patience, clock, ct);
        }
        catch (TimeoutException)
        {
            return new("notReady", new Dictionary<string, string>(StringComparer.Ordinal) { ["database"] = "slow" }, null, FreeMegabytes());
        }
    }

    private Task<ReadinessReport> Shared()
    {
        lock (gate)
        {
            if (last is not { } known || (known.Look.IsCompleted && clock.GetElapsedTime(known.At) > Fresh)) last = known = (clock.GetTimestamp(), Task.Run(LookAsync));
            return known.Look;
        }
    }

    private async Task<ReadinessReport> LookAsync()
    {
        var checks = new Dictionary<string, string>(StringComparer.Ordinal);
        long? waiting = null;
        using var patience = new CancellationTokenSource(Patience, clock); // a look that does not end would be everybody's
        try
        {
            var state = await probe.CheckAsync(patience.Token);
            checks["database"] = state.Writable ? Ok : "readOnly";
            checks["schema"] = state.SchemaIsCurrent ? Ok : "behind";
            var oldest = await outbox.OldestAsync(patience.Token);
            waiting = (long)oldest.TotalSeconds;
            checks["outbox"] = oldest <= OutboxMayWait ? Ok : "late";
        }
        catch (Exception e) // whatever it is, this server cannot book now; the log says why, the answer does not
        {
            log.LogError(e, "The readiness check could not use the database");
            checks["database"] = "failing";
        }

        var free = FreeMegabytes();
        checks["jobs"] = jobs.StandsStill ? "standing" : Ok;
        checks["disk"] = free >= settings.MinFreeMegabytes ? Ok : "full";
        var isReady = checks.All(check => check.Value == Ok || check.Key is "outbox" or "jobs"); // late, and yet done
        return new(isReady ? ReadinessReport.Ready : "notReady", checks, waiting, free);
    }

    private long FreeMegabytes() => new DriveInfo(database.DataDirectory).AvailableFreeSpace / BytesPerMegabyte;
}
