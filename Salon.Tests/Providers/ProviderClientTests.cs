using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salon.Providers;
using Salon.Tests.World;

namespace Salon.Tests.Providers;

public sealed class ProviderClientTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    private readonly TestClock clock = new(SalonWorld.Morning);
    private readonly RecordingLog log = new();

    [Theory, Trait("Proves", "R-13")]
    [InlineData(500, ProviderReasons.Failed)]
    [InlineData(502, ProviderReasons.Failed)]
    [InlineData(408, ProviderReasons.TimedOut)]
    public async Task A_failure_after_our_request_was_read_is_unknown(int status, string code)
    {
        await using var server = RogueServer.Answers(status, "{}");

        Assert.Equal(new ProviderOutcome.Unknown(code), (await SendAsync(server.Address)).Trouble);
    }

    [Theory]
    [InlineData(301, ProviderReasons.WrongAddress, true)]
    [InlineData(400, ProviderReasons.Rejected, false)]
    [InlineData(401, ProviderReasons.KeyRefused, true)]
    [InlineData(402, ProviderReasons.NoBalance, true)]
    [InlineData(403, ProviderReasons.KeyRefused, true)]
    [InlineData(404, ProviderReasons.WrongAddress, true)]
    [InlineData(422, ProviderReasons.Rejected, false)]
    [InlineData(503, ProviderReasons.Unavailable, true)]
    public async Task A_refusal_says_why_and_whether_to_ask_again(int status, string code, bool again)
    {
        await using var server = RogueServer.Answers(status, "{}");

        Assert.Equal(new ProviderOutcome.Refused(code, again), (await SendAsync(server.Address)).Trouble);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("86400", 600)] // nobody makes us wait a day
    public async Task A_provider_that_asks_us_to_slow_down_says_for_how_long(string header, int seconds)
    {
        await using var server = RogueServer.Answers(429, "{}", $"Retry-After: {header}\r\n");

        Assert.Equal(new ProviderOutcome.Refused(ProviderReasons.TooMany, Again: true, Duration.FromSeconds(seconds)), (await SendAsync(server.Address)).Trouble);
    }

    [Theory, Trait("Proves", "R-13")]
    [InlineData("")]
    [InlineData("{\"success\": tr")]
    [InlineData("<html><body>Welcome to the hotel's network</body></html>")]
    [InlineData("{\"source\":{\"message\":\"\\ud800\"}}")] // half of a character, which nobody can read or store
    [InlineData("{\"\\udc00\":1}")]
    public async Task An_answer_that_is_not_JSON_is_unknown(string body)
    {
        await using var server = RogueServer.Answers(200, body);

        Assert.Equal(new ProviderOutcome.Unknown(ProviderReasons.Unreadable), (await SendAsync(server.Address)).Trouble);
    }

    [Fact, Trait("Proves", "S-11")]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = RogueServer.Answers(200, "{}");
        await using var server = RogueServer.Answers(307, "", $"Location: {elsewhere.Address}\r\n");

        await SendAsync(server.Address);

        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Silence_after_our_request_is_unknown_when_the_time_is_up()
    {
        await using var server = RogueServer.That((_, ct) => Task.Delay(Timeout.Infinite, ct));
        var started = Stopwatch.GetTimestamp();

        var reply = await SendAsync(server.Address);

        Assert.Equal(new ProviderOutcome.Unknown(ProviderReasons.TimedOut), reply.Trouble);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Short * 4);
    }

    [Fact]
    public async Task A_byte_at_a_time_counts_against_the_same_time()
    {
        await using var server = RogueServer.That(async (stream, ct) =>
        {
            await RogueServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", ct);
            while (true)
            {
                await RogueServer.WriteAsync(stream, " ", ct);
                await Task.Delay(50, ct);
            }
        });

        Assert.Equal(new ProviderOutcome.Unknown(ProviderReasons.TimedOut), (await SendAsync(server.Address)).Trouble);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_the_answer_is_unknown()
    {
        await using var server = RogueServer.That((stream, ct) => RogueServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"succ", ct));

        Assert.Equal(new ProviderOutcome.Unknown(ProviderReasons.Failed), (await SendAsync(server.Address)).Trouble);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_megabytes_are_not_read(bool announced)
    {
        var written = 0L;
        await using var server = RogueServer.That(async (stream, ct) =>
        {
            await RogueServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\n{(announced ? "Content-Length: 104857600\r\n" : "")}Connection: close\r\n\r\n", ct);
            var block = new byte[64 * 1024];
            for (var i = 0; i < 1600; i++)
            {
                await stream.WriteAsync(block, ct);
                written += block.Length;
            }
        });

        var reply = await SendAsync(server.Address, s => s with { Timeout = TimeSpan.FromSeconds(10) });

        Assert.Equal(new ProviderOutcome.Unknown(ProviderReasons.Unreadable), reply.Trouble);
        Assert.True(written < 32 * 1024 * 1024, $"{written} bytes went through");
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/")] // nobody listens
    [InlineData("http://no-such-host.invalid/")] // no such name
    public async Task What_cannot_be_reached_certainly_did_nothing(string address)
    {
        var reply = await SendAsync(new Uri(address), s => s with { Timeout = TimeSpan.FromSeconds(10) });

        Assert.Equal(new ProviderOutcome.Refused(ProviderReasons.Unreachable, Again: true), reply.Trouble);
    }

    [Fact]
    public async Task Without_a_valid_certificate_nothing_is_sent()
    {
        await using var plain = RogueServer.Answers(200, "{}");
        var address = new UriBuilder(plain.Address) { Scheme = "https" }.Uri;

        var reply = await SendAsync(address, s => s with { Timeout = TimeSpan.FromSeconds(5) });

        Assert.Equal(new ProviderOutcome.Refused(ProviderReasons.Unreachable, Again: true), reply.Trouble);
        Assert.DoesNotContain(plain.Requests, request => request.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_left_alone_and_then_tried_again()
    {
        var status = 500;
        await using var server = RogueServer.That((stream, ct) =>
            RogueServer.WriteAsync(stream, $"HTTP/1.1 {status} X\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}", ct));
        using var client = Client(server.Address);

        for (var i = 0; i < 5; i++) await SendAsync(client);
        var resting = await SendAsync(client);

        var refused = Assert.IsType<ProviderOutcome.Refused>(resting.Trouble);
        Assert.Equal((ProviderReasons.Resting, true, false), (refused.Code, refused.Again, refused.Tried));
        Assert.Equal(5, server.Requests.Count);

        clock.Advance(Duration.FromSeconds(21));
        status = 200;
        Assert.Null((await SendAsync(client)).Trouble);
        Assert.Null((await SendAsync(client)).Trouble);
    }

    [Fact]
    public async Task Refusals_of_single_requests_do_not_close_the_way_for_others()
    {
        await using var server = RogueServer.Answers(422, "{}");
        using var client = Client(server.Address);

        for (var i = 0; i < 20; i++) Assert.Equal(ProviderReasons.Rejected, Assert.IsType<ProviderOutcome.Refused>((await SendAsync(client)).Trouble).Code);
    }

    [Fact]
    public async Task A_slow_service_takes_no_more_than_its_places()
    {
        var release = new TaskCompletionSource();
        await using var server = RogueServer.That(async (stream, ct) =>
        {
            await release.Task.WaitAsync(ct);
            await RogueServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", ct);
        });
        using var client = Client(server.Address, s => s with { Parallel = 2, Waiting = 1, Timeout = TimeSpan.FromSeconds(10) });

        var calls = Enumerable.Range(0, 3).Select(_ => SendAsync(client)).ToList();
        var fourth = await SendAsync(client);
        release.SetResult();

        var refused = Assert.IsType<ProviderOutcome.Refused>(fourth.Trouble);
        Assert.Equal((ProviderReasons.Busy, false), (refused.Code, refused.Tried));
        Assert.All(await Task.WhenAll(calls), reply => Assert.Null(reply.Trouble));
    }

    [Fact]
    public async Task Logs_hold_neither_what_we_sent_nor_what_came_back()
    {
        await using var server = RogueServer.Answers(422, "{\"message\":\"+966500000010 is wrong, key secret-key\"}");

        await SendAsync(server.Address);

        var line = Assert.Single(log.Lines);
        Assert.Contains("HTTP 422", line, StringComparison.Ordinal);
        Assert.DoesNotContain("966", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_not_told_that_the_provider_failed()
    {
        await using var server = RogueServer.That((_, ct) => Task.Delay(Timeout.Infinite, ct));
        using var client = Client(server.Address, s => s with { Timeout = TimeSpan.FromSeconds(10) });
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync("test", Request(), leaving.Token));
    }

    private async Task<ProviderReply> SendAsync(Uri address, Func<ProviderSettings, ProviderSettings>? change = null)
    {
        using var client = Client(address, change);
        return await SendAsync(client);
    }

    private static Task<ProviderReply> SendAsync(ProviderClient client) => client.SendAsync("test", Request(), default);

    private static HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "do") { Content = JsonContent.Create(new { phone = "+966500000010" }) };
        request.Headers.Add("X-Authorization", "secret-key");
        return request;
    }

    private ProviderClient Client(Uri address, Func<ProviderSettings, ProviderSettings>? change = null)
    {
        var settings = new ProviderSettings { Provider = "test", Address = () => address, Timeout = Short };
        var metrics = new ProviderMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        return new ProviderClient(change?.Invoke(settings) ?? settings, clock, metrics, log);
    }

    private sealed class RecordingLog : ILogger<ProviderClient>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines) Lines.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
