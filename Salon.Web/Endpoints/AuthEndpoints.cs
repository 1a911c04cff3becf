using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Salon.Accounts;
using Salon.Contacts;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>Signing in by phone for API clients.</summary>
internal static class AuthEndpoints
{
    public sealed record OtpRequest(
        [property: Description("As people write it, or E.164; a number without a country is Saudi."), Required] string? Phone,
        [property: Description("sms or whatsapp; left out, sms.")] string? Channel);

    public sealed record OtpAnswer(
        [property: Description("Names this code in the answer to it.")] Guid ChallengeId,
        [property: Description("Until when the code is good.")] DateTimeOffset ExpiresAt,
        [property: Description("When another code may be asked for.")] int ResendAfterSeconds);

    public sealed record VerifyRequest(
        [property: Description("From the call that asked for the code."), Required] string? ChallengeId,
        [property: Description("Six digits, once; after five wrong tries the code is void."), Required] string? Code);

    public sealed record RefreshRequest([property: Description("The latest one of this session."), Required] string? RefreshToken);

    public sealed record TokenAnswer(
        [property: Description("Stands after \"Bearer \" in the header Authorization.")] string AccessToken,
        [property: Description("Exchanged once for the next pair. Keep it secret.")] string RefreshToken,
        [property: Description("Seconds the access token is good for.")] int ExpiresIn);

    public static void MapAuthApi(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Auth").WithMetadata(new LimitedAs(LimitKind.Auth));
        auth.MapPost("/otp", AskAsync).AllowAnonymous().WithName("askForCode")
            .WithSummary("Ask for a one-time code").WithDescription("The answer is the same for phones that are known and phones that are not.")
            .Produces<OtpAnswer>(StatusCodes.Status202Accepted)
            .Refuses(ApiErrors.InvalidRequest, PhoneErrors.TooShort, AccountsErrors.UnknownChannel, AccountsErrors.CountryNotServed, AccountsErrors.NotMobile, AccountsErrors.CodeNotSent)
            .Refuses(AccountsErrors.CodeJustSent(Duration.FromSeconds(30)), AccountsErrors.TooManyCodes(Duration.FromMinutes(20)), AccountsErrors.Locked(Duration.FromMinutes(15)));
        auth.MapPost("/otp/verify", VerifyAsync).AllowAnonymous().WithName("answerCode")
            .WithSummary("Answer the code and receive tokens").Produces<TokenAnswer>()
            .Refuses(ApiErrors.InvalidRequest, AccountsErrors.InvalidCode, AccountsErrors.WrongCode(4), AccountsErrors.CodeExpired, AccountsErrors.CodeUsedUp, AccountsErrors.CodeIncomplete);
        auth.MapPost("/refresh", RefreshAsync).AllowAnonymous().WithName("refreshTokens")
            .WithSummary("Exchange a refresh token for the next pair").WithDescription("Each is good for one exchange. Within a minute the same one gives the same pair once more, in case the answer was lost; later it ends the session. Refreshing extends the session.")
            .Produces<TokenAnswer>().Refuses(ApiErrors.InvalidRequest, AccountsErrors.SessionOver);
        auth.MapPost("/logout", LogoutAsync).RequireAuthorization().WithName("endSession")
            .WithSummary("End the session").Produces(StatusCodes.Status204NoContent).Refuses(AccountsErrors.SessionOver);
    }

    private static async Task<IResult> AskAsync(OtpRequest request, HttpContext context, SignInService signIn, CancellationToken ct)
    {
        if (!PhoneNumber.Parse(request.Phone).TryGet(out var phone, out var error)) return Problems.Of(error);
        if (ChannelOf(request.Channel) is not { } channel) return Problems.Of(AccountsErrors.UnknownChannel);

        var asked = new CodeRequest(phone, channel, Languages.Nearest(CultureInfo.CurrentUICulture), context.Connection.RemoteIpAddress);
        return (await signIn.RequestAsync(asked, ct)).TryGet(out var sent, out error)
            ? TypedResults.Accepted((string?)null, new OtpAnswer(sent.Challenge.Value, sent.ExpiresAt.ToDateTimeOffset(), Seconds(sent.ResendAfter)))
            : Problems.Of(error);
    }

    private static async Task<IResult> VerifyAsync(
        VerifyRequest request, HttpContext context, SignInService signIn, ContactService contacts, BearerTokens tokens, CancellationToken ct)
    {
        if (!Guid.TryParse(request.ChallengeId, out var challenge)) return Problems.Of(AccountsErrors.InvalidCode);

        var device = context.Request.Headers.UserAgent.ToString();
        var answer = new CodeAnswer(new(challenge), request.Code, Browser: null, device, Languages.Nearest(CultureInfo.CurrentUICulture), context.Connection.RemoteIpAddress);
        if (!(await signIn.AnswerAsync(answer, ct)).TryGet(out var person, out var error)) return Problems.Of(error);
        await contacts.RecognizeAsync(person.User, ct);
        return Tokens(await tokens.IssueAsync(person.Session, ct));
    }

    private static async Task<IResult> RefreshAsync(RefreshRequest request, BearerTokens tokens, CancellationToken ct) =>
        Tokens(await tokens.RefreshAsync(request.RefreshToken ?? "", ct));

    private static async Task<IResult> LogoutAsync(HttpContext context, SessionService sessions, CancellationToken ct)
    {
        if (context.SignedInUser is { } user && context.SignedInSession is { } session) await sessions.EndAsync(user, session, ct);
        return TypedResults.NoContent();
    }

    private static IResult Tokens(Result<TokenPair> result) => result.TryGet(out var pair, out var error)
        ? TypedResults.Ok(new TokenAnswer(pair.AccessToken, pair.RefreshToken, Seconds(pair.ExpiresIn)))
        : Problems.Of(error);

    private static CodeChannel? ChannelOf(string? name) => name switch
    {
        null or "sms" => CodeChannel.Sms,
        "whatsapp" => CodeChannel.WhatsApp,
        _ => null,
    };

    private static int Seconds(Duration duration) => (int)Math.Ceiling(duration.TotalSeconds);
}
