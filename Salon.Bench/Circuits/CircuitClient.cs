using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Salon.Bench.Circuits;

/// <summary>A browser's end of one circuit, without the browser: opens a page, starts its circuit and confirms what is drawn.</summary>
/// <remarks>Follows what blazor.web.js of .NET 9 and 10 sends over its hub (protocol "blazorpack").</remarks>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> NoHeaders = [];

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource alive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource closing = new();
    private TaskCompletionSource? drawn;
    private byte[] awaited = [];
    private Task listening = Task.CompletedTask;

    private CircuitClient() { }

    /// <summary>Bytes of pictures of the page that the server has sent.</summary>
    public long DrawnBytes { get; private set; }

    /// <summary>Opens a page and waits until it is alive.</summary>
    public static async Task<CircuitClient> OpenAsync(Uri page, CookieContainer cookies)
    {
        using var handler = new SocketsHttpHandler { CookieContainer = cookies };
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(page);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{page} answered {(int)answer.StatusCode}.");
        var html = await answer.Content.ReadAsStringAsync();
        var markers = Marker().Matches(html).Select(m => JsonNode.Parse(m.Groups["json"].Value)!).Where(m => m["descriptor"] is not null).ToList();
        if (markers.Count == 0) throw new InvalidOperationException($"{page} has nothing that comes alive.");

        var client = new CircuitClient();
        await client.StartAsync(page, cookies, markers, State().Match(html).Groups["state"].Value);
        return client;
    }

    /// <summary>Goes to another address within the circuit, as a click on a link does.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="mark">Words that stand in the new page and not in the old one.</param>
    /// <returns>How long it took until they were drawn.</returns>
    public async Task<TimeSpan> GoAsync(Uri page, string mark)
    {
        awaited = Encoding.UTF8.GetBytes(mark);
        var clock = Stopwatch.GetTimestamp();
        drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync("OnLocationChanged", page.ToString(), null, true);
        await drawn.Task.WaitAsync(Patience);
        return Stopwatch.GetElapsedTime(clock);
    }

    private async Task StartAsync(Uri page, CookieContainer cookies, List<JsonNode> markers, string state)
    {
        socket.Options.Cookies = cookies;
        socket.Options.SetRequestHeader("Origin", page.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(page) { Scheme = "ws", Path = "/_blazor", Query = "" }.Uri, closing.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, closing.Token);
        var shaken = new byte[64];
        await socket.ReceiveAsync(shaken, closing.Token);
        listening = Task.Run(ListenAsync);

        await SendRawAsync(Packed.Message(1, NoHeaders, "0", "StartCircuit", new object?[] { page.GetLeftPart(UriPartial.Authority) + "/", page.ToString(), "[]", state }, Array.Empty<object?>()));
        await started.Task.WaitAsync(Patience);
        var operations = new JsonArray([.. markers.Select((marker, i) => (JsonNode)new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker.DeepClone() })]);
        await SendAsync("UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), state);
        await alive.Task.WaitAsync(Patience);
    }

    private async Task ListenAsync()
    {
        try
        {
            var (buffer, filled) = (new byte[64 * 1024], 0);
            while (!closing.IsCancellationRequested)
            {
                if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var part = await socket.ReceiveAsync(buffer.AsMemory(filled), closing.Token);
                if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException($"The server closed the circuit: {socket.CloseStatusDescription}");
                filled += part.Count;
                var answers = new List<byte[]>();
                var used = Packed.Take(buffer.AsSpan(0, filled), message => Hear(message, answers));
                buffer.AsSpan(used, filled - used).CopyTo(buffer);
                filled -= used;
                foreach (var answer in answers) await SendRawAsync(answer);
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            foreach (var waiting in (TaskCompletionSource?[])[started, alive, drawn]) waiting?.TrySetException(problem);
        }
    }

    private void Hear(object?[] message, List<byte[]> answers)
    {
        switch (message)
        {
            case [6L, ..]: answers.Add(Packed.Message(6)); break; // a ping, answered so that the server sees life
            case [3L, _, "0", 3L, ..]: started.TrySetResult(); break;
            case [3L, _, "0", ..]: started.TrySetException(new InvalidOperationException("The server refused the circuit.")); break;
            case [1L, _, _, "JS.RenderBatch", object?[] args, ..]:
                var picture = (byte[])args[1]!;
                DrawnBytes += picture.Length;
                answers.Add(Call("OnRenderCompleted", args[0], null));
                if (picture.AsSpan().IndexOf(awaited) >= 0) drawn?.TrySetResult();
                break;
            case [1L, _, _, "JS.BeginInvokeJS", object?[] args, ..]:
                var result = args[3] is 1L ? "{\"__jsObjectId\":1}" : "null"; // a reference to a script, or nothing
                answers.Add(Call("EndInvokeJSFromDotNet", args[0], true, $"[{args[0]},true,{result}]"));
                break;
            case [1L, _, _, "JS.EndUpdateRootComponents", ..]: alive.TrySetResult(); break;
            case [1L, _, _, "JS.Error", object?[] args, ..]: throw new InvalidOperationException($"{args[0]}");
            case [7L, ..]: throw new InvalidOperationException($"The server ends the connection: {(message.Length > 1 ? message[1] : "")}");
        }
    }

    private static byte[] Call(string target, params object?[] args) => Packed.Message(1, NoHeaders, null, target, args, Array.Empty<object?>());

    private Task SendAsync(string target, params object?[] args) => SendRawAsync(Call(target, args));

    private async Task SendRawAsync(byte[] message)
    {
        await sending.WaitAsync(closing.Token);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, closing.Token);
        }
        finally
        {
            sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        socket.Abort();
        await listening;
        socket.Dispose();
        sending.Dispose();
        closing.Dispose();
    }

    [GeneratedRegex("""<!--Blazor:(?<json>\{.*?\})-->""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("""<!--Blazor-Server-Component-State:(?<state>[^>]*?)-->""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();
}
