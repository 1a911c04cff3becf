using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Salon.Bench.Webhooks;

/// <summary>As much of Moyasar as a flood of its news needs: it is told the secret that news must carry, and knows none of the payments they are about.</summary>
internal sealed class ProviderStub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TaskCompletionSource<(Guid Organization, string Secret)> told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProviderStub(WebApplication app) => this.app = app;

    public Uri Address => new(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/v1/");

    /// <summary>Whose news are wanted, and the secret they must carry.</summary>
    public Task<(Guid Organization, string Secret)> ToldAsync(TimeSpan patience) => told.Task.WaitAsync(patience);

    public static async Task<ProviderStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new ProviderStub(builder.Build());
        stub.app.MapGet("/v1/webhooks", () => Results.Json(new { webhooks = Array.Empty<object>() }));
        stub.app.MapPost("/v1/webhooks", (JsonElement request) =>
        {
            var address = new Uri(request.GetProperty("url").GetString()!);
            stub.told.TrySetResult((Guid.Parse(address.Segments[^1]), request.GetProperty("shared_secret").GetString()!));
            return Results.Json(new { id = Guid.NewGuid() }, statusCode: 201);
        });
        stub.app.MapFallback(() => Results.Json(new { type = "record_not_found", message = "Object not found" }, statusCode: 404));
        await stub.app.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
