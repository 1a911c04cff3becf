using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Salon.Data;

/// <summary>SQLite in one file: many readers, one writer (<see cref="SqliteWriter"/>).</summary>
internal sealed class SqliteDatabase : Database
{
    private readonly DatabaseOptions options;
    private readonly ChangeFeed feed;
    private readonly Lazy<SqliteWriter> writer;
    private readonly DbContextOptions<SqliteSalonDb> readOptions;
    private readonly DbContextOptions<SqliteSalonDb> writeOptions;

    public SqliteDatabase(DatabaseOptions options, ChangeFeed feed, ILoggerFactory loggers)
    {
        (this.options, this.feed) = (options, feed);
        Directory.CreateDirectory(options.DataDirectory);
        writer = new(() => new SqliteWriter(Connect(pooling: false), feed));
        readOptions = Configure(loggers, b => b.UseSqlite(Connect(pooling: true)).AddInterceptors(ReaderPragmas.Instance));
        writeOptions = Configure(loggers, b => b.UseSqlite(writer.Value.Connection, contextOwnsConnection: false));
        SqliteBinding.WarnWhenOld(loggers.CreateLogger<SqliteDatabase>());
    }

    public override Task<SalonDb> OpenAsync(OrganizationId organization, CancellationToken ct) =>
        Task.FromResult<SalonDb>(new SqliteSalonDb(readOptions) { Organization = organization });

    public override Task<SalonDb> OpenAcrossAsync(CancellationToken ct) =>
        Task.FromResult<SalonDb>(new SqliteSalonDb(readOptions) { SeesEveryone = true });

    public override Task<SalonDb> OpenForWriteAsync(OrganizationId organization, CancellationToken ct) =>
        BeginAsync(() => new SqliteSalonDb(writeOptions) { Organization = organization }, ct);

    public override Task<SalonDb> OpenForWriteAcrossAsync(CancellationToken ct) =>
        BeginAsync(() => new SqliteSalonDb(writeOptions) { SeesEveryone = true }, ct);

    private async Task<SalonDb> BeginAsync(Func<SalonDb> make, CancellationToken ct)
    {
        var turn = await writer.Value.EnterAsync(ct);
        try
        {
            var db = make();
            db.Use(turn, feed);
            db.Database.AutoSavepointsEnabled = false; // the turn is a savepoint already
            await db.Database.UseTransactionAsync(turn.Transaction, ct);
            return db;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    public override async Task MigrateAsync(CancellationToken ct)
    {
        await using var alone = await FileLock.TakeAsync(Path.Combine(options.DataDirectory, "migrating.lock"), ct);
        await using var db = new SqliteSalonDb(Configure(null, b => b.UseSqlite(Connect(pooling: false)))) { SeesEveryone = true };
        await Migrator.MigrateAsync(db, SqliteGuards.Sql(db.Model), ct);
    }

    public override async Task BackupAsync(string file, CancellationToken ct)
    {
        await using var source = new SqliteConnection(Connect(pooling: false));
        await source.OpenAsync(ct);
        await using var command = source.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", file);
        await command.ExecuteNonQueryAsync(ct);
    }

    private string Connect(bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = options.SqliteFile, ForeignKeys = true, Pooling = pooling, DefaultTimeout = 30,
    }.ToString();

    private static DbContextOptions<SqliteSalonDb> Configure(ILoggerFactory? loggers, Action<DbContextOptionsBuilder<SqliteSalonDb>> use)
    {
        var builder = new DbContextOptionsBuilder<SqliteSalonDb>();
        use(builder);
        return SharedOptions.Apply(builder, loggers).Options;
    }

    public override async ValueTask DisposeAsync()
    {
        if (writer.IsValueCreated) await writer.Value.DisposeAsync();
        using var pooled = new SqliteConnection(Connect(pooling: true));
        SqliteConnection.ClearPool(pooled);
    }
}

/// <summary>The context on SQLite; its migrations stand in Migrations/Sqlite.</summary>
public sealed class SqliteSalonDb(DbContextOptions<SqliteSalonDb> options) : SalonDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Mapping.Conventions(configurationBuilder, postgres: false);

    // One writer at a time: nobody to wait for.
    public override Task LockAsync(IEnumerable<Guid> subjects, CancellationToken ct) => Task.CompletedTask;
}
