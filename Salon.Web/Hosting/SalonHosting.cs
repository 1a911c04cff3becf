using Salon.Data;
using Salon.Web.Sandbox.Demo;

namespace Salon.Web.Hosting;

internal static class SalonHosting
{
    public static void AddSalon(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSalonCore(builder.DatabaseOptions(), builder.Configuration.ReadSignInOptions());
        builder.Services.AddHostedService<StartTidying>();
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
    }
}
