using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Salon.Tests.World;
using Salon.Web.Endpoints;

namespace Salon.Tests.Web;

public sealed class DocumentTests : IAsyncLifetime
{
    private WebWorld site = null!;
    private ApiDescription document = null!;

    public async Task InitializeAsync()
    {
        site = await WebWorld.StartAsync(Db.Sqlite);
        document = await ApiDescription.ReadAsync(site);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public void It_is_valid()
    {
        var read = OpenApiDocument.Parse(document.Json.GetRawText(), "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
    }

    [Fact]
    public void It_lists_every_call_and_nothing_else()
    {
        var mapped = Mapped().Select(e => $"{Method(e)} {Path(e)}").Order(StringComparer.Ordinal);

        Assert.Equal(mapped, document.Operations.Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_call_says_what_it_does_who_may_what_it_answers_and_why_it_refuses()
    {
        var operations = document.Operations.ToDictionary(o => $"{o.Method} {o.Path}", o => o.Json);
        Assert.Equal(operations.Count, operations.Values.Select(o => o.Text("operationId")).Distinct().Count());

        Assert.All(Mapped(), endpoint =>
        {
            var operation = operations[$"{Method(endpoint)} {Path(endpoint)}"];
            Assert.False(string.IsNullOrWhiteSpace(operation.Text("summary")));
            Assert.Single(operation.GetProperty("tags").EnumerateArray());
            Assert.Contains(operation.Text("x-counts-as"), new[] { "reads", "writes", "auth" });
            if (operation.TryGetProperty("parameters", out var parameters)) Assert.All(parameters.EnumerateArray(), p => Assert.NotEmpty(p.Text("description")!));

            var responses = operation.GetProperty("responses");
            Assert.Single(responses.EnumerateObject(), r => r.Name[0] == '2');
            Assert.True(responses.GetProperty("429").GetProperty("headers").TryGetProperty("Retry-After", out _));
            Assert.All(responses.EnumerateObject().Where(r => r.Name[0] == '4'), r =>
                Assert.Equal("#/components/schemas/Problem", r.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").Text("$ref")));

            var isClosed = endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;
            Assert.Equal(isClosed, operation.TryGetProperty("security", out _));
            Assert.Equal(isClosed, Codes(operation, "401").Contains("session_over") && operation.Text("operationId") != "refreshTokens");
        });
    }

    [Theory]
    [InlineData("createBooking", "409", "slot_taken")]
    [InlineData("createBooking", "422", "idempotency_mismatch")]
    [InlineData("getAvailability", "400", "range_too_long")]
    [InlineData("askForCode", "400", "invalid_phone")]
    [InlineData("askForCode", "429", "code_just_sent")]
    [InlineData("answerCode", "400", "invalid_code")]
    [InlineData("cancelBooking", "409", "too_late_to_cancel")]
    public void Refusals_are_listed_with_an_example_and_a_sentence(string operationId, string status, string code)
    {
        var operation = document.Operations.Single(o => o.Json.Text("operationId") == operationId).Json;

        Assert.Contains(code, Codes(operation, status));
        Assert.Contains($"`{code}`", operation.GetProperty("responses").GetProperty(status).Text("description"), StringComparison.Ordinal);
        var example = document.Json.GetProperty("components").GetProperty("examples").GetProperty(code).GetProperty("value");
        Assert.Equal((code, int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)), (example.Text("code"), example.GetProperty("status").GetInt32()));
        document.Check(example, document.Schema("Problem"), code);
    }

    [Fact]
    public void Nothing_but_the_answers_and_bodies_of_the_API_is_described()
    {
        var ours = typeof(BookingAnswer).Assembly.GetTypes().Where(t => t.Namespace == "Salon.Web.Endpoints").Select(t => t.Name).ToHashSet();
        var words = typeof(Error).Assembly.GetTypes().Where(t => t.IsEnum && t.IsPublic).Select(t => t.Name).ToHashSet();

        Assert.All(document.Schemas, schema => Assert.True(ours.Contains(schema.Name) || (words.Contains(schema.Name) && schema.Value.TryGetProperty("enum", out _)), schema.Name));
        Assert.All(document.Schemas.Where(s => s.Value.TryGetProperty("properties", out _)).SelectMany(s => s.Value.GetProperty("properties").EnumerateObject()), property =>
        {
            Assert.True(property.Value.TryGetProperty("type", out _) || property.Value.TryGetProperty("$ref", out _) || property.Value.TryGetProperty("oneOf", out _), property.Name);
            Assert.DoesNotMatch("(?i)hash|secret|password|organizationId|userId", property.Name);
        });
    }

    [Fact]
    public async Task It_is_English_for_everybody_and_sent_once_to_whoever_keeps_it()
    {
        using var client = site.Client();
        var first = await client.ReadAsync("/openapi/v1.json?culture=ar");
        Assert.Contains("That time has just been taken.", first.Body, StringComparison.Ordinal);

        var again = await client.ReadAsync("/openapi/v1.json", headers: ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Body));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.NotFound)]
    [InlineData("false", HttpStatusCode.NotFound)]
    [InlineData("true", HttpStatusCode.OK)]
    public async Task People_read_it_at_docs_where_the_operator_wants_it(string? wanted, HttpStatusCode expected)
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite, wanted is null ? [] : [("Salon:Docs", wanted)]);
        using var client = world.Client();

        var page = await client.ReadAsync("/docs/index.html");

        Assert.Equal(expected, page.Status);
        if (expected == HttpStatusCode.OK) Assert.DoesNotContain("unsafe-eval", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    private IEnumerable<RouteEndpoint> Mapped() => site.Get<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
        .Where(e => !e.RoutePattern.RawText!.StartsWith("/api/v1/webhooks/", StringComparison.Ordinal)); // not for whoever writes programs, but for one provider each

    private static string Path(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/');

    private static string Method(RouteEndpoint endpoint) => Assert.Single(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods);

    private static IReadOnlyList<string> Codes(JsonElement operation, string status) =>
        operation.GetProperty("responses").TryGetProperty(status, out var response) && response.TryGetProperty("content", out var content)
            ? [.. content.GetProperty("application/problem+json").GetProperty("examples").EnumerateObject().Select(e => e.Name)]
            : [];
}
