using Microsoft.Data.Sqlite;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>The real program is killed again and again while people book over HTTP. What it answered stands; what it did not may be asked again.</summary>
public sealed class KillTests
{
    private static readonly int MoreKills = Amount.Of("SALON_KILLS", 0);

    // On PostgreSQL an organization whose message a dead node had in hand waits until that node's lease ends, minutes later.
    private const string WaitingSql = """
        SELECT COUNT(*) FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND locked_until IS NULL AND attempts = 0
        AND organization_id NOT IN (SELECT organization_id FROM outbox WHERE locked_until IS NOT NULL)
        """;

    private const string ToldTwiceSql = """
        SELECT COUNT(*) FROM (SELECT m.booking_id FROM messages m JOIN bookings b ON b.id = m.booking_id AND b.channel = 2
        GROUP BY m.booking_id, m.kind HAVING COUNT(*) > 1) twice
        """;

    private const string UntoldSql = """
        SELECT COUNT(*) FROM bookings b WHERE b.channel = 2
        AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.organization_id = b.organization_id AND m.booking_id = b.id)
        """;

    // What waits behind a lease, and what three dead processes had in hand, which is left to an operator.
    private const string StillToTellSql = "SELECT COUNT(*) FROM outbox WHERE done_at IS NULL AND name = 'booking.confirmed'";

    private const string BookedSql = "SELECT COUNT(*) FROM bookings WHERE channel = 2";

    [Theory, Trait("Proves", "R-05")]
    [InlineData(Db.Sqlite, 4)]
    [InlineData(Db.Postgres, 2)] // the server survives; what is tried here is a node's death
    public async Task Killed_while_people_book_it_loses_no_booking_that_was_answered_and_doubles_none(Db db, int kills)
    {
        kills = Math.Max(kills, MoreKills);
        using var installation = await Installation.PrepareAsync(db);
        var crowd = new Crowd();
        SalonProcess? program = null;
        try
        {
            for (var kill = 0; kill <= kills; kill++)
            {
                program = await SalonProcess.StartAsync(installation.Settings);
                if (kill == 0) await crowd.ArriveAsync(program);
                await crowd.AskAgainAsync(program);
                await crowd.FindEverythingAsync(program);
                if (kill == kills) break;

                var booking = crowd.BookAsync(program, busy: 1 + kill * 3 % 17); // another moment each time
                await crowd.BusyAsync();
                await program.KillAsync();
                await booking;
                await program.DisposeAsync();
            }

            await Eventually.TrueAsync(async () => await installation.CountAsync(WaitingSql) == 0, "nothing waits to be told");
            Assert.Equal(0, await program!.StopAsync());
        }
        finally
        {
            if (program is not null) await program.DisposeAsync();
        }

        Assert.True(crowd.Booked.Count >= kills, $"Only {crowd.Booked.Count} bookings were answered.");
        Assert.True(crowd.Unanswered > 0, "No kill met a booking on its way.");
        Assert.Equal(crowd.Booked.Count, crowd.Booked.Values.Distinct().Count());
        Assert.Equal(crowd.Booked.Count, await installation.CountAsync(BookedSql));
        Assert.Equal(0, await installation.CountAsync(RawSql.Overlaps));
        Assert.Equal(0, await installation.CountAsync(ToldTwiceSql));
        Assert.True(await installation.CountAsync(UntoldSql) <= await installation.CountAsync(StillToTellSql));
        await installation.CheckFileAsync();
    }

    /// <summary>A data directory and a database that outlive the program.</summary>
    private sealed class Installation(DatabaseOptions database) : IDisposable
    {
        public Dictionary<string, string> Settings { get; } = new(SalonProcess.Development(database.DataDirectory), StringComparer.Ordinal)
        {
            ["ConnectionStrings__Salon"] = database.ConnectionString ?? "", ["Salon__SignIn__AccessLifetime"] = "1:00:00:00",
            ["Logging__LogLevel__Default"] = "Warning", ["Salon__DemoHistoryDays"] = "0",
        };

        public static async Task<Installation> PrepareAsync(Db db) => new(await SalonWorld.NewDatabaseAsync(db));

        public Task<int> CountAsync(string sql) => database.CountAsync(sql);

        public async Task CheckFileAsync()
        {
            if (database.IsPostgres) return;
            await using var connection = new SqliteConnection($"Data Source={database.SqliteFile};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            Assert.Equal("ok", await command.ExecuteScalarAsync());
            command.CommandText = "SELECT COUNT(*) FROM pragma_foreign_key_check";
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }

        public void Dispose() => Directory.Delete(database.DataDirectory, recursive: true);
    }
}
