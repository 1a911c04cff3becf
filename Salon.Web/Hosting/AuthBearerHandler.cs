using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Salon.Accounts;
using Salon.Web.Endpoints;

namespace Salon.Web.Hosting;

/// <summary>Believes an access token while its session lives. Refusals are problem details: the API has no pages to send people to.</summary>
internal sealed class AuthBearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, BearerTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || !AuthHosting.BearerScheme.Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            || string.IsNullOrEmpty(header.Parameter)) return AuthenticateResult.NoResult();

        return await tokens.FindAsync(header.Parameter, Context.RequestAborted) is { } bearer
            ? AuthenticateResult.Success(new(AuthPrincipal.Of(bearer.User, bearer.Session, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("The access token is unknown, old or of a session that has ended.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = AuthHosting.BearerScheme;
        return Problems.Of(AccountsErrors.SessionOver).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Of(AccountsErrors.NotAllowed).ExecuteAsync(Context);
}
