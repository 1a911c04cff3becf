using Npgsql;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>
/// The program is killed at every point of a payment while the provider, which keeps its own books on the disk, lives on. Afterwards both books
/// agree: one charge for each try, no paid visit without its time or its refund, a document for each riyal.
/// </summary>
public sealed class PaymentKillTests
{
    private static readonly int MoreKills = Amount.Of("SALON_KILLS", 0);

    // What the program was doing when it died. Milliseconds after an answer fall before or after the commit that follows it.
    private static readonly (string Name, string Call, Moment Moment, int Milliseconds)[] Points =
    [
        ("the try is being written", "", Moment.Asked, 2),
        ("the try is written", "POST invoices", Moment.Before, 0),
        ("the page is made and the answer under way", "POST invoices", Moment.Done, 0),
        ("the page is answered", "POST invoices", Moment.Answered, 1),
        ("the news are being stored", "", Moment.Paid, 3),
        ("the news are stored and the payment is asked for", "GET", Moment.Before, 0),
        ("the payment is told, and being counted", "GET", Moment.Answered, 2),
        ("the payment is counted, and its messages on their way", "GET", Moment.Answered, 25),
        ("the refund is written", "POST refund", Moment.Before, 0),
        ("the refund is done and the answer under way", "POST refund", Moment.Done, 0),
        ("the refund is answered, and being counted", "POST refund", Moment.Answered, 2),
    ];

    [Theory, Trait("Proves", "R-05")]
    [InlineData(Db.Sqlite, 0, 6)] // one database takes the even points, the other the odd ones; ./dev faults tries all of them on both
    [InlineData(Db.Postgres, 1, 5)]
    public async Task Killed_at_every_point_of_a_payment_it_loses_no_riyal_and_takes_none_twice(Db db, int first, int kills)
    {
        var step = MoreKills > 0 ? 1 : 2;
        await using var provider = await PaymentProvider.OpenAsync();
        var database = await SalonWorld.NewDatabaseAsync(db);
        var settings = new Dictionary<string, string>(SalonProcess.Development(database.DataDirectory), StringComparer.Ordinal)
        {
            ["ConnectionStrings__Salon"] = database.ConnectionString ?? "", ["Salon__SignIn__AccessLifetime"] = "1:00:00:00", ["Logging__LogLevel__Default"] = "Warning",
            ["Salon__DemoHistoryDays"] = "0", ["Salon__Moyasar__Address"] = provider.Address.AbsoluteUri,
        };
        try
        {
            var port = SalonProcess.FreePort(); // the provider was told where to send its news
            var payer = new Payer(provider);
            for (var kill = 0; kill < Math.Max(kills, MoreKills); kill++)
            {
                await EndLeasesAsync(database);
                await using var program = await SalonProcess.StartAsync(settings, port);
                if (kill == 0) await payer.ArriveAsync(program);
                await payer.FinishAsync(program); // what the last death left open
                var point = Points[(first + kill * step) % Points.Length];
                await payer.PayUntilDeathAsync(program, point.Call, point.Moment, point.Milliseconds + (kill / Points.Length));
            }

            await EndLeasesAsync(database);
            await using (var program = await SalonProcess.StartAsync(settings, port))
            {
                await payer.FinishAsync(program);
                await program.StopAsync();
            }

            await using var after = await Afterwards.OpenAsync(database, provider);
            await after.ComeToRestAsync();
            await after.AgreesAsync(payer.Refunded);
        }
        finally
        {
            Directory.Delete(database.DataDirectory, recursive: true);
        }
    }

    // On PostgreSQL what a dead node had in hand waits until its lease ends, minutes later: they pass while nobody is there.
    private static async Task EndLeasesAsync(DatabaseOptions database)
    {
        if (!database.IsPostgres) return;
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT set_config('salon.organization', '*', false); UPDATE outbox SET locked_until = now() - interval '1 minute' WHERE locked_until IS NOT NULL";
        await command.ExecuteNonQueryAsync();
    }
}
