using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Salon.Tests.Providers;

/// <summary>An HTTP server of one's own making, down to the bytes, for the ways in which real ones fail.</summary>
public sealed class RogueServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> behave;
    private readonly Task accepting;

    private RogueServer(Func<NetworkStream, CancellationToken, Task> behave)
    {
        this.behave = behave;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>Whole requests, as they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <param name="behave">What to do once a request has been read whole.</param>
    public static RogueServer That(Func<NetworkStream, CancellationToken, Task> behave) => new(behave);

    public static RogueServer Answers(int status, string body, string headers = "") =>
        new((stream, ct) => WriteAsync(stream, $"HTTP/1.1 {status} X\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}", ct));

    public static Task WriteAsync(NetworkStream stream, string text, CancellationToken ct) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct).AsTask();

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                Requests.Enqueue(await ReadRequestAsync(stream, stop.Token));
                await behave(stream, stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // the client hung up, or the test is over: what a rogue server is for
            }
        }
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, ct);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var request = text.ToString();
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0 || (end >= 0 && Encoding.UTF8.GetByteCount(request.AsSpan(end + 4)) >= Length(request[..end]))) return request;
        }
    }

    private static int Length(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture)).FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting; // before the listener stops: whoever asks a stopped one for a client fails otherwise than by being cancelled
        listener.Stop();
        stop.Dispose();
        listener.Dispose();
    }
}
