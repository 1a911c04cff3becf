using Salon.Data;
using Salon.Outbox;

namespace Salon.Web.Hosting;

/// <summary>What load balancers and service managers ask, and a stop that lets them notice before anybody is refused.</summary>
internal static class HealthHosting
{
    private const int DefaultDrainSeconds = 3;
    private static readonly TimeSpan RequestsFinishWithin = TimeSpan.FromSeconds(25);

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OutboxAge>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService<Drain>();
        builder.Services.AddOptions<HostOptions>().Configure<SalonSettings, IHostEnvironment>((options, settings, environment) =>
            options.ShutdownTimeout = DrainTime(settings, environment) + RequestsFinishWithin);
    }

    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        health.MapGet("/live", async Task<IResult> (Database database, CancellationToken ct) =>
        {
            var isStuck = await database.IsStuckAsync(ct);
            return TypedResults.Json(new { Status = isStuck ? "stuck" : "live" }, statusCode: isStuck ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        });
        health.MapGet("/ready", async (Readiness readiness, CancellationToken ct) =>
        {
            var report = await readiness.ReportAsync(ct);
            return TypedResults.Json(report, statusCode: report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static TimeSpan DrainTime(SalonSettings settings, IHostEnvironment environment) =>
        TimeSpan.FromSeconds(settings.DrainSeconds ?? (environment.IsDevelopment() ? 0 : DefaultDrainSeconds));

    /// <summary>Keeps answering for a while after the stop signal: readiness says "stopping" already, so new customers go elsewhere.</summary>
    private sealed class Drain(SalonSettings settings, IHostEnvironment environment) : IHostedLifecycleService
    {
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(DrainTime(settings, environment), cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
