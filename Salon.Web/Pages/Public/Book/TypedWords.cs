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
    private readonly SealedCookie<KeptWords> cookie = new(cookies, protection, "salon-name");

    public void Keep(HttpContext http, string? name, string? note)
    {
        var words = new KeptWords(Part(name, Accounts.ProfileService.MaxName), Part(note, Bookings.BookRequest.MaxNote));
        if (words is { Name: null, Note: null }) cookie.Forget(http);
        else cookie.Keep(http, words);
    }

    /// <summary>Null when nothing is kept.</summary>
    public KeptWords? Of(HttpContext http) => cookie.Read(http);

    // Longer than either field takes was not typed on the page, and a browser drops a cookie that is too large.
    private static string? Part(string? text, int most) => text?.Trim() is { Length: > 0 } typed && !Characters.IsLonger(typed, most) ? typed : null;
}
