using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Web.Sandbox;

/// <summary>The outside world in Development: stand-ins for providers, and every telephone in one inbox. Outside Development it does not exist.</summary>
internal static class SandboxHosting
{
    /// <summary>Looks like a real one, dollars and all, so that what breaks such keys breaks here first.</summary>
    public const string AuthenticaKey = "$2y$10$sandbox/only.Not-a-secret";

    public const string MoyasarPath = "/sandbox/moyasar/v1/";

    public const string AuthenticaPath = "/sandbox/authentica/api/v2/";

    public static void AddSandbox(this IServiceCollection services) => services
        .AddSingleton<SandboxInbox>()
        .AddSingleton<SandboxFaults>()
        .AddSingleton<AuthenticaSandbox>()
        .AddSingleton<MoyasarFaults>()
        .AddSingleton<MoyasarStore>()
        .AddSingleton<MoyasarNews>()
        .AddHostedService(services => services.GetRequiredService<MoyasarNews>())
        .AddSingleton<MoyasarBank>()
        .AddSingleton<MoyasarSandbox>()
        .AddSingleton<MoyasarPages>();

    public static void MapSandbox(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return;

        var sandbox = app.MapGroup("/sandbox").AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        app.Services.GetRequiredService<AuthenticaSandbox>().Map(sandbox);
        app.Services.GetRequiredService<MoyasarSandbox>().Map(sandbox);
        app.Services.GetRequiredService<MoyasarPages>().Map(sandbox);
        sandbox.MapGet("", IResult () => new RazorComponentResult<InboxPage>());
        sandbox.MapGet("/inbox", (SandboxInbox inbox, string? to) => TypedResults.Json(inbox.Read(to), JsonSerializerOptions.Web));
        sandbox.MapDelete("/inbox", (SandboxInbox inbox) => inbox.Clear());
        sandbox.MapGet("/faults", (SandboxFaults faults) => TypedResults.Json(faults.Current, JsonSerializerOptions.Web));
        sandbox.MapPut("/faults", ([FromBody] SandboxBehaviour wanted, SandboxFaults faults) => faults.Set(wanted));
        sandbox.MapGet("/settings", IResult () => new RazorComponentResult<FaultsPage>());
        sandbox.MapForm("/settings", (_, form) =>
        {
            if (!Enum.TryParse<SandboxFault>(form["fault"], out var fault)) return TypedResults.BadRequest();
            if (!int.TryParse(form["delay"], CultureInfo.InvariantCulture, out var delay)) return TypedResults.BadRequest();
            app.Services.GetRequiredService<SandboxFaults>().Set(new SandboxBehaviour(fault, Math.Clamp(delay, 0, 60_000)));
            return TypedResults.LocalRedirect("/sandbox/settings");
        });
    }

    /// <summary>A form of a page of the sandbox, which another site cannot send.</summary>
    /// <remarks>Not [FromForm]: code that is generated for it answers a missing token with 500.</remarks>
    public static void MapForm(this RouteGroupBuilder sandbox, string pattern, Func<RouteValueDictionary, IFormCollection, IResult> answer) =>
        sandbox.MapPost(pattern, async Task<IResult> (HttpContext context, IAntiforgery antiforgery, CancellationToken ct) =>
            await antiforgery.IsRequestValidAsync(context)
                ? answer(context.Request.RouteValues, await context.Request.ReadFormAsync(ct))
                : TypedResults.BadRequest());
}
