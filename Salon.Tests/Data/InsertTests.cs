using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>Rows that are written past the change tracker are the rows it would have written, and are refused like them.</summary>
public sealed class InsertTests
{
    private static readonly string[] Tables = ["bookings", "booking_lines", "claims", "booking_events", "outbox"];

    [Fact]
    public async Task An_inserted_booking_stands_in_the_file_as_EF_Core_would_have_written_it()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(11), shop.Colour)).TryGet(out var id, out _));
        var inserted = Rows(world);

        object[] rows;
        await using (var db = await world.Database.OpenAsync(shop.Id, default))
        {
            rows =
            [
                await db.Bookings.Include(b => b.Lines).AsNoTracking().SingleAsync(b => b.Id == id), .. await db.Claims.AsNoTracking().ToListAsync(),
                .. await db.BookingEvents.AsNoTracking().ToListAsync(), .. await db.Outbox.AsNoTracking().ToListAsync(),
            ];
        }

        Run(world, "DROP TRIGGER booking_events_no_delete; " + string.Concat(Tables.Reverse().Select(t => $"DELETE FROM {t};")));
        await using (var db = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            db.AddRange(rows);
            Assert.Null(await db.CommitAsync(default));
        }

        Assert.NotEmpty(inserted);
        Assert.Equal(inserted, Rows(world));
    }

    [Theory, BothDatabases]
    public async Task A_row_that_is_there_already_is_refused_with_its_code_and_nothing_is_kept(Db kind)
    {
        await using var world = await SalonWorld.StartAsync(kind);
        var salon = await SmallSalon.OpenAsync(world);
        var claim = ClaimOf(salon);
        await using (var db = await world.Database.OpenForWriteAsync(salon.Id, default))
        {
            db.Insert(claim);
            Assert.Null(await db.CommitAsync(default));
        }

        await using (var db = await world.Database.OpenForWriteAsync(salon.Id, default))
        {
            db.Insert(OutboxMessage.For(salon.Id, new BookingConfirmed(BookingId.New()), world.Clock.Now));
            db.Insert(ClaimOf(salon));
            Assert.Equal("Booking.SlotTaken", (await db.CommitAsync(default))?.Code);
        }

        await using var reader = await world.Database.OpenAsync(salon.Id, default);
        Assert.Equal(claim.Id, Assert.Single(await reader.Claims.ToListAsync()).Id);
        Assert.Empty(await reader.Outbox.ToListAsync());
    }

    [Theory, BothDatabases]
    public async Task What_staff_book_is_still_told_to_the_audit_log(Db kind)
    {
        await using var world = await SalonWorld.StartAsync(kind);
        var shop = await Shop.OpenAsync(world);
        var desk = new Actor(shop.Id, UserId.New(), Role.Desk);
        Assert.True((await world.Get<BookingService>().BookAsync(desk, shop.Request(Shop.At(11)), shop.Her, default)).TryGet(out var id, out _));

        Assert.Contains(await shop.QueryAsync(db => db.AuditEntries.Select(e => e.SubjectId).ToListAsync()), subject => subject == id.Value);
    }

    [Theory, BothDatabases]
    public async Task A_row_of_another_organization_cannot_be_inserted(Db kind)
    {
        await using var world = await SalonWorld.StartAsync(kind);
        var (mine, hers) = (await SmallSalon.OpenAsync(world), await SmallSalon.OpenAsync(world, "noor", "نور"));
        await using var db = await world.Database.OpenForWriteAsync(mine.Id, default);

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            db.Insert(ClaimOf(hers));
            await db.CommitAsync(default);
        });
    }

    [Theory, BothDatabases]
    public async Task A_lent_context_knows_nothing_of_the_operation_before(Db kind)
    {
        await using var world = await SalonWorld.StartAsync(kind);
        var (mine, hers) = (await SmallSalon.OpenAsync(world), await SmallSalon.OpenAsync(world, "noor", "نور"));
        await using (var left = await world.Database.OpenForWriteAsync(mine.Id, default))
        {
            left.Insert(ClaimOf(mine));
            left.Announce(new Change(mine.Id, ChangeKind.Bookings));
        }

        await using (var db = await world.Database.OpenForWriteAsync(hers.Id, default))
        {
            Assert.Equal(["noor"], await db.Organizations.Where(o => db.Branches.Any(b => b.OrganizationId == o.Id)).Select(o => o.Slug).ToListAsync());
            Assert.Empty(db.ChangeTracker.Entries());
            Assert.Null(await db.CommitAsync(default));
        }

        await using var reader = await world.Database.OpenAcrossAsync(default);
        Assert.Empty(await reader.Claims.ToListAsync());
        Assert.Equal(2, await reader.Branches.CountAsync());
    }

    private static Claim ClaimOf(SmallSalon salon)
    {
        var from = SalonWorld.Morning + Duration.FromHours(5);
        return Claim.Take(salon.Id, null, ClaimKind.Person, salon.Sara.Value, 0, new(from, from + Duration.FromHours(1)), null);
    }

    private static List<string> Rows(SalonWorld world)
    {
        using var connection = Open(world);
        var rows = new List<string>();
        foreach (var table in Tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table} ORDER BY id";
            using var reader = command.ExecuteReader();
            while (reader.Read()) rows.Add(table + ": " + string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={reader.GetValue(i)}:{reader.GetValue(i).GetType().Name}")));
        }

        return rows;
    }

    private static void Run(SalonWorld world, string sql)
    {
        using var connection = Open(world);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(SalonWorld world)
    {
        var connection = new SqliteConnection($"Data Source={world.Options.SqliteFile};Pooling=False");
        connection.Open();
        return connection;
    }
}
