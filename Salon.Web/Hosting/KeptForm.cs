using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Primitives;

namespace Salon.Web.Hosting;

/// <summary>
/// What was typed into a form whose sender has to sign in again first, in a sealed cookie until she is back on its page: an address is no place for it.
/// </summary>
internal sealed class KeptForm(CookieRules cookies, IDataProtectionProvider protection)
{
    private const string Cookie = "salon-typed";
    private const int Longest = 3_800; // of the 4,096 bytes that a browser keeps of a cookie
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IDataProtector sealer = protection.CreateProtector("Salon.KeptForm");

    public void Keep(HttpContext http, IFormCollection form)
    {
        var fields = form.Where(field => !field.Key.StartsWith('_')).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        var text = sealer.Protect(JsonSerializer.Serialize(new Words(http.Request.Path, fields), Short));
        var rules = Rules();
        if (text.Length <= Longest) http.Response.Cookies.Append(rules.Name!, text, rules.Build(http));
    }

    /// <summary>What was typed on the page that is asked for now; it is given once. Null when nothing is kept for it.</summary>
    public IFormCollection? Take(HttpContext http)
    {
        var rules = Rules();
        if (http.Request.Cookies[rules.Name!] is not { } text || Open(text) is not { } words || words.Page != http.Request.Path) return null;
        http.Response.Cookies.Delete(rules.Name!, rules.Build(http));
        return new FormCollection(words.Fields.ToDictionary(field => field.Key, field => new StringValues(field.Value), StringComparer.Ordinal));
    }

    private CookieBuilder Rules() => cookies.Apply(new CookieBuilder { MaxAge = Kept }, Cookie);

    private Words? Open(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Words>(sealer.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null; // sealed by another installation, or forged: she types it again
        }
    }

    private sealed record Words(string Page, IReadOnlyDictionary<string, string> Fields);
}
