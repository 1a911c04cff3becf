using System.Net;
using System.Net.WebSockets;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>Only our own pages may open a circuit: browsers connect WebSockets across sites and send cookies along.</summary>
public sealed class SocketTests
{
    private const string Ours = "https://book.example.sa";

    [Theory, Trait("Proves", "S-07")]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("https://book.example.sa.evil.example", false)]
    [InlineData("http://book.example.sa", false)]
    [InlineData("https://book.example.sa:8443", false)]
    [InlineData(Ours, true)]
    [InlineData("HTTPS://BOOK.EXAMPLE.SA", true)]
    public async Task A_socket_is_opened_from_our_own_address_only(string origin, bool allowed)
    {
        await using var site = await WebWorld.ServeAsync(Db.Sqlite, [("Salon:PublicUrl", Ours)]);

        Assert.Equal(allowed ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, await ConnectAsync(site, ("Origin", origin), ("Cookie", "__Host-salon=x")));
    }

    [Fact]
    public async Task A_program_without_an_origin_may_connect_only_without_somebody_s_cookie()
    {
        await using var site = await WebWorld.ServeAsync(Db.Sqlite, [("Salon:PublicUrl", Ours)]);

        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(site, ("Cookie", "__Host-salon=x")));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(site));
    }

    [Fact, Trait("Proves", "S-07")]
    public async Task Negotiating_from_another_site_is_refused_too()
    {
        await using var site = await WebWorld.ServeAsync(Db.Sqlite);
        using var client = site.Client();

        var foreign = await client.WriteAsync("/_blazor/negotiate?negotiateVersion=1", headers: ("Origin", "https://evil.example"));
        var own = await client.WriteAsync("/_blazor/negotiate?negotiateVersion=1", headers: ("Origin", site.Address.GetLeftPart(UriPartial.Authority)));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (foreign.Status, own.Status));
    }

    private static async Task<HttpStatusCode> ConnectAsync(WebWorld site, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers) socket.Options.SetRequestHeader(name, value);
        try
        {
            await socket.ConnectAsync(new UriBuilder(site.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
            return HttpStatusCode.SwitchingProtocols;
        }
        catch (WebSocketException)
        {
            return socket.HttpStatusCode;
        }
    }
}
