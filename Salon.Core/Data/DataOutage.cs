using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Salon.Data;

/// <summary>Tells a database that cannot answer just now from a bug: the first heals by itself and may be tried again.</summary>
public static class DataOutage
{
    // Busy, locked, no memory, interrupted, input/output error, disk full, cannot open: sqlite.org/rescode.html
    private static readonly int[] SqlitePassing = [5, 6, 7, 9, 10, 13, 14];

    public static bool Explains(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is SqliteException sqlite) return SqlitePassing.Contains(sqlite.SqliteErrorCode);
            if (e is DbException database) return database.IsTransient;
        }

        return false;
    }

    /// <summary>The server refuses the role or does not have the database: a wrong connection string (PostgreSQL error classes 28 and 3D).</summary>
    public static bool IsRefusedAtTheDoor(DbException failure) =>
        failure.SqlState is { } state && (state.StartsWith("28", StringComparison.Ordinal) || state.StartsWith("3D", StringComparison.Ordinal));
}

/// <summary>The database cannot take a write just now. Nothing of it was kept, and the same may be tried again.</summary>
public sealed class DatabaseUnavailableException(string message, Exception cause) : DbException(message, cause)
{
    public override bool IsTransient => true;
}
