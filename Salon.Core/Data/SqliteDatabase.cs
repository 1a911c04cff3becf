using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Salon.Data;

/// <summary>SQLite in one file: many readers, one writer (<see cref="SqliteWriter"/>).</summary>
internal sealed class SqliteDatabase : Database
{
    private readonly DatabaseOptions options;
    private readonly ChangeFeed feed;
    private readonly ILoggerFactory loggers;
    private readonly string connectionString;
    private readonly WriteWatch watch;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly ContextPool<SqliteSalonDb> contexts;

    public SqliteDatabase(DatabaseOptions options, ChangeFeed feed, TimeProvider clock, ILoggerFactory loggers) : base(clock)
    {
        (this.options, this.feed, this.loggers) = (options, feed, loggers);
        Directory.CreateDirectory(options.DataDirectory);
        foreach (var file in (string[])[options.SqliteFile, $"{options.SqliteFile}-wal", $"{options.SqliteFile}-shm"]) PrivateFiles.Tighten(file);
        PrivateFiles.Touch(options.SqliteFile);
        connectionString = new SqliteConnectionStringBuilder { DataSource = options.SqliteFile, ForeignKeys = true, Pooling = false, DefaultTimeout = (int)options.DoorPatience.TotalSeconds }.ToString();
        watch = new(clock);
        writer = new(OpenKept, options, feed, watch);
        readers = new(OpenKept, options);
        contexts = new(Configure(b => b.UseSqlite(connectionString, AsOneParameter)));
    }

    internal override IModel Model => contexts.Model;

    public override Task<SalonDb> OpenAsync(OrganizationId organization, CancellationToken ct) =>
        ReadAsync(contexts.Of(organization), snapshot: true);

    public override Task<SalonDb> OpenAcrossAsync(CancellationToken ct) =>
        ReadAsync(contexts.OfEveryone(), snapshot: true);

    public override Task<SalonDb> OpenForOneAsync(OrganizationId organization, CancellationToken ct) =>
        ReadAsync(contexts.Of(organization), snapshot: false);

    public override Task<SalonDb> OpenForOneAcrossAsync(CancellationToken ct) =>
        ReadAsync(contexts.OfEveryone(), snapshot: false);

    public override Task<SalonDb> OpenForWriteAsync(OrganizationId organization, CancellationToken ct) =>
        BeginAsync(contexts.Of(organization), ct);

    public override Task<SalonDb> OpenForWriteAcrossAsync(CancellationToken ct) =>
        BeginAsync(contexts.OfEveryone(), ct);

    private async Task<SalonDb> ReadAsync(SalonDb db, bool snapshot)
    {
        try
        {
            var reader = readers.Take(snapshot);
            db.Use(reader, forOne: !snapshot);
            db.Database.SetDbConnection(reader.Connection);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private async Task<SalonDb> BeginAsync(SalonDb db, CancellationToken ct)
    {
        try
        {
            var turn = await writer.EnterAsync(ct);
            db.Use(turn, feed);
            db.Database.SetDbConnection(turn.Connection);
            db.Database.AutoSavepointsEnabled = false; // the turn is a savepoint already
            await db.Database.UseTransactionAsync(turn.Transaction, ct);
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
        await using var alone = await FileLock.TakeAsync(Path.Combine(options.DataDirectory, "migrating.lock"), ct);
        await using var db = new SqliteSalonDb(Configure(b => b.UseSqlite(connectionString, AsOneParameter).ReplaceService<IMigrationCommandExecutor, WholeMigrations>())) { SeesEveryone = true };
        db.Database.SetCommandTimeout(Migrator.LockSeconds);
        await SqliteMigrations.UpgradeAsync(db, ct);
    }

    public override Task<bool> IsStuckAsync(CancellationToken ct) => Task.FromResult(watch.IsStuck);

    public override async Task BackupAsync(string file, CancellationToken ct)
    {
        PrivateFiles.Touch(file); // SQLite writes into an empty one, with its rights
        await using var source = new SqliteConnection(connectionString);
        await source.OpenAsync(ct);
        await using var command = source.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", file);
        await command.ExecuteNonQueryAsync(ct);
    }

    // A sample of each index: milliseconds, whatever there is. Without it SQLite takes all of a salon's rows for ten, and a wrong index for as good as the right one.
    public override async Task GatherStatisticsAsync(CancellationToken ct)
    {
        await using var db = await OpenForWriteAcrossAsync(ct);
        await db.Database.ExecuteSqlAsync($"PRAGMA analysis_limit = 400", ct);
        await db.Database.ExecuteSqlAsync($"ANALYZE", ct);
        if (await db.CommitAsync(ct) is null) readers.Renew();
    }

    // A context that is given a connection teaches it the functions EF Core's SQL uses; one is enough for the life of the connection.
    private KeptConnection OpenKept(string pragmas)
    {
        var connection = new KeptConnection(connectionString, pragmas);
        using var teacher = new SqliteSalonDb(Configure(b => b.UseSqlite(connection, AsOneParameter))) { SeesEveryone = true };
        teacher.Database.GetDbConnection();
        return connection;
    }

    // A list is one parameter, whatever its length: the statement stays the same, is made once and kept prepared.
    private static void AsOneParameter(SqliteDbContextOptionsBuilder sqlite) => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);

    // Options that differ in nothing but the connection share what EF Core builds for them.
    private DbContextOptions<SqliteSalonDb> Configure(Action<DbContextOptionsBuilder<SqliteSalonDb>> use)
    {
        var builder = new DbContextOptionsBuilder<SqliteSalonDb>();
        use(builder);
        return SharedOptions.Apply(builder.AddInterceptors(KeptStatements.Instance), loggers).Options;
    }

    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        readers.Dispose();
    }
}

/// <summary>The context on SQLite; its migrations stand in Migrations/Sqlite.</summary>
public sealed class SqliteSalonDb(DbContextOptions<SqliteSalonDb> options) : SalonDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Mapping.Conventions(configurationBuilder, postgres: false);

    private protected override bool InsertsWithoutTracking => true;

    private protected override void Write(object row) =>
        SqliteInserts.Of(Model).Write(row, (KeptConnection)Database.GetDbConnection(), (SqliteTransaction?)Database.CurrentTransaction?.GetDbTransaction());

    // One writer at a time: nobody to wait for.
    public override Task LockAsync(IEnumerable<Guid> subjects, CancellationToken ct) => Task.CompletedTask;
}
