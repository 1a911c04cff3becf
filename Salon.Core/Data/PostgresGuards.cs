using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Salon.Data;

/// <summary>
/// The exclusion constraint on claims, row-level security on every tenant table, history that is only added to, and days that are closed in their order.
/// </summary>
internal static class PostgresGuards
{
    /// <summary>Value of the setting salon.organization that lets a connection see every organization.</summary>
    public const string Everyone = "*";

    private const string Policy = """
        USING (CASE WHEN current_setting('salon.organization', true) = '*' THEN true
                    ELSE organization_id = nullif(current_setting('salon.organization', true), '')::uuid END)
        """;

    private const string NoOverlap = """
        CONSTRAINT "Booking.SlotTaken" EXCLUDE USING gist
          (organization_id WITH =, subject WITH =, unit WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (live AND exclusive)
        """;

    private const string Refuse = " BEGIN RAISE EXCEPTION 'history is only added to'; END ";

    // The server writes expressions in its own way, so what stands is compared with what it makes of ours: on a table that only this connection sees.
    private const string Model = $"""
        CREATE TEMPORARY TABLE salon_model (LIKE claims) ON COMMIT DROP;
        ALTER TABLE salon_model ADD {NoOverlap};
        CREATE POLICY tenant ON salon_model {Policy};
        """;

    // 27: before update or delete, for each row. 34: before truncate. 7: before insert, for each row.
    private const string Standing = """
        SELECT 'policy ' || c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity
          AND p.polname = 'tenant' AND p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}' AND p.polwithcheck IS NULL
          AND pg_get_expr(p.polqual, p.polrelid) = (SELECT pg_get_expr(m.polqual, m.polrelid) FROM pg_policy m WHERE m.polrelid = 'pg_temp.salon_model'::regclass)
        UNION ALL
        SELECT 'constraint ' || conname FROM pg_constraint
        WHERE conrelid = 'claims'::regclass AND conname = 'Booking.SlotTaken' AND convalidated
          AND pg_get_constraintdef(oid) = (SELECT pg_get_constraintdef(m.oid) FROM pg_constraint m WHERE m.conrelid = 'pg_temp.salon_model'::regclass AND m.contype = 'x')
        UNION ALL
        SELECT 'trigger ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND t.tgfoid = to_regproc('salon_only_added_to') AND t.tgenabled = 'O' AND t.tgqual IS NULL
          AND ((t.tgname = c.relname || '_frozen' AND t.tgtype = 27) OR (t.tgname = c.relname || '_kept' AND t.tgtype = 34))
        UNION ALL
        SELECT 'trigger ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND t.tgfoid = to_regproc('salon_days_in_order') AND t.tgenabled = 'O' AND t.tgqual IS NULL
          AND t.tgname = c.relname || '_in_order' AND t.tgtype = 7
        """;

    /// <summary>What the others are made of. Laying it takes no lock on a table.</summary>
    public static IEnumerable<Guard> Basics()
    {
        yield return new("extension btree_gist", "CREATE EXTENSION IF NOT EXISTS btree_gist");
        yield return new("function salon_only_added_to", $"CREATE OR REPLACE FUNCTION salon_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $${Refuse}$$");
        yield return new(
            "function salon_days_in_order", $"CREATE OR REPLACE FUNCTION salon_days_in_order() RETURNS trigger LANGUAGE plpgsql AS $${DayCloseGuards.InPostgres}$$");
    }

    /// <summary>Made from the model, so that a new tenant table cannot be forgotten.</summary>
    public static IEnumerable<Guard> All(IModel model)
    {
        yield return new("constraint Booking.SlotTaken", """ALTER TABLE claims DROP CONSTRAINT IF EXISTS "Booking.SlotTaken" """, $"ALTER TABLE claims ADD {NoOverlap}");
        foreach (var history in SqliteGuards.AppendOnlyTables(model))
        {
            yield return Trigger(history, $"{history}_frozen", "BEFORE UPDATE OR DELETE", "FOR EACH ROW");
            yield return Trigger(history, $"{history}_kept", "BEFORE TRUNCATE", "");
        }

        foreach (var table in DayCloseGuards.Tables) yield return Trigger(table, $"{table}_in_order", "BEFORE INSERT", "FOR EACH ROW", "salon_days_in_order");
        foreach (var table in model.GetEntityTypes().Where(t => typeof(ITenantRow).IsAssignableFrom(t.ClrType)).Select(t => t.GetTableName()!).Distinct(StringComparer.Ordinal))
        {
            yield return new(
                $"policy {table}",
                $"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                $"ALTER TABLE {table} FORCE ROW LEVEL SECURITY", // the program owns the tables, and owners are exempt otherwise
                $"DROP POLICY IF EXISTS tenant ON {table}",
                $"CREATE POLICY tenant ON {table} {Policy}");
        }
    }

    /// <summary>Those of <see cref="Basics"/> that stand as they should.</summary>
    public static Task<HashSet<string>> BasicsStandingAsync(NpgsqlConnection connection, CancellationToken ct) => NamesAsync(connection, $"""
        SELECT 'extension ' || extname FROM pg_extension WHERE extname = 'btree_gist'
        UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE oid = to_regproc('salon_only_added_to') AND prosrc = {Quoted(Refuse)}
        UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE oid = to_regproc('salon_days_in_order') AND prosrc = {Quoted(DayCloseGuards.InPostgres)}
        """, ct);

    /// <summary>Those of <see cref="All"/> that stand as they should. Takes no lock that anybody could notice.</summary>
    public static async Task<HashSet<string>> StandingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct); // left without a commit: the model goes with it
        await using (var make = new NpgsqlCommand(Model, connection)) await make.ExecuteNonQueryAsync(ct);
        return await NamesAsync(connection, Standing, ct);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static Guard Trigger(string table, string name, string when, string each, string function = "salon_only_added_to") => new(
        $"trigger {name}", $"DROP TRIGGER IF EXISTS {name} ON {table}", $"CREATE TRIGGER {name} {when} ON {table} {each} EXECUTE FUNCTION {function}()");

    private static async Task<HashSet<string>> NamesAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) names.Add(reader.GetString(0));
        return names;
    }
}
