using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Salon.Tests.World;
using Xunit.Abstractions;

namespace Salon.Tests.Web;

/// <summary>Callers who open connections and never finish what they say, or say far too much, over real sockets.</summary>
[Collection(AloneCollection.Name), Trait("Pace", "Slow")]
public sealed class SlowCallersTests(ITestOutputHelper output)
{
    private const string Codes = "/api/v1/auth/otp", Form = "application/x-www-form-urlencoded";

    /// <summary>With more than usual the real times are waited for, otherwise they are shortened.</summary>
    private static readonly int Callers = Amount.Of("SALON_SLOW", 100);

    private static readonly bool InRealTime = Callers > 100;
    private static readonly TimeSpan Honest = TimeSpan.FromSeconds(2), Gone = TimeSpan.FromSeconds(60), SilentGone = TimeSpan.FromSeconds(150);

    [Fact, Trait("Proves", "S-27")]
    public async Task Slow_callers_are_shown_out_and_the_others_notice_nothing()
    {
        await using var site = await ServeAsync();
        using var client = site.Client();
        await client.ReadAsync("/");
        (string Kind, string First, string Again)[] kinds =
        [
            ("says nothing", "", ""),
            ("stops within the head", "GET / HTT", ""),
            ("adds to the head", "GET / HTTP/1.1\r\nHost: localhost\r\n", "X-More: 1\r\n"),
            ("adds to the body", Post(Codes, "application/json", "Content-Length: 5000") + "{", " "),
            ("stops within the body", Post("/sign-in", Form, "Transfer-Encoding: chunked") + "1\r\na\r\n", ""),
        ];

        var began = Stopwatch.GetTimestamp();
        var slow = kinds.SelectMany(kind => Enumerable.Range(0, Callers / kinds.Length).Select(async _ =>
        {
            var answer = await TalkAsync(site, kind.First, kind.Again);
            return (kind.Kind, Answer: answer, Took: Stopwatch.GetElapsedTime(began));
        })).ToList();
        var times = new List<TimeSpan>();
        while (!slow.TrueForAll(talk => talk.IsCompleted))
        {
            var clock = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/")).Status);
            times.Add(Stopwatch.GetElapsedTime(clock));
            Assert.True(Stopwatch.GetElapsedTime(began) < SilentGone, $"{slow.Count(talk => !talk.IsCompleted)} callers are still there.");
        }

        var gone = (
            from talk in await Task.WhenAll(slow)
            group talk by talk.Kind into kind
            let answers = kind.Select(talk => talk.Answer).Distinct().ToList()
            select (Kind: kind.Key, Count: kind.Count(), Last: kind.Max(talk => talk.Took), Answers: answers)).ToList();
        times.Sort();
        foreach (var (kind, count, last, answers) in gone)
            output.WriteLine($"{count} of whom each {kind}: gone after {last.TotalSeconds:0.0} s, answered \"{string.Join(", ", answers)}\"");
        output.WriteLine($"{times.Count} others meanwhile: p50 {times[times.Count / 2].TotalMilliseconds:0} ms, slowest {times[^1].TotalMilliseconds:0} ms");
        Assert.True(times[^1] < Honest, $"Somebody waited {times[^1]}.");
        Assert.All(gone.Where(kind => kind.Kind != kinds[0].Kind), kind => Assert.True(kind.Last < Gone, $"Who {kind.Kind} stayed for {kind.Last}."));
        Assert.All(gone.SelectMany(kind => kind.Answers), answer => Assert.True(answer is "" or "408", $"A slow caller was answered {answer}."));
    }

    [Fact, Trait("Proves", "S-27")]
    public async Task Who_says_far_too_much_is_refused_without_being_heard_to_the_end()
    {
        await using var site = await ServeAsync();
        var (much, more) = (new string('a', 100_000), new string('a', 2_000_000));
        string Get(string path, string head) => $"GET {path} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n";
        Task<string> AskAsync(string words) => TalkAsync(site, words, toTheEnd: false);

        Assert.Equal("414", await AskAsync(Get($"/?query={much}", "")));
        Assert.Equal("431", await AskAsync(Get("/", $"X-More: {much}\r\n")));
        Assert.Equal("431", await AskAsync(Get("/", string.Concat(Enumerable.Range(0, 500).Select(i => $"X-More-{i}: 1\r\n")))));
        Assert.Equal("413", await AskAsync(Post(Codes, "application/json", $"Content-Length: {more.Length}"))); // announced is enough
        var chunked = Post(Codes, "application/json", "Transfer-Encoding: chunked");
        Assert.Equal("413", await AskAsync(chunked + Chunk("{\"phone\":\"" + more))); // no fault to be found before the limit
        Assert.Equal("413", await AskAsync(Post("/sign-in", Form, $"Content-Length: {more.Length}")));
        Assert.Equal("413", await AskAsync(Post("/sign-in", Form, "Transfer-Encoding: chunked") + Chunk("a=" + more)));
        Assert.Equal("400", await AskAsync(Post(Codes, "application/json", "Content-Length: 5\r\nContent-Length: 6") + "{}"));
        Assert.Equal("400", await AskAsync(Post(Codes, "application/json", "Content-Length: 99999999999999999999") + "{}"));

        using var client = site.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/")).Status);
    }

    [Fact]
    public async Task The_times_and_sizes_are_those_that_the_guide_tells()
    {
        await using var site = await WebWorld.ServeAsync(Db.Sqlite);

        var limits = site.Get<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal((15, 130), (limits.RequestHeadersTimeout.TotalSeconds, limits.KeepAliveTimeout.TotalSeconds));
        Assert.Equal((5, 240), (limits.MinRequestBodyDataRate!.GracePeriod.TotalSeconds, limits.MinRequestBodyDataRate.BytesPerSecond));
        Assert.Equal((8 * 1024, 32 * 1024, 100), (limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestHeaderCount));
        Assert.Equal(1024 * 1024, limits.MaxRequestBodySize);
    }

    private static Task<WebWorld> ServeAsync() => WebWorld.ServeAsync(
        Db.Sqlite, [.. from kind in (string[])["Reads", "Writes", "Auth"] select ($"Salon:Limits:{kind}:PerAddress", "1000000")], services =>
        {
            if (InRealTime) return;
            services.PostConfigure<KestrelServerOptions>(kestrel =>
            {
                (kestrel.Limits.RequestHeadersTimeout, kestrel.Limits.KeepAliveTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
                kestrel.Limits.MinRequestBodyDataRate = new(240, TimeSpan.FromSeconds(1.1)); // as short as it may be
            });
        });

    private static string Post(string path, string type, string length) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\n{length}\r\n\r\n";

    private static string Chunk(string text) => $"{text.Length:x}\r\n{text}\r\n0\r\n\r\n";

    /// <param name="site">Whom to call.</param>
    /// <param name="first">What is said.</param>
    /// <param name="again">What is said then, again and again.</param>
    /// <param name="toTheEnd">Listens until the server hangs up, not only until it answers.</param>
    /// <returns>The status of the first answer; empty when there was none.</returns>
    private static async Task<string> TalkAsync(WebWorld site, string first, string again = "", bool toTheEnd = true)
    {
        using var caller = new TcpClient();
        await caller.ConnectAsync(site.Address.Host, site.Address.Port);
        var line = caller.GetStream();
        var heard = HearAsync(line, toTheEnd);
        try
        {
            await line.WriteAsync(Encoding.ASCII.GetBytes(first));
            while (again.Length > 0 && await Task.WhenAny(heard, Task.Delay(200)) != heard) await line.WriteAsync(Encoding.ASCII.GetBytes(again));
        }
        catch (IOException)
        {
            // it hung up while we spoke
        }

        return await heard;
    }

    private static async Task<string> HearAsync(NetworkStream line, bool toTheEnd)
    {
        var (buffer, status) = (new byte[4096], "");
        try
        {
            while (await line.ReadAsync(buffer) is var count and > 0)
            {
                if (status.Length > 0) continue;
                status = Encoding.ASCII.GetString(buffer, 0, count).Split(' ')[1];
                if (!toTheEnd) break;
            }
        }
        catch (IOException)
        {
            // it hung up without a word
        }

        return status;
    }
}
