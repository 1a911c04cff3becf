using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>A PostgreSQL that does not answer is an answer too, within the limit.</summary>
[Trait("Pace", "Slow")]
public sealed class ServerAwayTests
{
    [Fact]
    public async Task Limits_hold_unless_the_operator_named_others()
    {
        var none = PostgresDatabase.WithLimits(new() { DataDirectory = "", ConnectionString = "Host=db;Database=salon" });
        var own = PostgresDatabase.WithLimits(new() { DataDirectory = "", ConnectionString = "Host=db;Database=salon;Command Timeout=60;Timeout=40" });
        await Task.CompletedTask;

        Assert.Equal((10, 10, true), (none.Timeout, none.CommandTimeout, none.TcpKeepAlive));
        Assert.Equal((40, 60), (own.Timeout, own.CommandTimeout));
    }

    [Fact]
    [Trait("Proves", "R-15")]
    public async Task A_server_that_freezes_in_the_middle_is_given_up_in_time_and_used_again_when_it_thaws()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var shop = await Shop.OpenAsync(world);
        var server = new NpgsqlConnectionStringBuilder(world.Options.ConnectionString);
        await using var wire = new Wire(server.Port);
        var text = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = wire.Port, Database = server.Database, Username = server.Username, Password = server.Password }.ConnectionString;
        var clock = new TestClock(SalonWorld.Morning);
        await using var database = new PostgresDatabase(
            new() { DataDirectory = Path.GetTempPath(), ConnectionString = text, Patience = TimeSpan.FromSeconds(3) }, new ChangeFeed(), clock, NullLoggerFactory.Instance);
        await using (var before = await database.OpenAsync(shop.Id, default)) Assert.Equal(1, await before.Branches.CountAsync());

        wire.Freeze();
        var waiting = Stopwatch.StartNew();
        var failures = await Task.WhenAll(FailureAsync(async () => await database.OpenAsync(shop.Id, default)), FailureAsync(async () => await database.OpenForWriteAsync(shop.Id, default)));

        Assert.All(failures, f => Assert.True(f is not null && DataOutage.Explains(f), $"{f}"));
        Assert.InRange(waiting.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        clock.Advance(Duration.FromMinutes(5));
        Assert.False(await database.IsStuckAsync(default)); // nobody could write there
        wire.Thaw();
        await using (var after = await database.OpenForWriteAsync(shop.Id, default)) Assert.Equal(1, await after.Branches.CountAsync());
    }

    [Fact]
    public async Task Connections_that_never_come_back_ask_for_a_new_start_while_the_server_answers_others()
    {
        await using var world = await SalonWorld.StartAsync(Db.Postgres);
        var shop = await Shop.OpenAsync(world);
        var text = new NpgsqlConnectionStringBuilder(world.Options.ConnectionString) { MaxPoolSize = 1, Timeout = 1 }.ConnectionString;
        var clock = new TestClock(SalonWorld.Morning);
        await using var database = new PostgresDatabase(new() { DataDirectory = Path.GetTempPath(), ConnectionString = text }, new ChangeFeed(), clock, NullLoggerFactory.Instance);

        await using (await database.OpenForWriteAsync(shop.Id, default))
        {
            Assert.True(DataOutage.Explains((await FailureAsync(async () => await database.OpenForWriteAsync(shop.Id, default)))!));
            Assert.False(await database.IsStuckAsync(default));
            clock.Advance(Duration.FromSeconds(61));
            Assert.True(await database.IsStuckAsync(default));
        }

        Assert.False(await database.IsStuckAsync(default));
    }

    private static async Task<Exception?> FailureAsync(Func<Task<SalonDb>> open)
    {
        try
        {
            await using var db = await open();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    /// <summary>Hands on what goes to a server and comes from it, until it is frozen: then it keeps everything, and says nothing.</summary>
    private sealed class Wire : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource stop = new();
        private readonly int server;
        private volatile TaskCompletionSource flows = new();

        public Wire(int server)
        {
            this.server = server;
            flows.SetResult();
            listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public void Freeze() => flows = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Thaw() => flows.TrySetResult();

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            listener.Stop();
            stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                var near = await listener.AcceptSocketAsync(stop.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(IPAddress.Loopback, server, stop.Token);
                _ = Task.WhenAny(HandOnAsync(near, far), HandOnAsync(far, near)).ContinueWith(
                    _ =>
                    {
                        near.Dispose();
                        far.Dispose();
                    }, TaskScheduler.Default);
            }
        }

        private async Task HandOnAsync(Socket from, Socket to)
        {
            var buffer = new byte[16_384];
            while (await from.ReceiveAsync(buffer, stop.Token) is var count and > 0)
            {
                await flows.Task.WaitAsync(stop.Token);
                await to.SendAsync(buffer.AsMemory(0, count), stop.Token);
            }
        }
    }
}
