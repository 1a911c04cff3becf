using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Salon.Accounts;

namespace Salon.Web.Hosting;

/// <summary>Closes open pages of a session that has ended: the cookie is looked at only when a circuit begins. At once when somebody ends it, on whichever node; by and by when its time is over.</summary>
internal sealed class AuthRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly SessionService sessions;
    private readonly ILogger log;
    private readonly IDisposable subscription;
    private Task<AuthenticationState>? current;

    public AuthRevalidation(ILoggerFactory loggers, SessionService sessions, ChangeFeed feed) : base(loggers)
    {
        (this.sessions, log) = (sessions, loggers.CreateLogger<AuthRevalidation>());
        AuthenticationStateChanged += state => Volatile.Write(ref current, state);
        subscription = feed.SubscribeToAll(change =>
        {
            if (change.Kind == ChangeKind.Sessions && Volatile.Read(ref current) is { } state) _ = Task.Run(() => LookAsync(state, change.Organization.Value));
        });
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return authenticationState.User.SessionId is { } session && await sessions.FindAsync(session, cancellationToken) is not null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true; // the page was left meanwhile; the framework would take it for a failure
        }
    }

    // An empty id: news of other nodes may have been missed, so everybody looks.
    private async Task LookAsync(Task<AuthenticationState> opened, Guid whose)
    {
        try
        {
            var state = await opened;
            if (state.User.UserId is not { } user || (whose != Guid.Empty && whose != user.Value)) return;
            if (!await ValidateAuthenticationStateAsync(state, CancellationToken.None)) SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            log.LogWarning(e, "Whether a session still lives could not be read; it is asked again within half a minute");
        }
    }

    protected override void Dispose(bool disposing)
    {
        subscription.Dispose();
        base.Dispose(disposing);
    }
}
