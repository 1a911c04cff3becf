using System.Globalization;
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
    private readonly SealedCookie<string[]> cookie = new(cookies, protection, "salon-code");

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
        cookie.Forget(http);
        return result;
    }

    /// <summary>The code this browser waits for; null when it asked for none, or long ago.</summary>
    public PendingCode? Read(HttpContext http) => cookie.Read(http) is [var challenge, var phone, var channel, var resendAt]
        ? new(
            new(Guid.Parse(challenge)), PhoneNumber.FromStored(phone), Enum.Parse<CodeChannel>(channel),
            Instant.FromUnixTimeSeconds(long.Parse(resendAt, CultureInfo.InvariantCulture)))
        : null;

    private async Task<Error?> AskAsync(HttpContext http, PhoneNumber phone, CodeChannel channel, OrganizationId? organization, CancellationToken ct)
    {
        var browser = BrowserCookie.Ensure(http);
        var request = new CodeRequest(phone, channel, Languages.Nearest(CultureInfo.CurrentUICulture), http.Connection.RemoteIpAddress, browser, organization);
        if (!(await signIn.RequestAsync(request, ct)).TryGet(out var sent, out var error)) return error;

        var resendAt = (clock.GetCurrentInstant() + sent.ResendAfter).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        cookie.Keep(http, [sent.Challenge.Value.ToString(), phone.Value, channel.ToString(), resendAt]);
        return null;
    }
}
