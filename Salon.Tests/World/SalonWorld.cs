using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salon.Data;
using Salon.Messaging;

namespace Salon.Tests.World;

/// <summary>A whole Salon without a screen, on a database of its own, with a clock the test moves. The only place that knows how to make a valid one.</summary>
public sealed class SalonWorld : IWorld, IAsyncDisposable
{
    // Monday 7 December 2026, 09:00 in Riyadh
    public static readonly Instant Morning = Instant.FromUtc(2026, 12, 7, 6, 0);

    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);

    private readonly ServiceProvider services;
    private readonly string folder;

    private SalonWorld(ServiceProvider services, string folder, TestClock clock) => (this.services, this.folder, Clock) = (services, folder, clock);

    public TestClock Clock { get; }

    public Database Database => Get<Database>();

    public DatabaseOptions Options => Get<DatabaseOptions>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <param name="change">Replaces services, for example an outside channel by a recording one.</param>
    public static async Task<SalonWorld> StartAsync(Db db, Action<IServiceCollection>? change = null)
    {
        var options = await NewDatabaseAsync(db);
        var clock = new TestClock(Morning);
        var services = Services(options, clock);
        change?.Invoke(services);
        var world = new SalonWorld(services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }), options.DataDirectory, clock);
        await world.Database.MigrateAsync(CancellationToken.None);
        return world;
    }

    /// <summary>Another node on the same database. It is to end before this one.</summary>
    /// <param name="clock">A clock of its own; unless given it shares this world's.</param>
    /// <param name="change">Replaces services, as for <see cref="StartAsync"/>.</param>
    public SalonWorld StartNode(TestClock? clock = null, Action<IServiceCollection>? change = null)
    {
        var services = Services(Options, clock ?? Clock);
        change?.Invoke(services);
        return new(services.BuildServiceProvider(), Directory.CreateTempSubdirectory("salon-node-").FullName, clock ?? Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A database with the current schema and nothing in it, in a folder of its own. Whoever asks deletes the folder.</summary>
    internal static async Task<DatabaseOptions> NewDatabaseAsync(Db db)
    {
        var folder = Directory.CreateTempSubdirectory("salon-test-").FullName;
        var options = new DatabaseOptions { DataDirectory = folder, ConnectionString = db == Db.Postgres ? await NewPostgresAsync() : null };
        if (db == Db.Sqlite) File.Copy(await SqliteTemplate.Value, options.SqliteFile);
        return options;
    }

    private static IServiceCollection Services(DatabaseOptions options, TestClock clock) => new ServiceCollection()
        .AddLogging(log => log.SetMinimumLevel(LogLevel.Warning))
        .AddSingleton<TimeProvider>(clock)
        .AddSalonCore(options)
        .AddSingleton(new SiteAddress(() => new Uri("https://book.example.sa")));

    private static async Task<string> NewPostgresAsync()
    {
        var cluster = await PostgresCluster.GetAsync();
        return await cluster.CreateDatabaseAsync(await PostgresTemplate.Value);
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var options = new DatabaseOptions { DataDirectory = Directory.CreateTempSubdirectory("salon-template-").FullName };
        await MigrateAsync(options);
        return options.SqliteFile;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var cluster = await PostgresCluster.GetAsync();
        var connection = await cluster.CreateDatabaseAsync();
        await MigrateAsync(new DatabaseOptions { DataDirectory = Path.GetTempPath(), ConnectionString = connection + ";Pooling=false" });
        return new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!;
    }

    private static async Task MigrateAsync(DatabaseOptions options)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddData(options).BuildServiceProvider();
        await services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
    }
}
