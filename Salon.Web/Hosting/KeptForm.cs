using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Primitives;

namespace Salon.Web.Hosting;

/// <summary>
/// What was typed into a form whose sender has to sign in again first, until the same browser is back on its page. Who sent it is not known any more:
/// whoever signs in there within a quarter of an hour is taken for the same person.
/// </summary>
internal sealed class KeptForm(CookieRules cookies, IDataProtectionProvider protection)
{
    private readonly SealedCookie<Words> cookie = new(cookies, protection, "salon-typed");

    public void Keep(HttpContext http, IFormCollection form)
    {
        var fields = form.Where(field => !field.Key.StartsWith('_')).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        cookie.Keep(http, new(http.Request.Path, fields));
    }

    /// <summary>What was typed on the page that is asked for now; it is given once. Null when nothing is kept for it.</summary>
    public IFormCollection? Take(HttpContext http)
    {
        if (cookie.Read(http) is not { } words || words.Page != http.Request.Path) return null;
        cookie.Forget(http);
        return new FormCollection(words.Fields.ToDictionary(field => field.Key, field => new StringValues(field.Value), StringComparer.Ordinal));
    }

    private sealed record Words(string Page, IReadOnlyDictionary<string, string> Fields);
}
