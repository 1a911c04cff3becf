using System.Globalization;
using Salon.Accounts;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>Signing in by phone for API clients.</summary>
internal static class AuthEndpoints
{
    public sealed record OtpRequest(string? Phone, string? Channel);

    public sealed record OtpAnswer(Guid ChallengeId, DateTimeOffset ExpiresAt, int ResendAfterSeconds);

    public sealed record VerifyRequest(string? ChallengeId, string? Code);

    public sealed record RefreshRequest(string? RefreshToken);

    public sealed record TokenAnswer(string AccessToken, string RefreshToken, int ExpiresIn);

    public static void MapAuthApi(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Auth").WithMetadata(new LimitedAs(LimitKind.Auth));
        auth.MapPost("/otp", AskAsync).AllowAnonymous()
            .Produces<OtpAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithSummary("Ask for a one-time code");
        auth.MapPost("/otp/verify", VerifyAsync).AllowAnonymous()
            .Produces<TokenAnswer>().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Answer the code and receive tokens");
        auth.MapPost("/refresh", RefreshAsync).AllowAnonymous()
            .Produces<TokenAnswer>().ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithSummary("Exchange a refresh token for the next pair; one used twice ends the session");
        auth.MapPost("/logout", LogoutAsync).RequireAuthorization()
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithSummary("End the session");
    }

    private static async Task<IResult> AskAsync(OtpRequest request, HttpContext context, SignInService signIn, CancellationToken ct)
    {
        if (!PhoneNumber.Parse(request.Phone).TryGet(out var phone, out var error)) return Problems.Of(error);
        if (ChannelOf(request.Channel) is not { } channel) return Problems.Of(AccountsErrors.UnknownChannel);

        var wish = new CodeRequest(phone, channel, Languages.Nearest(CultureInfo.CurrentUICulture), context.Connection.RemoteIpAddress);
        return (await signIn.RequestAsync(wish, ct)).TryGet(out var sent, out error)
            ? TypedResults.Accepted((string?)null, new OtpAnswer(sent.Challenge.Value, sent.ExpiresAt.ToDateTimeOffset(), Seconds(sent.ResendAfter)))
            : Problems.Of(error);
    }

    private static async Task<IResult> VerifyAsync(VerifyRequest request, HttpContext context, SignInService signIn, BearerTokens tokens, CancellationToken ct)
    {
        if (!Guid.TryParse(request.ChallengeId, out var challenge)) return Problems.Of(AccountsErrors.InvalidCode);

        var device = context.Request.Headers.UserAgent.ToString();
        var answer = new CodeAnswer(new(challenge), request.Code, Browser: null, device, Languages.Nearest(CultureInfo.CurrentUICulture));
        return (await signIn.AnswerAsync(answer, ct)).TryGet(out var person, out var error)
            ? Tokens(await tokens.IssueAsync(person.Session, ct))
            : Problems.Of(error);
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
