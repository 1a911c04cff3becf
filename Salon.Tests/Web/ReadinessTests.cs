using System.Net;
using Npgsql;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Web;

public sealed class ReadinessTests
{
    [Theory, BothDatabases]
    public async Task A_server_that_can_book_says_so(Db db)
    {
        await using var site = await WebWorld.StartAsync(db);
        using var client = site.Client();

        var ready = await client.ReadAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, "ready"), (ready.Status, ready.Text("status")));
        Assert.Equal(0, ready.Json.GetProperty("outboxSeconds").GetInt64());
        Assert.Equal("live", (await client.ReadAsync("/health/live")).Text("status"));
    }

    [Fact]
    public async Task A_full_disk_makes_it_unready_but_not_dead()
    {
        await using var site = await WebWorld.StartAsync(Db.Sqlite, [("Salon:MinFreeMegabytes", "1000000")]);
        using var client = site.Client();

        var ready = await client.ReadAsync("/health/ready");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "notReady", "full"), (ready.Status, ready.Text("status"), ready.Json.GetProperty("checks").Text("disk")));
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/health/live")).Status);
    }

    [Fact, Trait("Proves", "R-15")]
    public async Task A_database_that_is_gone_makes_it_unready_until_it_is_back_and_callers_are_told_to_come_again()
    {
        await using var site = await WebWorld.StartAsync(Db.Postgres);
        using var client = site.Client();
        var name = new NpgsqlConnectionStringBuilder(site.Get<DatabaseOptions>().ConnectionString).Database!;
        var cluster = await PostgresCluster.GetAsync();

        await cluster.CloseAsync(name);
        await UntilAsync(client, HttpStatusCode.ServiceUnavailable);
        var call = await client.ReadAsync("/api/v1/salons/nobody");
        await cluster.OpenAsync(name);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), call.Refusal);
        Assert.NotNull(call.Headers.RetryAfter);
        Assert.DoesNotContain(name, call.Body, StringComparison.Ordinal);
        await UntilAsync(client, HttpStatusCode.OK);
    }

    // One look serves for a second.
    private static async Task UntilAsync(HttpClient client, HttpStatusCode status)
    {
        for (var tries = 0; (await client.ReadAsync("/health/ready")).Status != status; tries++)
        {
            Assert.True(tries < 100, $"/health/ready did not answer {status} within ten seconds.");
            await Task.Delay(100);
        }
    }
}
