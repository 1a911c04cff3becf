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
    private static readonly TimeSpan KnownLifetime = TimeSpan.FromDays(400); // the longest a browser keeps a cookie

    /// <summary>The secret this browser showed, or was given earlier in this request; null when it has none.</summary>
    public static string? Of(HttpContext context) => context.Items[Name] as string ?? context.Request.Cookies[Rules(context).Name(Name)];

    /// <summary>The same, made now if need be. Call before the response starts.</summary>
    public static string Ensure(HttpContext context)
    {
        if (Of(context) is { } known) return known;

        var secret = BrowserSecret.New();
        Append(context, secret, Lifetime);
        context.Items[Name] = secret;
        return secret;
    }

    /// <summary>Keeps the secret for long once somebody has signed in here: what strangers do with her number does not hold this browser up.</summary>
    public static void Keep(HttpContext context)
    {
        if (Of(context) is { } known) Append(context, known, KnownLifetime);
    }

    private static void Append(HttpContext context, string secret, TimeSpan lifetime)
    {
        var cookie = Rules(context).Apply(new CookieBuilder { MaxAge = lifetime }, Name);
        context.Response.Cookies.Append(cookie.Name!, secret, cookie.Build(context));
    }

    private static CookieRules Rules(HttpContext context) => context.RequestServices.GetRequiredService<CookieRules>();
}
