using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Salon.Data;

namespace Salon.Tests.World;

/// <summary>
/// A store whose every opening really waits. SQLite's asynchronous calls end at once, PostgreSQL's do not: with this, whatever goes wrong between two awaits
/// goes wrong on SQLite too, at every visit.
/// </summary>
internal sealed class YieldingDatabase(Database store, TimeProvider clock) : Database(clock)
{
    /// <summary>Puts it before the store of a world.</summary>
    public static void AddTo(IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(Database)).ImplementationFactory!;
        services.AddSingleton<Database>(provider => new YieldingDatabase((Database)inner(provider), provider.GetRequiredService<TimeProvider>()));
    }

    internal override IModel Model => store.Model;

    public override Task<SalonDb> OpenAsync(OrganizationId organization, CancellationToken ct) => LaterAsync(() => store.OpenAsync(organization, ct));

    public override Task<SalonDb> OpenAcrossAsync(CancellationToken ct) => LaterAsync(() => store.OpenAcrossAsync(ct));

    public override Task<SalonDb> OpenForOneAsync(OrganizationId organization, CancellationToken ct) => LaterAsync(() => store.OpenForOneAsync(organization, ct));

    public override Task<SalonDb> OpenForOneAcrossAsync(CancellationToken ct) => LaterAsync(() => store.OpenForOneAcrossAsync(ct));

    public override Task<SalonDb> OpenForWriteAsync(OrganizationId organization, CancellationToken ct) => LaterAsync(() => store.OpenForWriteAsync(organization, ct));

    public override Task<SalonDb> OpenForWriteAcrossAsync(CancellationToken ct) => LaterAsync(() => store.OpenForWriteAcrossAsync(ct));

    public override Task MigrateAsync(CancellationToken ct) => store.MigrateAsync(ct);

    public override Task GatherStatisticsAsync(CancellationToken ct) => store.GatherStatisticsAsync(ct);

    public override Task<bool> IsStuckAsync(CancellationToken ct) => store.IsStuckAsync(ct);

    public override Task BackupAsync(string file, CancellationToken ct) => store.BackupAsync(file, ct);

    public override ValueTask DisposeAsync() => store.DisposeAsync();

    private static async Task<SalonDb> LaterAsync(Func<Task<SalonDb>> open)
    {
        await Task.Yield();
        return await open();
    }
}
