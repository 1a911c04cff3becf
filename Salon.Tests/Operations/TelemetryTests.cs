using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

public sealed class TelemetryTests
{
    private const string Token = "token-of-a-manage-link";

    [Fact]
    public async Task Metrics_and_traces_reach_the_collector_that_is_named_without_anybody_s_address()
    {
        var folder = Directory.CreateTempSubdirectory("salon-otel-").FullName;
        var received = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = await CollectAsync(received);
        var settings = SalonProcess.Production(folder);
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single();
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        settings["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment=here";
        await using (var program = await SalonProcess.StartAsync(settings))
        {
            await program.Client.GetAsync("/api/v1/salons?query=secretsearch");
            await program.Client.GetAsync($"/b/{Token}");
            Assert.Equal(0, await program.StopAsync()); // sends what is left
        }

        var traces = string.Concat(received.Where(r => r.Path == "/v1/traces").Select(r => r.Body));
        Assert.Contains("/api/v1/salons", traces, StringComparison.Ordinal); // the route
        Assert.Contains("deployment.environment", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsearch", traces, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, traces, StringComparison.Ordinal);
        var metrics = string.Concat(received.Where(r => r.Path == "/v1/metrics").Select(r => r.Body));
        Assert.All(new[] { "http.server.request.duration", "salon", "dotnet.gc" }, name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain(Token, metrics, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<WebApplication> CollectAsync(ConcurrentQueue<(string Path, string Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray()))); // names stand readable between the lengths of protobuf
            context.Response.ContentType = "application/x-protobuf";
        });
        await collector.StartAsync();
        return collector;
    }
}
