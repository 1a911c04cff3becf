using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;

namespace Salon.Web.Hosting;

/// <summary>
/// Lets only our own pages open a circuit: browsers connect WebSockets across sites, cookies and all, and no CORS rule stops them. Once stopping has begun
/// nobody opens one: a page whose circuit was ended connects again at once, and the server would wait for it until its time is over.
/// </summary>
internal static partial class SocketsHosting
{
    private const string Circuits = "/_blazor";

    public static void UseSocketGuard(this WebApplication app)
    {
        var publicOrigin = app.Services.GetRequiredService<SalonSettings>().PublicUrl?.GetLeftPart(UriPartial.Authority);
        var stopping = app.Lifetime.ApplicationStopping;
        app.UseWhen(IsOfCircuit, circuits => circuits.Use((context, next) =>
        {
            if (stopping.IsCancellationRequested)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "2";
                return Task.CompletedTask;
            }

            if (IsOurs(context, publicOrigin)) return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }));
    }

    /// <summary>Nobody opens all circuits from one address. Stands before authentication: what is refused costs nothing.</summary>
    public static void UseCircuitsByAddress(this WebApplication app) =>
        Hold(app, limits => limits.CircuitsPerAddress, context => LimitsHosting.AddressOf(context.Connection.RemoteIpAddress));

    /// <summary>Nobody opens all circuits with one session, from whatever addresses. Stands behind authentication.</summary>
    public static void UseCircuitsBySession(this WebApplication app) => Hold(app, limits => limits.CircuitsPerSession, context => context.User.SessionId?.ToString());

    /// <summary>Says at start which limits are off.</summary>
    public static void WarnOfLimits(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) return; // load tools need them open
        foreach (var warning in app.Services.GetRequiredService<Limits>().Warnings()) LogOpenDoor(app.Logger, warning);
    }

    // A circuit is a request that lasts: the limiter counts those under way, and gives each back when its socket closes.
    private static void Hold(WebApplication app, Func<Limits, int> mostOf, Func<HttpContext, string?> keyOf)
    {
        var most = mostOf(app.Services.GetRequiredService<Limits>());
        if (most == 0) return;
        app.UseWhen(IsOfCircuit, circuits => circuits.UseRateLimiter(new RateLimiterOptions
        {
            RejectionStatusCode = StatusCodes.Status429TooManyRequests,
            GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => keyOf(context) is { } key
                ? RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 })
                : RateLimitPartition.GetNoLimiter("")),
            OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "10";
                return ValueTask.CompletedTask;
            },
        }));
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogOpenDoor(ILogger log, string warning);

    private static bool IsOfCircuit(HttpContext context) => context.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a browser says that it is about to open the line of a circuit. Nothing of its body is read.</summary>
    internal static bool IsAnnouncement(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Equals(Circuits + "/negotiate", StringComparison.OrdinalIgnoreCase);

    // Browsers name the origin on every WebSocket and every POST; a plain GET of our own page does not carry it.
    private static bool IsOurs(HttpContext context, string? publicOrigin)
    {
        var request = context.Request;
        if (request.Headers.Origin is [{ Length: > 0 } origin])
        {
            return origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
                || origin.Equals(publicOrigin, StringComparison.OrdinalIgnoreCase);
        }

        // Only programs leave the origin out; one that sends a cookie all the same borrows somebody's.
        return request.Headers.Origin.Count == 0 && !(IsWebSocket(context) && request.Headers.Cookie.Count > 0);
    }

    private static bool IsWebSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.Any(u => "websocket".Equals(u, StringComparison.OrdinalIgnoreCase))
        || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true; // WebSockets over HTTP/2
}
