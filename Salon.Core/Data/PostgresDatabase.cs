using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Salon.Data;

/// <summary>PostgreSQL: constraints and row-level security do the refusing, nodes hear of changes by NOTIFY.</summary>
internal sealed class PostgresDatabase : Database
{
    internal const string Channel = "salon_changes";
    private const long MigrationLock = 0x53414C4F4E; // "SALON"

    private readonly NpgsqlDataSource source;
    private readonly ChangeFeed feed;
    private readonly DbContextOptions<PostgresSalonDb> contextOptions;
    private readonly ContextPool<PostgresSalonDb> contexts;
    private readonly PostgresChanges listener;

    public PostgresDatabase(DatabaseOptions options, ChangeFeed feed, TimeProvider clock, ILoggerFactory loggers) : base(clock)
    {
        this.feed = feed;
        source = new NpgsqlDataSourceBuilder(options.ConnectionString).UseLoggerFactory(loggers).Build();
        contextOptions = SharedOptions.Apply(new DbContextOptionsBuilder<PostgresSalonDb>().UseNpgsql(source), loggers).Options;
        contexts = new(contextOptions);
        listener = new PostgresChanges(source, feed, loggers.CreateLogger<PostgresChanges>());
    }

    public override Task<SalonDb> OpenAsync(OrganizationId organization, CancellationToken ct) =>
        ConnectAsync(contexts.Of(organization), ct);

    public override Task<SalonDb> OpenAcrossAsync(CancellationToken ct) => ConnectAsync(contexts.OfEveryone(), ct);

    public override Task<SalonDb> OpenForWriteAsync(OrganizationId organization, CancellationToken ct) =>
        BeginAsync(contexts.Of(organization), ct);

    public override Task<SalonDb> OpenForWriteAcrossAsync(CancellationToken ct) => BeginAsync(contexts.OfEveryone(), ct);

    private static async Task<SalonDb> ConnectAsync(PostgresSalonDb db, CancellationToken ct)
    {
        try
        {
            await db.Database.OpenConnectionAsync(ct);
            // Row-level security reads this; the pool forgets it when the connection goes back.
            var tenant = db.SeesEveryone ? PostgresGuards.Everyone : db.Organization.Value.ToString();
            await db.Database.ExecuteSqlAsync($"SELECT set_config('salon.organization', {tenant}, false)", ct);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private async Task<SalonDb> BeginAsync(PostgresSalonDb db, CancellationToken ct)
    {
        await ConnectAsync(db, ct);
        try
        {
            db.Database.AutoSavepointsEnabled = false;
            db.Use(new Turn(db, await db.Database.BeginTransactionAsync(ct), feed, listener), feed);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    public override async Task MigrateAsync(CancellationToken ct)
    {
        await using var alone = await source.OpenConnectionAsync(ct);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", alone) { Parameters = { new() { Value = MigrationLock } } })
            await take.ExecuteNonQueryAsync(ct); // held until the connection closes
        await using var db = new PostgresSalonDb(contextOptions) { SeesEveryone = true };
        await Migrator.MigrateAsync(db, PostgresGuards.Sql(db.Model), ct);
        await using (var release = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", alone) { Parameters = { new() { Value = MigrationLock } } })
            await release.ExecuteNonQueryAsync(ct);
        listener.Start();
    }

    public override Task BackupAsync(string file, CancellationToken ct) =>
        throw new NotSupportedException("PostgreSQL is backed up with pg_dump: docs/operations.md.");

    public override async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        await source.DisposeAsync();
    }

    private sealed class Turn(PostgresSalonDb db, IDbContextTransaction transaction, ChangeFeed feed, PostgresChanges others) : WriteTurn
    {
        public override async Task CommitAsync(IReadOnlyList<Change> changes, CancellationToken ct)
        {
            foreach (var change in changes) // delivered to other nodes by the commit itself
                await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {others.Write(change)})", ct);
            await transaction.CommitAsync(ct);
            foreach (var change in changes) feed.Publish(change);
        }

        public override ValueTask DisposeAsync() => transaction.DisposeAsync();
    }
}

/// <summary>The context on PostgreSQL; its migrations stand in Migrations/Postgres.</summary>
public sealed class PostgresSalonDb(DbContextOptions<PostgresSalonDb> options) : SalonDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Mapping.Conventions(configurationBuilder, postgres: true);

    protected override Task DisconnectAsync() => Database.CloseConnectionAsync();

    public override async Task LockAsync(IEnumerable<Guid> subjects, CancellationToken ct)
    {
        var keys = subjects.Select(s => BitConverter.ToInt64(s.ToByteArray(), 8)).Distinct().Order().ToArray();
        await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(k) FROM unnest({keys}) WITH ORDINALITY AS t(k, n) ORDER BY n", ct);
    }
}
