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
        app.WarnOfLimits();
        await app.CheckDatabaseRoleAsync();
        await app.Services.GetRequiredService<Database>().MigrateAsync(stopping);
        await app.Services.GetRequiredService<ServerKeys>().PrepareAsync();
        await app.CheckKeyRingAsync();
        await app.WarnOfLostKeysAsync();
        if (app.Services.GetRequiredService<SalonSettings>().DemoData ?? app.Environment.IsDevelopment())
            await app.Services.GetRequiredService<DemoData>().FillAsync(stopping);
        app.Lifetime.ApplicationStarted.Register(() => _ = TidyAsync(stopping)); // never when the start is refused: its operator reads one sentence
    }

    /// <exception cref="SettingException">The role passes row-level security.</exception>
    private static async Task CheckDatabaseRoleAsync(this WebApplication app)
    {
        if (await DatabaseRole.IsBoundByPoliciesAsync(app.Services.GetRequiredService<DatabaseOptions>(), app.Lifetime.ApplicationStopping)) return;
        const string Sentence = "The user in ConnectionStrings:Salon is a superuser of PostgreSQL, or has BYPASSRLS; row-level security, which keeps organizations apart, does not bind it. "
            + "Make a user of its own with: createuser --pwprompt salon";
        if (!app.Environment.IsDevelopment()) throw new SettingException(Sentence);
        app.Logger.LogWarning(Sentence);
    }

    /// <summary>Gives back to the system, once, what only the start needed: on a small server that is memory for somebody else.</summary>
    private static async Task TidyAsync(CancellationToken stopping)
    {
        await Task.Delay(AfterTheRush, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
