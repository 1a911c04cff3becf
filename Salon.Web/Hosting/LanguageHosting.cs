using Microsoft.AspNetCore.Localization;

namespace Salon.Web.Hosting;

/// <summary>Arabic unless somebody chose otherwise: by <c>?culture=</c>, which is remembered in a cookie.</summary>
internal static class LanguageHosting
{
    public const string Cookie = "salon-language";

    public static void AddLanguages(this WebApplicationBuilder builder) => builder.Services.Configure<RequestLocalizationOptions>(options =>
    {
        options.SupportedCultures = options.SupportedUICultures = [.. Languages.All];
        options.DefaultRequestCulture = new RequestCulture(Languages.Arabic);
        options.RequestCultureProviders = [new CustomRequestCultureProvider(ChosenAsync), new CustomRequestCultureProvider(AskedByProgramAsync)];
        options.ApplyCurrentCultureToResponseHeaders = true;
    });

    public static void UseLanguages(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use((context, next) =>
        {
            if (Languages.Parse(context.Request.Query["culture"]) is { } chosen && context.Request.Cookies[Cookie] != chosen.TwoLetterISOLanguageName)
            {
                context.Response.Cookies.Append(Cookie, chosen.TwoLetterISOLanguageName, new CookieOptions
                {
                    HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true,
                });
            }

            return next(context);
        });
    }

    private static Task<ProviderCultureResult?> ChosenAsync(HttpContext context)
    {
        var chosen = Languages.Parse(context.Request.Query["culture"]) ?? Languages.Parse(context.Request.Cookies[Cookie]);
        return Task.FromResult(chosen is null ? null : new ProviderCultureResult(chosen.Name));
    }

    // Pages are Arabic until a person chooses; programs say what they want as HTTP has it.
    private static Task<ProviderCultureResult?> AskedByProgramAsync(HttpContext context)
    {
        if (!context.IsApi()) return Task.FromResult<ProviderCultureResult?>(null);
        context.Response.Headers.Append("Vary", "Accept-Language");
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => Languages.Parse(l.Value.Value)).FirstOrDefault(l => l is not null);
        return Task.FromResult(wanted is null ? null : new ProviderCultureResult(wanted.Name));
    }
}
