using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Salon.Tests.House;

/// <summary>Every page and every endpoint of the real program says who may use it.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    /// <summary>Endpoints of the framework that carry no statement of ours, and why they need none.</summary>
    private static readonly Dictionary<string, string> Framework = new(StringComparer.Ordinal)
    {
        ["/_blazor"] = "the circuit's connection; each page it opens is authorized by the router again",
        ["/_framework/opaque-redirect"] = "turns an enhanced form's redirect to another site into a plain one",
        ["/{**path:file}"] = "files of wwwroot that were added after the build, in Development only",
    };

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("salon-house-");
    private WebApplicationFactory<Program> program = null!;

    public Task InitializeAsync()
    {
        program = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment("Development").UseSetting("Salon:DataDirectory", data.FullName).UseSetting("Salon:DemoData", "false"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await program.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact, Trait("Proves", "S-01")]
    public void Every_page_says_who_may_open_it() => Rule.Holds(
        "A page has [Authorize] or [AllowAnonymous], by its folder's _Imports.razor or itself.",
        from page in typeof(Program).Assembly.GetTypes()
        where page.GetCustomAttributes<RouteAttribute>().Any()
        let says = page.GetCustomAttributes(inherit: true)
        where !says.OfType<IAuthorizeData>().Any() && !says.OfType<IAllowAnonymous>().Any()
        select page.FullName!);

    [Fact]
    public void No_page_is_closed_and_open_at_once() => Rule.Holds(
        "The framework lets [AllowAnonymous] win over [Authorize], wherever each is written: a page that is not as its folder's _Imports.razor says stands in another folder.",
        from page in typeof(Program).Assembly.GetTypes()
        where page.GetCustomAttributes<RouteAttribute>().Any()
        let says = page.GetCustomAttributes(inherit: true)
        where says.OfType<IAuthorizeData>().Any() && says.OfType<IAllowAnonymous>().Any()
        select page.FullName!);

    [Fact, Trait("Proves", "S-01")]
    public void Every_endpoint_says_who_may_call_it() => Rule.Holds(
        "An endpoint has RequireAuthorization() or AllowAnonymous(), by its group or itself.",
        from endpoint in program.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText?.TrimStart('/')
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null // files everybody may read
        where !Framework.Keys.Any(prefix => path == prefix || path.StartsWith(prefix + "/", StringComparison.Ordinal))
        where !endpoint.Metadata.OfType<IAuthorizeData>().Any() && !endpoint.Metadata.OfType<AuthorizationPolicy>().Any() && !endpoint.Metadata.OfType<IAllowAnonymous>().Any()
        select $"{string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} {path}");

    [Fact]
    public void There_are_endpoints_to_ask() =>
        Assert.Contains(program.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>(),
            endpoint => endpoint.RoutePattern.RawText is "/" or "");
}
