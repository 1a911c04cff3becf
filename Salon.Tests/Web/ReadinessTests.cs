using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Salon.Data;
using Salon.Jobs;
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

    [Fact]
    public async Task Jobs_that_run_without_Hangfire_are_told_and_keep_nobody_from_booking()
    {
        await using var site = await WebWorld.StartAsync(Db.Sqlite);
        using var client = site.Client();
        site.Get<JobPulse>().StandStill();

        var ready = await client.ReadAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, "ready", "standing"), (ready.Status, ready.Text("status"), ready.Json.GetProperty("checks").Text("jobs")));
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
        using var page = await client.GetAsync("/");
        using var secret = await client.GetAsync($"/b/{new string('A', 43)}/cancel"); // read like a visit's link
        await cluster.OpenAsync(name);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), call.Refusal);
        Assert.NotNull(call.Headers.RetryAfter);
        Assert.DoesNotContain(name, call.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.NotNull(page.Headers.RetryAfter); // whoever reads pages comes again too
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (secret.StatusCode, secret.Headers.CacheControl!.NoStore));
        Assert.Equal("no-referrer", secret.Headers.GetValues("Referrer-Policy").Single());
        await UntilAsync(client, HttpStatusCode.OK);
    }

    [Fact, Trait("Proves", "R-15")]
    public async Task A_server_whose_connections_are_used_up_is_one_that_is_away_and_comes_back()
    {
        await using var site = await WebWorld.StartAsync(Db.Postgres);
        using var client = site.Client();
        var text = site.Get<DatabaseOptions>().ConnectionString!;
        var name = new NpgsqlConnectionStringBuilder(text).Database!;
        var cluster = await PostgresCluster.GetAsync();

        await cluster.LimitAsync(name, connections: 1);
        await using (var hog = new NpgsqlConnection($"{text};Pooling=false"))
        {
            await hog.OpenAsync();
            await using var late = new NpgsqlConnection($"{text};Pooling=false");
            var refused = await Assert.ThrowsAsync<PostgresException>(() => late.OpenAsync());
            Assert.Equal((PostgresErrorCodes.TooManyConnections, true), (refused.SqlState, DataOutage.Explains(refused)));

            await UntilAsync(client, HttpStatusCode.ServiceUnavailable);
            var call = await client.ReadAsync("/api/v1/salons/nobody");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), call.Refusal);
            Assert.NotNull(call.Headers.RetryAfter);
            using var page = await client.GetAsync("/");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/health/live")).Status); // a new start would find it full too
        }

        await cluster.LimitAsync(name, connections: -1);
        await UntilAsync(client, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await client.ReadAsync("/api/v1/salons/nobody")).Status);
    }

    [Fact]
    [Trait("Proves", "R-15")]
    public async Task A_file_that_stays_locked_makes_callers_come_again_and_the_server_unready_but_not_dead()
    {
        await using var site = await ImpatientAsync();
        using var client = site.Client();
        await using (var other = new SqliteConnection($"Data Source={site.Get<DatabaseOptions>().SqliteFile};Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction();

            var call = await client.WriteAsync("/api/v1/auth/otp", new { phone = "+966500000010" });

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), call.Refusal);
            Assert.NotNull(call.Headers.RetryAfter);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.ReadAsync("/health/ready")).Status);
            site.Clock.Advance(Duration.FromMinutes(5));
            Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/health/live")).Status); // a new start would find it locked too
        }

        Assert.Equal(HttpStatusCode.Accepted, (await client.WriteAsync("/api/v1/auth/otp", new { phone = "+966500000010" })).Status);
        await UntilAsync(client, HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_in_which_no_write_comes_to_an_end_asks_for_a_new_start()
    {
        await using var site = await ImpatientAsync();
        using var client = site.Client();
        site.Clock.Advance(Duration.FromHours(5));
        Assert.Equal((HttpStatusCode.OK, "live"), await LiveAsync(client)); // nobody wanted to write

        await using (await site.Database.OpenForWriteAcrossAsync(default))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (await client.WriteAsync("/api/v1/auth/otp", new { phone = "+966500000010" })).Refusal);
            Assert.Equal((HttpStatusCode.OK, "live"), await LiveAsync(client));
            site.Clock.Advance(Duration.FromSeconds(61));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "stuck"), await LiveAsync(client));
        }

        Assert.Equal((HttpStatusCode.OK, "live"), await LiveAsync(client));
    }

    private static async Task<(HttpStatusCode, string?)> LiveAsync(HttpClient client) => await client.ReadAsync("/health/live") is var live ? (live.Status, live.Text("status")) : default;

    private static Task<WebWorld> ImpatientAsync() => WebWorld.StartAsync(Db.Sqlite, change: services => services.AddSingleton<Database>(p => new SqliteDatabase(
        p.GetRequiredService<DatabaseOptions>() with { Patience = TimeSpan.FromSeconds(3) },
        p.GetRequiredService<ChangeFeed>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>())));

    // One look serves for a second.
    private static Task UntilAsync(HttpClient client, HttpStatusCode status) =>
        Eventually.TrueAsync(async () => (await client.ReadAsync("/health/ready")).Status == status, $"/health/ready answers {status}");
}
