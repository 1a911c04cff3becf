using Npgsql;

namespace Salon.Data;

/// <summary>Whom the program signs in as at PostgreSQL.</summary>
public static class DatabaseRole
{
    /// <summary>Whether row-level security binds it: of a superuser, or a role with BYPASSRLS, it does not, and the second wall between organizations is not there.</summary>
    public static async Task<bool> IsBoundByPoliciesAsync(DatabaseOptions options, CancellationToken ct)
    {
        if (!options.IsPostgres) return true;
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user", connection);
        return await command.ExecuteScalarAsync(ct) is false;
    }
}
