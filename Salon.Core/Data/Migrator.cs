using Microsoft.EntityFrameworkCore;

namespace Salon.Data;

/// <summary>Brings a schema up to date and lays the guards that EF Core has no words for.</summary>
internal static class Migrator
{
    public static async Task MigrateAsync(SalonDb db, IEnumerable<string> guards, CancellationToken ct)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        if (applied.Find(m => !known.Contains(m)) is { } unknown) throw new SchemaIsNewerException(unknown);

        // Asking EF Core to do nothing still makes it build the model of every migration: half a second of each start, and its memory.
        if (applied.Count < known.Count) await db.Database.MigrateAsync(ct);

        // Made from the model and repeatable, so a new tenant table cannot be forgotten. One transaction: all of them or none.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var sql in guards) await Run(db, sql, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task Run(SalonDb db, string sql, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(db.Database.CurrentTransaction!);
        await command.ExecuteNonQueryAsync(ct);
    }
}
