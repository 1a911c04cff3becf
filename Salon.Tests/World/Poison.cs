using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Tests.World;

/// <summary>Makes one row one that nobody can write, as a bug of some version may leave it.</summary>
internal static class Poison
{
    /// <param name="table">Such as "bookings".</param>
    /// <param name="when">"INSERT" or "UPDATE".</param>
    /// <param name="column">Holds an id, such as "id" or "booking_id".</param>
    public static async Task PoisonAsync(this Database database, OrganizationId organization, string table, string when, string column, Guid value)
    {
        await using var db = await database.OpenForWriteAsync(organization, default);
        var name = $"poison_{value:N}";
        if (db.Database.IsNpgsql())
        {
            await RunAsync(db, $"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Sara Ali +966500000777'; END $$");
            await RunAsync(db, $"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW WHEN (NEW.{column} = '{value}') EXECUTE FUNCTION {name}()");
        }
        else await RunAsync(db, $"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN upper(NEW.{column}) = '{value.ToString().ToUpperInvariant()}' BEGIN SELECT RAISE(ABORT, 'Sara Ali +966500000777'); END");

        Assert.Null(await db.CommitAsync(default));
    }

    /// <summary>Somebody has put it right.</summary>
    public static async Task CureAsync(this Database database, OrganizationId organization, string table, Guid value)
    {
        await using var db = await database.OpenForWriteAsync(organization, default);
        await RunAsync(db, $"DROP TRIGGER poison_{value:N}" + (db.Database.IsNpgsql() ? $" ON {table}" : ""));
        Assert.Null(await db.CommitAsync(default));
    }

    // Names of tables and triggers cannot be parameters.
    private static async Task RunAsync(SalonDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(db.Database.CurrentTransaction!);
        await command.ExecuteNonQueryAsync();
    }
}
