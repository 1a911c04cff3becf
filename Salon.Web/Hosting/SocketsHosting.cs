using Microsoft.AspNetCore.Http.Features;

namespace Salon.Web.Hosting;

/// <summary>
/// Lets only our own pages open a circuit: browsers connect WebSockets across sites, cookies and all, and no CORS rule stops them. Once stopping has begun
/// nobody opens one: a page whose circuit was ended connects again at once, and the server would wait for it until its time is over.
/// </summary>
internal static class SocketsHosting
{
    private const string Circuits = "/_blazor";

    public static void UseSocketGuard(this WebApplication app)
    {
        var publicOrigin = app.Services.GetRequiredService<SalonSettings>().PublicUrl?.GetLeftPart(UriPartial.Authority);
        var stopping = app.Lifetime.ApplicationStopping;
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase), circuits => circuits.Use((context, next) =>
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
