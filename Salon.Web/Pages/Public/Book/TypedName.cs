using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Salon.Web.Hosting;

namespace Salon.Web.Pages.Public.Book;

/// <summary>The name a customer has typed, kept in a sealed cookie while her lost time is replaced by another: an address is no place for it.</summary>
internal sealed class TypedName(CookieRules cookies, IDataProtectionProvider protection)
{
    private const string Cookie = "salon-name";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private readonly IDataProtector sealer = protection.CreateProtector("Salon.TypedName");

    public void Keep(HttpContext http, string? name)
    {
        var rules = cookies.Apply(new CookieBuilder { MaxAge = Kept }, Cookie);
        if (string.IsNullOrWhiteSpace(name)) http.Response.Cookies.Delete(rules.Name!, rules.Build(http));
        else http.Response.Cookies.Append(rules.Name!, sealer.Protect(name.Trim()), rules.Build(http));
    }

    /// <summary>Null when none is kept.</summary>
    public string? Of(HttpContext http)
    {
        if (http.Request.Cookies[cookies.Name(Cookie)] is not { } text) return null;
        try
        {
            return sealer.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null; // sealed by another installation, or forged: she types it again
        }
    }
}
