using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Salon.Data;

/// <summary>The exclusion constraint on claims, row-level security on every tenant table, and history that is only added to.</summary>
internal static class PostgresGuards
{
    /// <summary>Value of the setting salon.organization that lets a connection see every organization.</summary>
    public const string Everyone = "*";

    private const string Visible = """
        CASE WHEN current_setting('salon.organization', true) = '*' THEN true
             ELSE organization_id = nullif(current_setting('salon.organization', true), '')::uuid END
        """;

    public static IEnumerable<string> Sql(IModel model)
    {
        yield return "CREATE EXTENSION IF NOT EXISTS btree_gist";
        yield return """
            DO $$ BEGIN
              IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'Booking.SlotTaken') THEN
                ALTER TABLE claims ADD CONSTRAINT "Booking.SlotTaken" EXCLUDE USING gist
                  (organization_id WITH =, subject WITH =, unit WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (live AND exclusive);
              END IF;
            END $$
            """;

        yield return "CREATE OR REPLACE FUNCTION salon_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'history is only added to'; END $$";
        foreach (var history in SqliteGuards.OnlyAddedTo)
        {
            yield return $"DROP TRIGGER IF EXISTS {history}_frozen ON {history}";
            yield return $"CREATE TRIGGER {history}_frozen BEFORE UPDATE OR DELETE ON {history} FOR EACH ROW EXECUTE FUNCTION salon_only_added_to()";
            yield return $"DROP TRIGGER IF EXISTS {history}_kept ON {history}";
            yield return $"CREATE TRIGGER {history}_kept BEFORE TRUNCATE ON {history} EXECUTE FUNCTION salon_only_added_to()";
        }

        foreach (var type in model.GetEntityTypes().Where(t => typeof(ITenantRow).IsAssignableFrom(t.ClrType)))
        {
            var table = type.GetTableName();
            yield return $"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY";
            yield return $"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"; // the program owns the tables, and owners are exempt otherwise
            yield return $"DROP POLICY IF EXISTS tenant ON {table}";
            yield return $"CREATE POLICY tenant ON {table} USING ({Visible})";
        }
    }
}
