using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Salon.Data;

/// <summary>Reads the error code out of a refusal of the database: triggers raise it, constraints and unique indexes carry it as their name.</summary>
internal static partial class Refusals
{
    private const int SqliteConstraint = 19;
    private const int SqliteForeignKey = 787;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;
    private const string AlreadyThere = "Data.AlreadyThere";

    public static string? CodeOf(DbUpdateException e) => e.InnerException switch
    {
        SqliteException { SqliteExtendedErrorCode: SqliteForeignKey } or PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => DataErrors.UnknownReference.Code,
        SqliteException { SqliteErrorCode: SqliteConstraint } sqlite => Code().Match(sqlite.Message) is { Success: true } match ? match.Groups["code"].Value : UniqueCode(e),
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => DataErrors.ChangedMeanwhile.Code,
        PostgresException { ConstraintName: { } name } when Code().IsMatch($"'{name}'") => name,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } key } when key.StartsWith("PK_", StringComparison.Ordinal) => AlreadyThere,
        _ => null,
    };

    // SQLite names the columns of a broken unique index, not the index: ask the model which index that is.
    private static string? UniqueCode(DbUpdateException e)
    {
        if (e.InnerException is SqliteException { SqliteExtendedErrorCode: SqlitePrimaryKey }) return AlreadyThere;
        if (e.InnerException is not SqliteException { SqliteExtendedErrorCode: SqliteUnique } sqlite) return null;
        var columns = UniqueColumns().Match(sqlite.Message).Groups["columns"].Value.Split(", ");
        return (e is RowRefusedException row ? [row.Type] : e.Entries.Select(entry => entry.Metadata).Distinct())
            .SelectMany(type => type.GetIndexes())
            .Where(index => index.IsUnique && index.GetDatabaseName() is { } name && Code().IsMatch($"'{name}'"))
            .FirstOrDefault(index => index.Properties.Select(p => $"{index.DeclaringEntityType.GetTableName()}.{p.GetColumnName()}").SequenceEqual(columns))
            ?.GetDatabaseName();
    }

    [GeneratedRegex(@"'(?<code>[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"UNIQUE constraint failed: (?<columns>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UniqueColumns();
}
