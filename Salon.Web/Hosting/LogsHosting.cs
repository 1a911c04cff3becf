using System.Diagnostics;
using Microsoft.Extensions.Logging.Console;

namespace Salon.Web.Hosting;

/// <summary>Logs for whoever runs the installation: JSON lines outside Development, and never what people typed, whatever level is asked for.</summary>
internal static class LogsHosting
{
    /// <summary>Categories of the framework that repeat requests or messages word for word, with the lowest level at which they do not.</summary>
    private static readonly (string Category, LogLevel From)[] Quiet =
    [
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning), // path and query
        ("Microsoft.AspNetCore.Routing", LogLevel.Information), // path
        ("Microsoft.AspNetCore.Http.Result", LogLevel.Warning), // where to redirect
        ("Microsoft.AspNetCore.Http.RequestDelegate", LogLevel.Information), // values that could not be bound
        ("Microsoft.AspNetCore.Components", LogLevel.Information), // addresses, typed text
        ("Microsoft.AspNetCore.SignalR", LogLevel.Information), // arguments of every call
        ("Microsoft.AspNetCore.Http.Connections", LogLevel.Information),
        ("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Information), // the broken request
        ("Microsoft.AspNetCore.StaticFiles", LogLevel.Warning), // path
        ("Microsoft.AspNetCore.StaticAssets", LogLevel.Warning), // path
        ("System.Net.Http.HttpClient", LogLevel.Warning), // addresses of providers, some with a token in them
        ("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical), // a failed start is told on stderr, by StartUp
    ];

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddConsole(options => options.FormatterName = JsonLogFormatter.FormatterName);
            builder.Logging.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        }

        builder.Services.PostConfigure<LoggerFilterOptions>(Quieten);
    }

    /// <summary>One line for every call that changed something and for every failure, by route: the address itself may carry a manage link.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Salon.Web.Requests");
        app.Use(async (context, next) =>
        {
            var began = Stopwatch.GetTimestamp();
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)"; // an error page would hide the route that failed
            await next(context);
            var status = context.Response.StatusCode;
            var level = status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : HttpMethods.IsGet(context.Request.Method) ? LogLevel.Debug : LogLevel.Information;
            log.Log(level, "{Method} {Route} answered {Status} in {Milliseconds} ms", MethodOf(context.Request), route, status, (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        });
    }

    // A client may send any word as its method.
    private static string MethodOf(HttpRequest request) => request.Method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "CONNECT" ? request.Method : "(other)";

    // Settings may lower the level of everything else, not of these; where they ask for less, less it is.
    private static void Quieten(LoggerFilterOptions filters)
    {
        var asked = filters.Rules.ToList();
        filters.Rules.Clear();
        foreach (var rule in asked)
        {
            var from = Quiet.Where(q => rule.CategoryName?.StartsWith(q.Category, StringComparison.OrdinalIgnoreCase) == true).Select(q => (LogLevel?)q.From).Max();
            filters.Rules.Add(from > (rule.LogLevel ?? LogLevel.Trace) ? new LoggerFilterRule(rule.ProviderName, rule.CategoryName, from, rule.Filter) : rule);
        }

        foreach (var provider in asked.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal))
        {
            foreach (var (category, from) in Quiet)
                filters.Rules.Add(new LoggerFilterRule(provider, category, (LogLevel)Math.Max((int)from, (int)AskedFor(asked, provider, category, filters.MinLevel)), filter: null));
        }
    }

    private static LogLevel AskedFor(List<LoggerFilterRule> rules, string? provider, string category, LogLevel otherwise) => rules
        .Where(rule => rule.LogLevel is not null && (rule.ProviderName is null || rule.ProviderName == provider))
        .Where(rule => rule.CategoryName is null || category.StartsWith(rule.CategoryName.TrimEnd('*'), StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(rule => rule.ProviderName is not null).ThenByDescending(rule => rule.CategoryName?.Length ?? 0)
        .FirstOrDefault()?.LogLevel ?? otherwise;
}
