using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using NodaTime.Extensions;
using Salon.Accounts;
using Salon.Contacts;

namespace Salon.Web.Hosting;

/// <summary>What a person typed to get a code.</summary>
public sealed class PhoneInput
{
    public string? Number { get; set; }

    /// <summary>"sms" or "whatsapp".</summary>
    public string? Channel { get; set; }
}

/// <summary>A code that is on its way to this browser's person.</summary>
/// <param name="ResendAt">From when another one may be asked for.</param>
public sealed record PendingCode(RowId Challenge, PhoneNumber Phone, CodeChannel Channel, Instant ResendAt);

/// <summary>Signing in by phone on plain pages: what happens between asking for a code and typing it is kept in a sealed cookie, not in the address.</summary>
internal sealed class PhoneSignIn(SignInService signIn, ContactService contacts, CookieRules cookies, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "salon-code";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private readonly IDataProtector sealer = protection.CreateProtector("Salon.PendingCode");

    /// <summary>Sends a code to the number that was typed.</summary>
    /// <param name="organization">The salon on whose page it happens; null on the platform's own.</param>
    public async Task<Error?> AskAsync(HttpContext http, PhoneInput input, OrganizationId? organization, CancellationToken ct)
    {
        if (!PhoneNumber.Parse(input.Number).TryGet(out var phone, out var error)) return error;
        return await AskAsync(http, phone, input.Channel == "sms" ? CodeChannel.Sms : CodeChannel.WhatsApp, organization, ct);
    }

    /// <summary>Sends another code to the same number.</summary>
    public async Task<Error?> AskAgainAsync(HttpContext http, OrganizationId? organization, CancellationToken ct) =>
        Read(http) is { } pending ? await AskAsync(http, pending.Phone, pending.Channel, organization, ct) : AccountsErrors.InvalidCode;

    /// <summary>Compares what was typed with the code that was sent; signs the browser in when they agree.</summary>
    public async Task<Result<SignedIn>> AnswerAsync(HttpContext http, string? typed, CancellationToken ct)
    {
        if (Read(http) is not { } pending) return AccountsErrors.InvalidCode;
        var device = http.Request.Headers.UserAgent.ToString();
        var answer = new CodeAnswer(pending.Challenge, typed, BrowserCookie.Of(http), device, Languages.Nearest(CultureInfo.CurrentUICulture), http.Connection.RemoteIpAddress);
        var result = await signIn.AnswerAsync(answer, ct);
        if (!result.TryGet(out var person, out _)) return result;

        await contacts.RecognizeAsync(person.User, ct);
        await http.SignInAsync(person);
        BrowserCookie.Keep(http);
        var rules = cookies.Apply(new CookieBuilder(), Cookie);
        http.Response.Cookies.Delete(rules.Name!, rules.Build(http));
        return result;
    }

    /// <summary>The code this browser waits for; null when it asked for none, or long ago.</summary>
    public PendingCode? Read(HttpContext http)
    {
        if (http.Request.Cookies[cookies.Name(Cookie)] is not { } text) return null;
        try
        {
            var parts = JsonSerializer.Deserialize<string[]>(sealer.Unprotect(text))!;
            return new(new(Guid.Parse(parts[0])), PhoneNumber.FromStored(parts[1]), Enum.Parse<CodeChannel>(parts[2]), Instant.FromUnixTimeSeconds(long.Parse(parts[3], CultureInfo.InvariantCulture)));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // sealed by another installation, or forged: the person asks for a code again
        }
    }

    private async Task<Error?> AskAsync(HttpContext http, PhoneNumber phone, CodeChannel channel, OrganizationId? organization, CancellationToken ct)
    {
        var browser = BrowserCookie.Ensure(http);
        var request = new CodeRequest(phone, channel, Languages.Nearest(CultureInfo.CurrentUICulture), http.Connection.RemoteIpAddress, browser, organization);
        if (!(await signIn.RequestAsync(request, ct)).TryGet(out var sent, out var error)) return error;

        var resendAt = (clock.GetCurrentInstant() + sent.ResendAfter).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var text = sealer.Protect(JsonSerializer.Serialize<string[]>([sent.Challenge.Value.ToString(), phone.Value, channel.ToString(), resendAt]));
        var rules = cookies.Apply(new CookieBuilder { MaxAge = Kept }, Cookie);
        http.Response.Cookies.Append(rules.Name!, text, rules.Build(http));
        return null;
    }
}
