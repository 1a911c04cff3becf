using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime.Extensions;

namespace Salon.Data;

/// <summary>The only door to the data. Every context it opens knows its organization, serves one operation and is disposed by the caller.</summary>
public abstract class Database(TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Which entities there are, and what is true of them.</summary>
    internal abstract IModel Model { get; }

    /// <summary>Opens for reading the rows of one organization. Everything read with it is of one moment, however many statements that takes.</summary>
    public abstract Task<SalonDb> OpenAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>
    /// Opens for reading across organizations: sign-in, the public list of salons, a customer's bookings everywhere, the platform's jobs.
    /// The caller answers for narrowing what it shows.
    /// </summary>
    public abstract Task<SalonDb> OpenAcrossAsync(CancellationToken ct);

    /// <summary>The same for a single statement, which is of one moment anyway and need not pay PostgreSQL for it; a second one is refused. For what every request asks.</summary>
    public abstract Task<SalonDb> OpenForOneAsync(OrganizationId organization, CancellationToken ct);

    /// <inheritdoc cref="OpenForOneAsync"/>
    public abstract Task<SalonDb> OpenForOneAcrossAsync(CancellationToken ct);

    /// <summary>Opens a write transaction on the rows of the actor's organization. Leaving without a commit undoes everything.</summary>
    public abstract Task<SalonDb> OpenForWriteAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Opens a write transaction on what belongs to no organization (users, sessions, codes) or to several (the dispatcher).</summary>
    public abstract Task<SalonDb> OpenForWriteAcrossAsync(CancellationToken ct);

    /// <summary>Opens a write transaction on the rows of the actor's organization; what staff change in it is written into the audit log with it.</summary>
    public Task<SalonDb> OpenForWriteAsync(Actor actor, CancellationToken ct) => AuditedAsync(OpenForWriteAsync(actor.Organization, ct), actor);

    /// <summary>The same across organizations, for what the operator of the platform does to one of them.</summary>
    public Task<SalonDb> OpenForWriteAcrossAsync(Actor actor, CancellationToken ct) => AuditedAsync(OpenForWriteAcrossAsync(ct), actor);

    private Task<SalonDb> AuditedAsync(Task<SalonDb> opening, Actor actor)
    {
        return actor.IsAudited ? Opened() : opening;

        async Task<SalonDb> Opened()
        {
            var db = await opening;
            db.Audit = new(actor, clock.GetCurrentInstant());
            return db;
        }
    }

    /// <summary>Brings the schema up to date, alone; refuses a database that a newer program made.</summary>
    /// <exception cref="SchemaIsNewerException">A newer Salon has been here.</exception>
    public abstract Task MigrateAsync(CancellationToken ct);

    /// <summary>Tells the planner how much there is of what, so that it chooses the shorter way. PostgreSQL does that by itself (autovacuum).</summary>
    public virtual Task GatherStatisticsAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// Whether writes are tried and have not come to an end for a minute, though the database would answer: the program itself is in the way,
    /// and only a new start helps. A full disk, a locked file or a server that is away are no such case.
    /// </summary>
    public abstract Task<bool> IsStuckAsync(CancellationToken ct);

    /// <summary>Copies a consistent snapshot into a file while the program runs. SQLite only; PostgreSQL has pg_dump.</summary>
    public abstract Task BackupAsync(string file, CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}

public sealed class SchemaIsNewerException(string migration) : Exception(
    $"The database was made by a newer Salon (it has the migration {migration}, which this program does not know). Start the newer program, or restore a backup made before the upgrade.");
