using Salon.Payments.Online.Moyasar;

namespace Salon.Web.Hosting;

/// <summary>Headers that tell browsers what a page of ours may do, and whom to show it to.</summary>
/// <remarks>
/// One policy for all pages, without nonces: enhanced navigation puts the next page into the document, and under the policy, of the first.
/// Scripts come from our own files only. Style attributes are allowed because the calendar places visits by them; style elements are not.
/// </remarks>
internal static class HeadersHosting
{
    private const string PagePolicy =
        "default-src 'self'; script-src 'self'; script-src-attr 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self'{0}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string DocumentPolicy = // the package's page; it styles itself
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";
    private const string TwoYears = "max-age=63072000; includeSubDomains";

    /// <summary>Around everything that answers, also what stands before our own pipeline, such as the filter that refuses foreign host names.</summary>
    public static void AddSecurityHeaders(this WebApplicationBuilder builder) =>
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, Outermost>());

    private sealed class Outermost(IWebHostEnvironment environment) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            UseSecurityHeaders(app, environment);
            next(app);
        };
    }

    private static void UseSecurityHeaders(IApplicationBuilder app, IWebHostEnvironment environment)
    {
        var publicUrl = app.ApplicationServices.GetRequiredService<SalonSettings>().PublicUrl;
        // Older Safari does not count WebSockets as 'self'.
        var sockets = publicUrl is null ? "" : $" {(publicUrl.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{publicUrl.Authority}";
        // Cards typed on a page of ours go to the provider, past us; its stand-in is ourselves.
        var provider = app.ApplicationServices.GetRequiredService<MoyasarOptions>().Address ?? (environment.IsDevelopment() ? null : MoyasarOptions.Production);
        var cards = provider is null ? "" : $" {provider.GetLeftPart(UriPartial.Authority)}";
        var pagePolicy = string.Format(System.Globalization.CultureInfo.InvariantCulture, PagePolicy, sockets + cards);
        var https = !environment.IsDevelopment();

        app.Use((context, next) =>
        {
            // When the response starts, because an error handler clears what was set before.
            context.Response.OnStarting(() =>
            {
                Set(context, pagePolicy, strictTransport: https && context.Request.IsHttps);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Set(HttpContext context, string pagePolicy, bool strictTransport)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = IsSecret(context) ? "no-referrer" : "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self), payment=(self), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = context.IsApi() || context.Request.Path.StartsWithSegments("/media", StringComparison.Ordinal) ? ApiPolicy : context.Request.Path.StartsWithSegments(DocumentHosting.PagePath, StringComparison.OrdinalIgnoreCase) ? DocumentPolicy : pagePolicy; // the one Blazor adds for frames says less
        if (strictTransport) headers.StrictTransportSecurity = TwoYears;

        // What is meant for one person, or true for a moment only, is kept by nobody.
        if (IsSecret(context)) headers.CacheControl = "private, no-store";
        else if ((context.IsApi() || context.User.Identity?.IsAuthenticated == true) && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }

    // Whoever has the address of a visit has the visit.
    private static bool IsSecret(HttpContext context) => context.AskedPath.StartsWithSegments("/b", StringComparison.OrdinalIgnoreCase);
}
