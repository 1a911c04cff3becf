using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Salon.Web.Hosting;

/// <summary>
/// Sets the cookie that guards forms on pages that have one. The framework sets it on every page, as the answer begins; a visitor who only looks would
/// get a cookie she does not need, and her page could never be kept by anybody.
/// </summary>
internal sealed class FormsCookie(IAntiforgery framework) : IAntiforgery
{
    private static readonly object Starting = new();

    /// <summary>Marks the moment the page stands. Called while it is rendered: callbacks run last come first, so these before the framework's own.</summary>
    public static void Watch(HttpContext context, PersistentComponentState state)
    {
        state.RegisterOnPersisting(() => MarkAsync(context), RenderMode.InteractiveAuto);
        context.Response.OnStarting(() => MarkAsync(context));
    }

    private static Task MarkAsync(HttpContext context)
    {
        context.Items[Starting] = true;
        return Task.CompletedTask;
    }

    // A form asks for its token while the page is rendered; who asks later asks on principle.
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) =>
        httpContext.Items.ContainsKey(Starting) ? framework.GetTokens(httpContext) : framework.GetAndStoreTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => framework.GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => framework.IsRequestValidAsync(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) => framework.ValidateRequestAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => framework.SetCookieTokenAndHeader(httpContext);
}

internal static class FormsHosting
{
    public static void AddFormsCookie(this IServiceCollection services)
    {
        services.AddAntiforgery();
        var framework = services.Last(service => service.ServiceType == typeof(IAntiforgery));
        services.Remove(framework);
        services.AddSingleton<IAntiforgery>(provider => new FormsCookie((IAntiforgery)ActivatorUtilities.CreateInstance(provider, framework.ImplementationType!)));
    }
}
