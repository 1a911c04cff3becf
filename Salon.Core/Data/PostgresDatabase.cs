using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Salon.Data;

/// <summary>PostgreSQL: constraints and row-level security do the refusing, nodes hear of changes by NOTIFY.</summary>
internal sealed class PostgresDatabase : Database
{
    internal const string Channel = "salon_changes";

    // One round trip together with the setting. Readers never fail to serialize, and cannot write.
    private const string Snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; " + Name;
    private const string Name = "SELECT set_config('salon.organization', {0}, false)";

    private const int CancelMilliseconds = 1_000;
    private const int FreshSeconds = 3;

    private readonly NpgsqlDataSource source;
    private readonly string fresh;
    private readonly ChangeFeed feed;
    private readonly ILoggerFactory loggers;
    private readonly WriteWatch watch;
    private readonly DbContextOptions<PostgresSalonDb> contextOptions;
    private readonly ContextPool<PostgresSalonDb> contexts;
    private readonly PostgresChanges listener;

    public PostgresDatabase(DatabaseOptions options, ChangeFeed feed, TimeProvider clock, ILoggerFactory loggers) : base(clock)
    {
        this.feed = feed;
        this.loggers = loggers;
        watch = new(clock);
        var settings = WithLimits(options);
        source = new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(loggers).Build();
        fresh = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, Timeout = FreshSeconds, CommandTimeout = FreshSeconds }.ConnectionString;
        contextOptions = SharedOptions.Apply(new DbContextOptionsBuilder<PostgresSalonDb>().UseNpgsql(), loggers).Options; // the source would be a part of them
        contexts = new(contextOptions);
        listener = new PostgresChanges(source, feed, loggers.CreateLogger<PostgresChanges>());
    }

    internal override IModel Model => contexts.Model;

    public override Task<SalonDb> OpenAsync(OrganizationId organization, CancellationToken ct) => ConnectAsync(contexts.Of(organization), Snapshot, ct);

    public override Task<SalonDb> OpenAcrossAsync(CancellationToken ct) => ConnectAsync(contexts.OfEveryone(), Snapshot, ct);

    public override Task<SalonDb> OpenForOneAsync(OrganizationId organization, CancellationToken ct) => OneAsync(contexts.Of(organization), ct);

    public override Task<SalonDb> OpenForOneAcrossAsync(CancellationToken ct) => OneAsync(contexts.OfEveryone(), ct);

    public override Task<SalonDb> OpenForWriteAsync(OrganizationId organization, CancellationToken ct) => BeginAsync(contexts.Of(organization), ct);

    public override Task<SalonDb> OpenForWriteAcrossAsync(CancellationToken ct) => BeginAsync(contexts.OfEveryone(), ct);

    /// <summary>The connection string as the operator wrote it, with limits where none is named: a server that is away or frozen answers nobody.</summary>
    internal static NpgsqlConnectionStringBuilder WithLimits(DatabaseOptions options)
    {
        var written = new DbConnectionStringBuilder { ConnectionString = options.ConnectionString };
        bool Names(params string[] keys) => keys.Any(written.ContainsKey);
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        if (!Names("Timeout")) settings.Timeout = (int)options.AnswerPatience.TotalSeconds;
        if (!Names("Command Timeout", "CommandTimeout")) settings.CommandTimeout = (int)options.AnswerPatience.TotalSeconds;
        if (!Names("Cancellation Timeout", "CancellationTimeout")) settings.CancellationTimeout = CancelMilliseconds;
        if (!Names("TCP Keepalive", "TcpKeepalive")) settings.TcpKeepAlive = true; // who only listens would never notice that the server is gone
        return settings;
    }

    // Row-level security reads the setting; the pool forgets it, and ends the transaction, when the connection goes back.
    private async Task<SalonDb> ConnectAsync(PostgresSalonDb db, string begin, CancellationToken ct)
    {
        try
        {
            Use(db);
            await db.Database.OpenConnectionAsync(ct);
            var tenant = db.SeesEveryone ? PostgresGuards.Everyone : db.Organization.Value.ToString();
            await db.Database.ExecuteSqlRawAsync(begin, [tenant], ct);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    // Options that differ in nothing but the server share what EF Core builds for them: the model, and every statement it has translated.
    private void Use(PostgresSalonDb db) => db.Database.SetDbConnection(source.CreateConnection(), contextOwnsConnection: true);

    private async Task<SalonDb> OneAsync(PostgresSalonDb db, CancellationToken ct)
    {
        await ConnectAsync(db, Name, ct);
        db.Use(null, forOne: true);
        return db;
    }

    private async Task<SalonDb> BeginAsync(PostgresSalonDb db, CancellationToken ct)
    {
        try
        {
            await ConnectAsync(db, Name, ct);
        }
        catch (Exception e)
        {
            Note(e);
            throw;
        }

        try
        {
            db.Database.AutoSavepointsEnabled = false;
            db.Use(new Turn(this, db, await db.Database.BeginTransactionAsync(ct)), feed);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    // Whatever the server says is an answer, also "too many connections"; silence and a pool that nothing comes back to are none.
    private void Note(Exception failure)
    {
        if (failure is OperationCanceledException) return;
        if ((failure as PostgresException ?? failure.InnerException as PostgresException) is not null) watch.Ended();
        else watch.GaveUp();
    }

    public override async Task MigrateAsync(CancellationToken ct)
    {
        await using (var db = new PostgresSalonDb(contextOptions) { SeesEveryone = true })
        {
            Use(db);
            await new PostgresMigrations(source, loggers.CreateLogger<PostgresMigrations>()).UpgradeAsync(db, ct);
        }

        listener.Start();
    }

    public override async Task<bool> IsStuckAsync(CancellationToken ct)
    {
        if (!watch.IsStuck) return false;
        try
        {
            await using var connection = new NpgsqlConnection(fresh);
            await connection.OpenAsync(ct);
            await using var ask = new NpgsqlCommand("SELECT 1", connection);
            await ask.ExecuteScalarAsync(ct);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            return false; // it is the server: nobody else could write either
        }
    }

    public override Task BackupAsync(string file, CancellationToken ct) =>
        throw new NotSupportedException("PostgreSQL is backed up with pg_dump: docs/operations.md.");

    public override async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        await source.DisposeAsync();
    }

    private sealed class Turn(PostgresDatabase database, PostgresSalonDb db, IDbContextTransaction transaction) : WriteTurn
    {
        private bool tried;

        public override async Task CommitAsync(IReadOnlyList<Change> changes, CancellationToken ct)
        {
            tried = true;
            try
            {
                foreach (var change in changes) // delivered to other nodes by the commit itself
                    await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {database.listener.Write(change)})", ct);
                await transaction.CommitAsync(ct);
                database.watch.Ended();
            }
            catch (Exception e)
            {
                database.Note(e);
                throw;
            }

            foreach (var change in changes) database.feed.Publish(change);
        }

        public override async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            if (!tried) database.watch.Ended();
        }
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
