using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.HttpOverrides;

namespace Salon.Web.Hosting;

/// <summary>
/// An installation that customers reach by https serves no page without it: its cookies would not be sent, and every page with a form would
/// fail. A visitor who came by http is sent on; a proxy that does not tell how she came is explained, to her and in the log.
/// </summary>
internal static partial class HttpsHosting
{
    private static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(10);

    public static void UseHttpsForPages(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<SalonSettings>();
        if (app.Environment.IsDevelopment() || settings.PublicUrl is not { Scheme: "https" } publicUrl) return;

        var clock = app.Services.GetRequiredService<TimeProvider>();
        var said = 0L;
        app.Use(async (context, next) =>
        {
            if (context.Request.IsHttps || !IsPage(context)) await next(context);
            else if (CameByHttp(context, out var path)) context.Response.Redirect(new Uri(publicUrl, path).AbsoluteUri, permanent: true, preserveMethod: true);
            else
            {
                var last = Interlocked.Read(ref said);
                if ((last == 0 || clock.GetElapsedTime(last) > SayAgain) && Interlocked.CompareExchange(ref said, clock.GetTimestamp(), last) == last) LogPlain(app.Logger);
                context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
                context.Response.Headers.Upgrade = "TLS/1.2";
            }
        });
    }

    // What monitors and programs ask carries no cookie of ours; sockets are guarded by their origin; files are the same for everybody.
    private static bool IsPage(HttpContext context) =>
        !context.IsErrorPage() && !context.IsApi() && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        && !Path.HasExtension(context.Request.Path);

    // A known proxy that says "http" means it: sent to https, she does not come back here the same way.
    private static bool CameByHttp(HttpContext context, [NotNullWhen(true)] out string? path)
    {
        path = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        return context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalProtoHeaderName) && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
    }

    [LoggerMessage(LogLevel.Warning,
        "A page was asked for by plain http, although Salon:PublicUrl begins with https, and was not served: the reverse proxy must send X-Forwarded-Proto, and Salon:KnownProxies must name its address")]
    private static partial void LogPlain(ILogger log);
}
