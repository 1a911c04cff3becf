using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Salon.Web.Hosting;

namespace Salon.Web.Pages.Public.Book;

/// <summary>What a customer typed on the last page before the booking.</summary>
public sealed record KeptWords(string? Name, string? Note);

/// <summary>
/// A name and a note in a sealed cookie, while a lost time is replaced by another or a lost session by a new one: an address is no place for them.
/// </summary>
internal sealed class TypedWords(CookieRules cookies, IDataProtectionProvider protection)
{
    private const string Cookie = "salon-name";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // Arabic as itself: a cookie holds 4,096 bytes

    private readonly IDataProtector sealer = protection.CreateProtector("Salon.TypedWords");

    public void Keep(HttpContext http, string? name, string? note)
    {
        var rules = cookies.Apply(new CookieBuilder { MaxAge = Kept }, Cookie);
        var words = new KeptWords(Part(name, Accounts.ProfileService.MaxName), Part(note, Bookings.BookRequest.MaxNote));
        if (words is { Name: null, Note: null }) http.Response.Cookies.Delete(rules.Name!, rules.Build(http));
        else http.Response.Cookies.Append(rules.Name!, sealer.Protect(JsonSerializer.Serialize(words, Short)), rules.Build(http));
    }

    /// <summary>Null when nothing is kept.</summary>
    public KeptWords? Of(HttpContext http)
    {
        if (http.Request.Cookies[cookies.Name(Cookie)] is not { } text) return null;
        try
        {
            return JsonSerializer.Deserialize<KeptWords>(sealer.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null; // sealed by another installation, or forged: she types it again
        }
    }

    // Longer than either field takes was not typed on the page, and a browser drops a cookie that is too large.
    private static string? Part(string? text, int most) => text?.Trim() is { Length: > 0 } typed && !Characters.IsLonger(typed, most) ? typed : null;
}
