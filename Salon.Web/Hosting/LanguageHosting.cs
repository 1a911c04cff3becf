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
        options.RequestCultureProviders = [new CustomRequestCultureProvider(ChosenAsync)];
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
}
