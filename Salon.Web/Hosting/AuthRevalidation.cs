using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Salon.Accounts;

namespace Salon.Web.Hosting;

/// <summary>Closes open pages of a session that has ended: the cookie is looked at only when a circuit begins.</summary>
internal sealed class AuthRevalidation(ILoggerFactory loggers, SessionService sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        authenticationState.User.SessionId is { } session && await sessions.FindAsync(session, cancellationToken) is not null;
}
