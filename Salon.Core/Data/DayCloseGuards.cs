namespace Salon.Data;

/// <summary>
/// The days of a drawer are closed and undone in their order: no close at or before a day whose close stands, none that begins elsewhere than the one
/// before it ended, no undo of a close that a standing one follows. No unique index says it, because an undo is written in another table.
/// </summary>
internal static class DayCloseGuards
{
    public static readonly string[] Tables = ["day_closes", "day_close_undos"];

    private const string Stands = "NOT EXISTS (SELECT 1 FROM day_close_undos u WHERE u.organization_id = c.organization_id AND u.close_id = c.id)";

    private const string SameDrawer = "c.organization_id = NEW.organization_id AND c.branch_id = NEW.branch_id";

    /// <summary>
    /// What SQLite does before a row is added to a table; it has one writer at a time. A migration that rebuilds one of the tables drops the other's
    /// trigger first.
    /// </summary>
    public static string InSqlite(string table) => table == "day_closes"
        ? $"""
           SELECT RAISE(ABORT, 'DayClose.ClosedAlready') WHERE EXISTS (SELECT 1 FROM day_closes c WHERE {SameDrawer} AND c.date = NEW.date AND {Stands});
           SELECT RAISE(ABORT, 'DayClose.LaterClosed') WHERE EXISTS (SELECT 1 FROM day_closes c WHERE {SameDrawer} AND c.date > NEW.date AND {Stands});
           SELECT RAISE(ABORT, 'Data.ChangedMeanwhile')
           WHERE (SELECT c.until_at FROM day_closes c WHERE {SameDrawer} AND {Stands} ORDER BY c.date DESC LIMIT 1) <> NEW.from_at;
           """
        : $"""
           SELECT RAISE(ABORT, 'DayClose.NextClosed') WHERE EXISTS (
               SELECT 1 FROM day_closes mine
               JOIN day_closes c ON c.organization_id = mine.organization_id AND c.branch_id = mine.branch_id AND c.date > mine.date
               WHERE mine.organization_id = NEW.organization_id AND mine.id = NEW.close_id AND {Stands});
           """;

    /// <summary>The same on PostgreSQL, for both tables. The row of the branch is locked first: what follows then sees what others have committed.</summary>
    public const string InPostgres = $"""

        DECLARE
          refusal text;
          drawer uuid;
          day date;
        BEGIN
          IF TG_TABLE_NAME = 'day_closes' THEN
            drawer := NEW.branch_id;
            day := NEW.date;
          ELSE
            SELECT c.branch_id, c.date + 1 INTO drawer, day FROM day_closes c WHERE c.organization_id = NEW.organization_id AND c.id = NEW.close_id;
          END IF;
          PERFORM 1 FROM branches b WHERE b.organization_id = NEW.organization_id AND b.id = drawer FOR NO KEY UPDATE;
          SELECT CASE WHEN TG_TABLE_NAME <> 'day_closes' THEN 'DayClose.NextClosed' WHEN c.date = day THEN 'DayClose.ClosedAlready' ELSE 'DayClose.LaterClosed' END
          INTO refusal FROM day_closes c
          WHERE c.organization_id = NEW.organization_id AND c.branch_id = drawer AND c.date >= day AND {Stands} ORDER BY c.date LIMIT 1;
          IF refusal IS NULL AND TG_TABLE_NAME = 'day_closes' THEN
            SELECT 'Data.ChangedMeanwhile' INTO refusal
            FROM (SELECT c.until_at FROM day_closes c WHERE {SameDrawer} AND {Stands} ORDER BY c.date DESC LIMIT 1) before WHERE before.until_at <> NEW.from_at;
          END IF;
          IF refusal IS NOT NULL THEN RAISE EXCEPTION '%', refusal USING ERRCODE = 'check_violation', CONSTRAINT = refusal; END IF;
          RETURN NEW;
        END
        """;
}
