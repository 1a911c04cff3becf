using Salon.Accounts;

namespace Salon.Web.Hosting;

/// <summary>How every cookie that matters is set: HttpOnly, same-site, and bound to the host over HTTPS wherever the installation is reached by it.</summary>
/// <remarks>The prefix __Host- makes browsers refuse the cookie from a subdomain or over plain HTTP (RFC 6265bis §4.1.3.2).</remarks>
internal sealed class CookieRules(SalonSettings settings)
{
    private bool IsSecure => settings.PublicUrl?.Scheme == Uri.UriSchemeHttps;

    public string Name(string name) => IsSecure ? $"__Host-{name}" : name;

    public CookieBuilder Apply(CookieBuilder cookie, string name)
    {
        cookie.Name = Name(name);
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
        return cookie;
    }
}

/// <summary>A secret of the browser, given to it when it first asks for a code or holds a time: only the same browser can go on with either.</summary>
internal static class BrowserCookie
{
    private const string Name = "salon-browser";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The secret this browser showed, or was given earlier in this request; null when it has none.</summary>
    public static string? Of(HttpContext context) => context.Items[Name] as string ?? context.Request.Cookies[Rules(context).Name(Name)];

    /// <summary>The same, made now if need be. Call before the response starts.</summary>
    public static string Ensure(HttpContext context)
    {
        if (Of(context) is { } known) return known;

        var secret = BrowserSecret.New();
        var rules = Rules(context);
        var cookie = rules.Apply(new CookieBuilder { MaxAge = Lifetime }, Name);
        context.Response.Cookies.Append(cookie.Name!, secret, cookie.Build(context));
        context.Items[Name] = secret;
        return secret;
    }

    private static CookieRules Rules(HttpContext context) => context.RequestServices.GetRequiredService<CookieRules>();
}
