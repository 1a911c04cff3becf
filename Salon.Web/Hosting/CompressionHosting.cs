using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Salon.Web.Hosting;

/// <summary>Sends the public pages compressed: on a phone their markup is what one waits for. Files are compressed when Salon is published.</summary>
/// <remarks>
/// Only pages that hold no secret which stays the same from answer to answer, since the length of a compressed answer tells of what stands in it (BREACH):
/// pages behind a manage link or a sign-in go as they are, and so does every page for a browser that is signed in, holds a time or waits for a code: her name
/// and her hold stand on the pages of booking. The token of a form is encrypted anew each time.
/// </remarks>
internal static class CompressionHosting
{
    private static readonly string[] Private = ["/b", "/my", "/sign-in", "/sign-up", "/desk", "/admin", "/platform", "/api", "/_blazor", "/sandbox"];

    public static void AddCompression(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/html"]));
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    public static void UseCompression(this WebApplication app) =>
        app.UseWhen(IsForEverybody, pages => pages.UseResponseCompression());

    private static bool IsForEverybody(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && SaysNothingOfHer(context)
        && !Private.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static bool SaysNothingOfHer(HttpContext context)
    {
        var forms = context.RequestServices.GetRequiredService<CookieRules>().Name(AuthHosting.FormsCookie);
        return context.Request.Cookies.Keys.All(name => PageCacheHosting.Harmless.Contains(name) || name == forms);
    }
}
