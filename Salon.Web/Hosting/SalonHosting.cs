using Salon.Data;
using Salon.Web.Sandbox.Demo;

namespace Salon.Web.Hosting;

internal static class SalonHosting
{
    private static readonly TimeSpan AfterTheRush = TimeSpan.FromSeconds(5);

    public static void AddSalon(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSalonCore(builder.DatabaseOptions(), builder.Configuration.ReadSignInOptions());
        builder.Services.AddSingleton<DemoData>().AddSingleton<DemoVisits>().AddSingleton<DemoPeople>();
    }

    /// <summary>Everything that must be true before the first request: the schema is current, the demo stands.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        await app.Services.GetRequiredService<Database>().MigrateAsync(stopping);
        app.CheckKeyRing();
        if (app.Services.GetRequiredService<SalonSettings>().DemoData ?? app.Environment.IsDevelopment())
            await app.Services.GetRequiredService<DemoData>().FillAsync(stopping);
        app.Lifetime.ApplicationStarted.Register(() => _ = TidyAsync(stopping)); // never when the start is refused: its operator reads one sentence
    }

    /// <summary>Gives back to the system, once, what only the start needed: on a small server that is memory for somebody else.</summary>
    private static async Task TidyAsync(CancellationToken stopping)
    {
        await Task.Delay(AfterTheRush, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
