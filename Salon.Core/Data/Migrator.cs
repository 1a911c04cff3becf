using Microsoft.EntityFrameworkCore;

namespace Salon.Data;

/// <summary>Something of the schema that EF Core has no words for, and the statements that lay it, whatever stands there now.</summary>
/// <param name="Name">What it is, such as "policy bookings"; what stands as it should is known by the same name.</param>
internal sealed record Guard(string Name, params string[] Statements);

/// <summary>What bringing a schema up to date is like on both databases. The caller sees to it that nobody else does so at the same time.</summary>
internal static class Migrator
{
    /// <summary>At start there is nobody who waits for an answer: another process may take its time.</summary>
    public const int LockSeconds = 30;

    /// <summary>Applies the migrations that are missing, if any.</summary>
    /// <exception cref="SchemaIsNewerException">A newer Salon has been here.</exception>
    public static async Task UpgradeAsync(SalonDb db, CancellationToken ct)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        if (applied.Find(m => !known.Contains(m)) is { } unknown) throw new SchemaIsNewerException(unknown);

        // Asking EF Core to do nothing still makes it build the model of every migration: half a second of each start, and its memory.
        if (applied.Count < known.Count) await db.Database.MigrateAsync(ct);
    }
}
