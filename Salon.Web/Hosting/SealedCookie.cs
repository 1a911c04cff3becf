using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Salon.Web.Hosting;

/// <summary>What somebody typed, sealed in a cookie of her browser for a quarter of an hour: an address is no place for it.</summary>
/// <param name="name">Of the cookie.</param>
internal sealed class SealedCookie<T>(CookieRules cookies, IDataProtectionProvider protection, string name) where T : class
{
    private const int Longest = 3_800; // of the 4,096 bytes that a browser keeps of a cookie
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // Arabic as itself

    private readonly IDataProtector sealer = protection.CreateProtector($"Salon.Cookie.{name}");

    /// <summary>Nothing is kept of what is too long for a cookie.</summary>
    public void Keep(HttpContext http, T words)
    {
        var text = sealer.Protect(JsonSerializer.Serialize(words, Short));
        if (text.Length <= Longest) http.Response.Cookies.Append(cookies.Name(name), text, Rules.Build(http));
    }

    /// <summary>Null when nothing is kept.</summary>
    public T? Read(HttpContext http)
    {
        if (http.Request.Cookies[cookies.Name(name)] is not { } text) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(sealer.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null; // sealed by another installation, or forged: she types it again
        }
    }

    public void Forget(HttpContext http) => http.Response.Cookies.Delete(cookies.Name(name), Rules.Build(http));

    private CookieBuilder Rules => cookies.Apply(new CookieBuilder { MaxAge = Kept }, name);
}
