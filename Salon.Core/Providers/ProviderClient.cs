using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Polly;
using Polly.CircuitBreaker;

namespace Salon.Providers;

/// <summary>
/// The one way to call an outside service: bounded in time, in size and in number, never redirected, left alone while it is down.
/// It asks once and says what came of it; whether to ask again is for those who know what the question was.
/// </summary>
/// <remarks>Logs say provider, operation, status and a hash of the answer: bodies and headers hold phones, codes, texts and keys.</remarks>
internal sealed partial class ProviderClient : IDisposable
{
    private readonly ProviderSettings settings;
    private readonly ProviderMetrics metrics;
    private readonly ILogger<ProviderClient> log;
    private readonly HttpClient http;
    private readonly ConcurrencyLimiter places;
    private readonly ResiliencePipeline<ProviderReply> fuse;
    private readonly TimeProvider clock;
    private long restsUntil; // ticks of UTC

    public ProviderClient(ProviderSettings settings, TimeProvider clock, ProviderMetrics metrics, ILogger<ProviderClient> log)
    {
        (this.settings, this.clock, this.metrics, this.log) = (settings, clock, metrics, log);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // then the name is looked up again
            MaxResponseHeadersLength = 32,
        })
        { Timeout = Timeout.InfiniteTimeSpan }; // the time is ours to count: it includes reading the answer
        places = new(new ConcurrencyLimiterOptions { PermitLimit = settings.Parallel, QueueLimit = settings.Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
        fuse = new ResiliencePipelineBuilder<ProviderReply> { TimeProvider = clock }.AddCircuitBreaker(new()
        {
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result?.IsSick == true),
            FailureRatio = 0.5, MinimumThroughput = 5, SamplingDuration = TimeSpan.FromSeconds(30), BreakDuration = settings.Rest,
            OnOpened = _ =>
            {
                LogOpened(log, settings.Provider, settings.Rest);
                return Rest(settings.Rest);
            },
            OnHalfOpened = _ => Rest(settings.Rest), // one call asks how it is; the others wait for its answer
            OnClosed = _ => Rest(TimeSpan.Zero),
        }).Build();
    }

    public Uri Address => settings.Address();

    /// <summary>It fails, and is left alone for now: whoever can wait does not even begin.</summary>
    public bool IsResting => clock.GetUtcNow().UtcTicks < Interlocked.Read(ref restsUntil);

    /// <param name="operation">For logs and metrics, such as "send-otp".</param>
    /// <param name="request">Its address is relative to <see cref="ProviderSettings.Address"/>. Disposed here.</param>
    public async Task<ProviderReply> SendAsync(string operation, HttpRequestMessage request, CancellationToken ct)
    {
        using var sent = request;
        var started = Stopwatch.GetTimestamp();
        var reply = await GuardedAsync(request, ct);
        var took = Stopwatch.GetElapsedTime(started);

        metrics.Called(settings.Provider, operation, CodeOf(reply.Trouble) ?? "answered", took);
        if (reply.Trouble is { } trouble) LogTrouble(log, settings.Provider, operation, CodeOf(trouble)!, reply.Status, took.TotalMilliseconds, HashOf(reply.Body));
        return reply;
    }

    public void Dispose()
    {
        http.Dispose();
        places.Dispose();
    }

    private ValueTask Rest(TimeSpan time)
    {
        Interlocked.Exchange(ref restsUntil, (clock.GetUtcNow() + time).UtcTicks);
        return default;
    }

    private async Task<ProviderReply> GuardedAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(settings.Timeout);
        try
        {
            using var place = await places.AcquireAsync(1, time.Token);
            if (!place.IsAcquired) return Refused(ProviderReasons.Busy, tried: false);
            return await fuse.ExecuteAsync(async token => await CallAsync(request, token, ct), time.Token);
        }
        catch (BrokenCircuitException e)
        {
            return Refused(ProviderReasons.Resting, tried: false, e.RetryAfter);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Refused(ProviderReasons.Busy, tried: false); // the time was up before a place was free
        }
    }

    /// <param name="time">Ends with the time allowed or with the caller.</param>
    /// <param name="caller">Ends with the caller alone.</param>
    private async Task<ProviderReply> CallAsync(HttpRequestMessage request, CancellationToken time, CancellationToken caller)
    {
        try
        {
            request.RequestUri = new Uri(settings.Address(), request.RequestUri!);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time);
            var body = await ReadAsync(response.Content, time);
            return body is null
                ? ProviderReply.Without(new ProviderOutcome.Unknown(ProviderReasons.Unreadable))
                : ProviderReply.Of((int)response.StatusCode, body, RetryAfter(response));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return Refused(ProviderReasons.Unreachable); // nothing was sent
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !time.IsCancellationRequested)
        {
            return Refused(ProviderReasons.Unreachable); // SocketsHttpHandler's way to say that the connection took too long
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return ProviderReply.Without(new ProviderOutcome.Unknown(ProviderReasons.TimedOut)); // it may have done it
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return ProviderReply.Without(new ProviderOutcome.Unknown(ProviderReasons.Failed)); // it had our request, or some of it
        }
    }

    private async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken ct)
    {
        if (content.Headers.ContentLength > settings.LongestAnswer) return null;
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (kept.Length + read > settings.LongestAnswer) return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    private static ProviderReply Refused(string code, bool tried = true, TimeSpan? after = null) =>
        ProviderReply.Without(new ProviderOutcome.Refused(code, Again: true, after is { } wait ? Duration.FromTimeSpan(wait) : null, tried));

    private static Duration? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } asked && (asked.Delta ?? (asked.Date - response.Headers.Date)) is { } wait ? Duration.FromTimeSpan(wait) : null;

    private static string? CodeOf(ProviderOutcome? trouble) => trouble switch
    {
        ProviderOutcome.Refused refused => refused.Code,
        ProviderOutcome.Unknown unknown => unknown.Code,
        _ => null,
    };

    private static string HashOf(ReadOnlySpan<byte> body) => body.IsEmpty ? "empty" : Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 6));

    [LoggerMessage(LogLevel.Warning, "{Provider} {Operation}: {Code}, HTTP {Status}, {Milliseconds:F0} ms, answer {Hash}")]
    private static partial void LogTrouble(ILogger log, string provider, string operation, string code, int? status, double milliseconds, string hash);

    [LoggerMessage(LogLevel.Error, "{Provider} fails; it is left alone for {Rest}")]
    private static partial void LogOpened(ILogger log, string provider, TimeSpan rest);
}
