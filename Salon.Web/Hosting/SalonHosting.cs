using Salon.Data;

namespace Salon.Web.Hosting;

internal static class SalonHosting
{
    public static void AddSalon(this WebApplicationBuilder builder)
    {
        var database = (DatabaseOptions)builder.Services.Single(s => s.ServiceType == typeof(DatabaseOptions)).ImplementationInstance!;
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSalonCore(database);
    }

    /// <summary>Everything that must be true before the first request: the schema is current, the demo stands.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        await app.Services.GetRequiredService<Database>().MigrateAsync(stopping);
    }
}
