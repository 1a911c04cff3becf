using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>Link checkers, monitors and phones ask with HEAD first.</summary>
public sealed class HeadTests
{
    [Fact]
    public async Task Whatever_answers_GET_answers_HEAD_the_same_without_a_body()
    {
        var folder = Directory.CreateTempSubdirectory("salon-head-").FullName;
        await using (var program = await SalonProcess.StartAsync(SalonProcess.Production(folder)))
        {
            foreach (var address in (string[])["/", "/sign-in", "/nobody-here", "/robots.txt", "/sitemap.xml", "/health/live", "/health/ready", "/api/v1/salons", "/api/v1/me", "/css/base.css"])
            {
                using var get = await program.Client.GetAsync(address);
                using var asked = new HttpRequestMessage(HttpMethod.Head, address);
                using var head = await program.Client.SendAsync(asked);

                Assert.True((get.StatusCode, get.Content.Headers.ContentType?.ToString()) == (head.StatusCode, head.Content.Headers.ContentType?.ToString()), $"{address}: {get.StatusCode}, {head.StatusCode}");
                Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task No_route_that_is_read_refuses_HEAD()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite, [("Salon:Limits:Reads:PerAddress", "100000")]);
        using var client = world.Client();
        var routes = world.Get<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(s => s.Parts.All(p => p.IsLiteral) ? string.Concat(s.Parts.Cast<Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart>().Select(p => p.Content)) : "1")))
            .Where(path => !path.StartsWith("/_", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(routes.Count > 60, $"{routes.Count} routes");

        foreach (var route in routes)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Head, route);
            using var answer = await client.SendAsync(asked);
            using var read = await client.GetAsync(route);
            Assert.True(answer.StatusCode == read.StatusCode, $"{route}: {answer.StatusCode}, and {read.StatusCode} when it is read");
        }
    }
}
