using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Salon.Tests.Pages;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>One address, or one stolen session, cannot open all the circuits there are.</summary>
public sealed class CircuitLimitsTests : IDisposable
{
    private const string Forwarded = "X-Forwarded-For";

    private readonly ConcurrentBag<ClientWebSocket> sockets = []; // one that nobody holds is closed with the next collection of garbage, and makes room

    [Fact, Trait("Proves", "R-21")]
    public async Task However_many_sockets_one_address_opens_the_others_still_get_in()
    {
        await using var site = await ServeAsync(("Salon:Limits:Circuits", "60"), ("Salon:Limits:CircuitsPerAddress", "50"));
        using var client = site.Client();
        await client.ReadAsync("/");

        var flood = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => OpenAsync(site, (Forwarded, "203.0.113.7"))));
        Assert.Equal(50, flood.Count(s => s.Status == HttpStatusCode.SwitchingProtocols));
        Assert.Equal(350, flood.Count(s => s.Status == HttpStatusCode.TooManyRequests));

        for (var i = 0; i < 10; i++)
        {
            var honest = await OpenAsync(site, (Forwarded, $"198.51.100.{i}"));
            Assert.Equal(HttpStatusCode.SwitchingProtocols, honest.Status);
            var clock = Stopwatch.StartNew();
            Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/", headers: (Forwarded, $"198.51.100.{i}"))).Status);
            Assert.InRange(clock.ElapsedMilliseconds, 0, 2_000);
        }
    }

    [Fact, Trait("Proves", "R-21")]
    public async Task A_socket_that_closes_makes_room_for_another()
    {
        await using var site = await ServeAsync(("Salon:Limits:CircuitsPerAddress", "1"));
        var first = await OpenAsync(site, (Forwarded, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await OpenAsync(site, (Forwarded, "203.0.113.7"))).Status);

        await first.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        await Eventually.TrueAsync(async () => (await OpenAsync(site, (Forwarded, "203.0.113.7"))).Status == HttpStatusCode.SwitchingProtocols);
    }

    [Fact, Trait("Proves", "R-21")]
    public async Task One_session_opens_no_more_than_its_share_from_whatever_addresses()
    {
        await using var site = await ServeAsync(("Salon:Limits:CircuitsPerSession", "2"));
        var her = new Browser(site, site.Address.AbsoluteUri);
        await her.SignInAsync("0500000010", site);
        var cookies = string.Join("; ", her.Cookies.Select(c => c.Split(';')[0]).GroupBy(c => c.Split('=')[0]).Select(same => same.Last()));

        var origin = ("Origin", site.Address.GetLeftPart(UriPartial.Authority));
        var opened = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++) opened.Add((await OpenAsync(site, (Forwarded, $"203.0.113.{i}"), ("Cookie", cookies), origin)).Status);

        Assert.Equal([HttpStatusCode.SwitchingProtocols, HttpStatusCode.SwitchingProtocols, HttpStatusCode.TooManyRequests], opened);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, (await OpenAsync(site, (Forwarded, "203.0.113.2"))).Status); // somebody else at the same place
    }

    [Fact]
    public void Whoever_switches_a_limit_off_is_told_at_start()
    {
        Assert.Empty(new Salon.Web.Hosting.Limits().Warnings());
        Assert.Single(new Salon.Web.Hosting.Limits { CircuitsPerAddress = 0 }.Warnings(), w => w.Contains("CircuitsPerAddress", StringComparison.Ordinal));
        Assert.Single(new Salon.Web.Hosting.Limits { CircuitsPerSession = 5_000 }.Warnings(), w => w.Contains("CircuitsPerSession", StringComparison.Ordinal));
        Assert.Single(new Salon.Web.Hosting.Limits { CircuitsPerAddress = -1 }.Problems());
    }

    private static Task<WebWorld> ServeAsync(params (string, string)[] settings) => WebWorld.ServeAsync(Db.Sqlite, [("Salon:KnownProxies", "127.0.0.1"), .. settings]);

    private async Task<(ClientWebSocket Socket, HttpStatusCode Status)> OpenAsync(WebWorld site, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        sockets.Add(socket);
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers) socket.Options.SetRequestHeader(name, value);
        try
        {
            await socket.ConnectAsync(new UriBuilder(site.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
            return (socket, HttpStatusCode.SwitchingProtocols);
        }
        catch (WebSocketException)
        {
            return (socket, socket.HttpStatusCode);
        }
    }

    public void Dispose()
    {
        foreach (var socket in sockets) socket.Dispose();
    }
}
