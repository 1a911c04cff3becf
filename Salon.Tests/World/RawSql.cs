using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Salon.Data;

namespace Salon.Tests.World;

/// <summary>What is asked of the database itself, by SQL that knows nothing of the program.</summary>
internal static class RawSql
{
    public const string Overlaps = """
        SELECT COUNT(*) FROM claims a JOIN claims b ON a.organization_id = b.organization_id AND a.subject = b.subject AND a.unit = b.unit AND a.id < b.id
        WHERE a.live AND b.live AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
        """;

    /// <summary>Live bookings without time, dead ones with time, and lines outside what their person gave.</summary>
    public const string Orphans = """
        SELECT (SELECT COUNT(*) FROM bookings b WHERE b.status IN (1, 2, 3, 4)
                AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.organization_id = b.organization_id AND c.booking_id = b.id AND c.live))
             + (SELECT COUNT(*) FROM claims c JOIN bookings b ON b.organization_id = c.organization_id AND b.id = c.booking_id
                WHERE c.live AND b.status IN (6, 7, 8))
             + (SELECT COUNT(*) FROM booking_lines l JOIN bookings b ON b.organization_id = l.organization_id AND b.id = l.booking_id
                WHERE b.status = 2 AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.organization_id = l.organization_id AND c.booking_id = l.booking_id
                AND c.subject = l.staff_id AND c.live AND c.starts_at <= l.starts_at AND c.ends_at > l.starts_at))
        """;

    /// <param name="options">Where the database is.</param>
    /// <param name="sql">Selects one number.</param>
    public static async Task<int> CountAsync(this DatabaseOptions options, string sql)
    {
        await using DbConnection connection = options.IsPostgres
            ? new NpgsqlConnection(options.ConnectionString)
            : new SqliteConnection($"Data Source={options.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = options.IsPostgres ? $"SELECT set_config('salon.organization', '*', false); {sql}" : sql;
        await using var reader = await command.ExecuteReaderAsync();
        if (options.IsPostgres) await reader.NextResultAsync();
        await reader.ReadAsync();
        return Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture);
    }
}
