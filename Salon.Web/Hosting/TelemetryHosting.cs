using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Salon.Web.Hosting;

/// <summary>Metrics and traces by OTLP, once <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; the other OTEL_ variables work as OpenTelemetry defines them.</summary>
internal static class TelemetryHosting
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Salon*"];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.*", "Microsoft.EntityFrameworkCore", "System.Net.Http", "System.Net.NameResolution", "System.Runtime", "Npgsql", "Salon*",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint) return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new SettingException($"{Endpoint} is \"{endpoint}\"; it must be the full address of a collector such as http://localhost:4317.");

        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false); // .NET 10 leaves method and scheme out unless told
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(Describe)
            .WithTracing(traces => traces.AddSource(Sources).AddProcessor(new AddressesLeftOut()).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter());
        builder.Services.AddSingleton<IStartupFilter, NamedByRoute>();
    }

    private static void Describe(ResourceBuilder resource) => resource
        .AddService("salon", serviceVersion: typeof(TelemetryHosting).Assembly.GetName().Version?.ToString())
        .AddEnvironmentVariableDetector(); // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word

    /// <summary>Names every request's trace by its route, never by its address.</summary>
    private sealed class NamedByRoute : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate following) =>
            {
                await following(context);
                if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } activity) return;
                activity.SetTag("http.response.status_code", context.Response.StatusCode);
                if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is not { } route) return;
                activity.SetTag("http.route", route);
                activity.DisplayName = $"{context.Request.Method} {route}";
            });
            next(app);
        };
    }

    /// <summary>Takes addresses out of traces: paths carry manage links, queries carry what people search for. The route stays.</summary>
    private sealed class AddressesLeftOut : BaseProcessor<Activity>
    {
        private static readonly string[] Tags = ["url.path", "url.query", "url.full", "http.target", "http.url", "user_agent.original", "client.address"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in Tags)
            {
                if (data.GetTagItem(tag) is not null) data.SetTag(tag, null);
            }
        }
    }
}
