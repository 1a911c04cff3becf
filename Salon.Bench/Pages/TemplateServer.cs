using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salon.Bench.Pages.Template;

namespace Salon.Bench.Pages;

/// <summary>Serves the page of the Blazor template, in a process of its own as Salon has one.</summary>
internal static class TemplateServer
{
    public const string Command = "template-server";

    /// <param name="args">Those of the web host, such as --urls.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        await using var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        await app.RunAsync();
        return 0;
    }
}
