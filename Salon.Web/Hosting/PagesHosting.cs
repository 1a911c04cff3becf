using System.Text.Encodings.Web;
using System.Text.Unicode;
using Radzen;
using Salon.Web.Components;

namespace Salon.Web.Hosting;

internal static class PagesHosting
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        // Arabic as itself, not as &#x635;: a third of the bytes
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddRadzenComponents();
        builder.Services.AddScoped<Texts>(_ => Texts.Current);
    }

    public static void UseSalonErrors(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    }

    public static void UseSalonHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"; // manage links carry a token in their path
        headers.XFrameOptions = "DENY";
        return next(context);
    });

    public static void MapSalonPages(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
