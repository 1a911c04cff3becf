using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Salon.Data;

/// <summary>Triggers that refuse what no constraint of SQLite can.</summary>
internal static class SqliteGuards
{
    // Claims are at most 48 h long (a CHECK says so), which bounds how far back an overlapping one can begin, so an index finds it.
    private const string Overlaps = """
        SELECT RAISE(ABORT, 'Booking.SlotTaken') WHERE EXISTS (
            SELECT 1 FROM claims c
            WHERE c.organization_id = NEW.organization_id AND c.subject = NEW.subject AND c.unit = NEW.unit
              AND c.starts_at < NEW.ends_at AND c.starts_at > NEW.starts_at - 172800000000 AND c.ends_at > NEW.starts_at
              AND c.live AND c.exclusive AND c.id <> NEW.id);
        """;

    /// <summary>The last statement of each is the trigger's text, as SQLite keeps it.</summary>
    public static IEnumerable<Guard> All(IModel model)
    {
        yield return Trigger("claims_overlap_insert", $"BEFORE INSERT ON claims WHEN NEW.live AND NEW.exclusive BEGIN {Overlaps} END");
        yield return Trigger("claims_overlap_update",
            $"BEFORE UPDATE OF organization_id, subject, unit, starts_at, ends_at, live, exclusive ON claims WHEN NEW.live AND NEW.exclusive BEGIN {Overlaps} END");
        foreach (var table in DayCloseGuards.Tables)
            yield return Trigger($"{table}_in_order", $"BEFORE INSERT ON {table} BEGIN {DayCloseGuards.InSqlite(table)} END");
        foreach (var table in AppendOnlyTables(model))
        {
            yield return Trigger($"{table}_no_update", $"BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'history is only added to'); END");
            yield return Trigger($"{table}_no_delete", $"BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'history is only added to'); END");
        }
    }

    /// <summary>Tables whose rows are history: never changed, never deleted.</summary>
    public static IEnumerable<string> AppendOnlyTables(IModel model) =>
        model.GetEntityTypes().Where(type => type.IsAppendOnly()).Select(type => type.GetTableName()!).Order(StringComparer.Ordinal);

    private static Guard Trigger(string name, string body) => new($"trigger {name}", $"DROP TRIGGER IF EXISTS {name}", $"CREATE TRIGGER {name} {body}");
}
