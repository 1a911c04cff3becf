using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Salon.Data;

public static class DataServices
{
    public static IServiceCollection AddData(this IServiceCollection services, DatabaseOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ChangeFeed>()
        .AddSingleton<ServerKeys>()
        .AddSingleton<DatabaseProbe>()
        .AddSingleton<Database>(p => options.IsPostgres
            ? new PostgresDatabase(options, p.GetRequiredService<ChangeFeed>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>())
            : new SqliteDatabase(options, p.GetRequiredService<ChangeFeed>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>()));
}
