using Microsoft.EntityFrameworkCore;

namespace Salon.Data;

/// <summary>What the database can do at this moment.</summary>
/// <param name="Writable">A write transaction can begin and reach a table.</param>
/// <param name="SchemaIsCurrent">Every migration this program knows has been applied.</param>
public sealed record DatabaseState(bool Writable, bool SchemaIsCurrent);

/// <summary>Asks the database whether it can do its work, without changing anything.</summary>
public sealed class DatabaseProbe(Database database)
{
    public async Task<DatabaseState> CheckAsync(CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAcrossAsync(ct); // on SQLite this takes the write lock, which a read-only file refuses
        await db.KeyRing.Where(k => k.Name == "").ExecuteDeleteAsync(ct); // no key is nameless; a read-only server refuses to try
        var pending = await db.Database.GetPendingMigrationsAsync(ct);
        return new DatabaseState(Writable: true, SchemaIsCurrent: !pending.Any());
    }
}
