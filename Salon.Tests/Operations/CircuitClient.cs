using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Salon.Tests.Operations;

/// <summary>How an open page came back after its line was cut.</summary>
internal enum Comeback
{
    /// <summary>Its circuit still stood, with everything on it.</summary>
    Same,

    /// <summary>Its circuit was gone; a new one began with what had been kept of it.</summary>
    Resumed,

    /// <summary>It was opened anew.</summary>
    Anew,
}

/// <summary>A browser's end of one circuit, without the browser: opens a page, starts its circuit and confirms what is drawn.</summary>
/// <remarks>Follows what blazor.web.js of .NET 10 sends over its hub (protocol "blazorpack").</remarks>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> NoHeaders = [];

    private readonly HttpClient http;
    private readonly CookieContainer cookies;
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<object?>> asked = new(StringComparer.Ordinal);
    private Uri page;
    private List<JsonNode> markers = [];
    private string state = "", circuit = "";
    private ClientWebSocket socket = new();
    private CancellationTokenSource closing = new();
    private Task listening = Task.CompletedTask;
    private TaskCompletionSource alive = new(), drawn = new();
    private byte[] awaited = [];
    private int questions;

    private CircuitClient(Uri page, HttpClient http, CookieContainer cookies) => (this.page, this.http, this.cookies) = (page, http, cookies);

    /// <summary>Bytes of pictures of the page that the server has sent.</summary>
    public long DrawnBytes { get; private set; }

    /// <summary>Opens a page and waits until it is alive.</summary>
    public static async Task<CircuitClient> OpenAsync(Uri page, CookieContainer cookies)
    {
        var client = new CircuitClient(page, new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }), cookies);
        await client.ReadPageAsync();
        await client.ConnectAsync();
        await client.BeginAsync();
        return client;
    }

    /// <summary>Opens a page so many times, a few at once.</summary>
    public static async Task OpenAsync(ICollection<CircuitClient> circuits, Uri page, CookieContainer cookies, int count)
    {
        for (var opened = 0; opened < count; opened += AtOnce)
        {
            var some = await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, count - opened)).Select(_ => OpenAsync(page, cookies)));
            foreach (var circuit in some) circuits.Add(circuit);
        }
    }

    /// <summary>Goes to another address within the circuit, as a click on a link does.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="mark">Words that stand in the new page and not in the old one.</param>
    /// <returns>How long it took until they were drawn.</returns>
    public async Task<TimeSpan> GoAsync(Uri page, string mark)
    {
        var seen = Await(mark);
        var clock = Stopwatch.GetTimestamp();
        this.page = page;
        await SendAsync("OnLocationChanged", page.ToString(), null, true);
        await seen.WaitAsync(Patience);
        return Stopwatch.GetElapsedTime(clock);
    }

    /// <summary>From now on words are awaited.</summary>
    /// <returns>Ends when they have been drawn.</returns>
    public Task Await(string mark)
    {
        drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited = Encoding.UTF8.GetBytes(mark);
        return drawn.Task;
    }

    /// <summary>Ends when the server has ended the line, or it was cut.</summary>
    public Task Ended => listening;

    /// <summary>The line is cut without a word, as by a proxy that starts again.</summary>
    public async Task DropAsync()
    {
        await closing.CancelAsync();
        socket.Abort();
        await listening;
        socket.Dispose();
        closing.Dispose();
        (socket, closing) = (new(), new()); // it may be dropped again before it has come back
    }

    /// <summary>Connects again as the browser's script does: to its circuit while the server has it, else to what was kept of it, else by a new page.</summary>
    public async Task<Comeback> ReturnAsync()
    {
        await ConnectAsync();
        if (await AskAsync("ConnectCircuit", circuit) is true) return Comeback.Same;
        if (await AskAsync("ResumeCircuit", circuit, Site, page.ToString(), "[]", "") is string resumed)
        {
            circuit = resumed;
            await EnlivenAsync();
            return Comeback.Resumed;
        }

        await DropAsync();
        await ReadPageAsync();
        await ConnectAsync();
        await BeginAsync();
        return Comeback.Anew;
    }

    /// <summary>The page is closed, and says so as browsers do.</summary>
    public async Task LeaveAsync()
    {
        using var form = new MultipartFormDataContent { { new StringContent(circuit), "circuitId" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(page, "/_blazor/disconnect")) { Content = form };
        request.Headers.Add("Origin", page.GetLeftPart(UriPartial.Authority));
        (await http.SendAsync(request)).EnsureSuccessStatusCode().Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        socket.Dispose();
        closing.Dispose();
        http.Dispose();
        sending.Dispose();
    }

    private string Site => page.GetLeftPart(UriPartial.Authority) + "/";

    private async Task ReadPageAsync()
    {
        using var answer = await http.GetAsync(page);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{page} answered {(int)answer.StatusCode}.");
        var html = await answer.Content.ReadAsStringAsync();
        markers = Marker().Matches(html).Select(m => JsonNode.Parse(m.Groups["json"].Value)!).Where(m => m["descriptor"] is not null).ToList();
        if (markers.Count == 0) throw new InvalidOperationException($"{page} has nothing that comes alive.");
        state = State().Match(html).Groups["state"].Value;
    }

    private async Task ConnectAsync()
    {
        socket.Options.Cookies = cookies;
        socket.Options.SetRequestHeader("Origin", page.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(page) { Scheme = "ws", Path = "/_blazor", Query = "" }.Uri, closing.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, closing.Token);
        var shaken = new byte[64];
        await socket.ReceiveAsync(shaken, closing.Token);
        listening = Task.Run(ListenAsync);
    }

    private async Task BeginAsync()
    {
        circuit = await AskAsync("StartCircuit", Site, page.ToString(), "[]", state) as string
            ?? throw new InvalidOperationException("The server refused the circuit.");
        await EnlivenAsync();
    }

    private async Task EnlivenAsync()
    {
        alive = new(TaskCreationOptions.RunContinuationsAsynchronously);
        JsonNode Adding(JsonNode marker, int i) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker.DeepClone() };
        var operations = new JsonArray([.. markers.Select(Adding)]);
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
                if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException($"The server closed it: {socket.CloseStatusDescription}");
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
            alive.TrySetException(problem);
            drawn.TrySetException(problem);
            foreach (var question in asked.Values) question.TrySetException(problem);
        }
    }

    private void Hear(object?[] message, List<byte[]> answers)
    {
        switch (message)
        {
            case [6L, ..]: answers.Add(Packed.Message(6)); break; // a ping, answered so that the server sees life
            case [3L, _, string question, 1L, var problem]: Answered(question)?.TrySetException(new InvalidOperationException($"{problem}")); break;
            case [3L, _, string question, 2L, ..]: Answered(question)?.TrySetResult(null); break;
            case [3L, _, string question, 3L, var answer]: Answered(question)?.TrySetResult(answer); break;
            case [1L, _, _, "JS.RenderBatch", object?[] args, ..]:
                var picture = (byte[])args[1]!;
                DrawnBytes += picture.Length;
                answers.Add(Call("OnRenderCompleted", args[0], null));
                if (awaited.Length > 0 && picture.AsSpan().IndexOf(awaited) >= 0) drawn.TrySetResult();
                break;
            case [1L, _, _, "JS.BeginInvokeJS", object?[] args, ..]:
                var isCalendar = args[1] is "start"; // it asks what the device is like
                // A script, a device, or nothing
                var result = args[3] is 1L ? "{\"__jsObjectId\":1}" : isCalendar ? "{\"phone\":false,\"letters\":true}" : "null";
                answers.Add(Call("EndInvokeJSFromDotNet", args[0], true, $"[{args[0]},true,{result}]"));
                break;
            case [1L, _, _, "JS.EndUpdateRootComponents", ..]: alive.TrySetResult(); break;
            case [1L, _, _, "JS.Error", object?[] args, ..]: throw new InvalidOperationException($"{args[0]}");
            case [7L, ..]: throw new InvalidOperationException($"The server ends the connection: {(message.Length > 1 ? message[1] : "")}");
        }
    }

    private TaskCompletionSource<object?>? Answered(string question) => asked.TryRemove(question, out var waiting) ? waiting : null;

    private async Task<object?> AskAsync(string target, params object?[] args)
    {
        var question = Interlocked.Increment(ref questions).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = asked[question] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendRawAsync(Packed.Message(1, NoHeaders, question, target, args, Array.Empty<object?>()));
        return await answer.Task.WaitAsync(Patience);
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

    [GeneratedRegex("""<!--Blazor:(?<json>\{.*?\})-->""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("""<!--Blazor-Server-Component-State:(?<state>[^>]*?)-->""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();
}
