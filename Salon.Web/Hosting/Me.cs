using Microsoft.AspNetCore.Components.Authorization;
using Salon.Accounts;

namespace Salon.Web.Hosting;

/// <summary>Who is asking, for pages in a circuit. Asked each time it matters: a circuit lives for hours, a role or a session may not.</summary>
public sealed class Me(AuthenticationStateProvider authentication, ActorService actors, SessionService sessions)
{
    /// <summary>Where the page was opened from; told by the document that opened the circuit, and sealed in it.</summary>
    public Origin? From { get; set; }

    /// <summary>What she is to an organization; a visitor, who may nothing, once her session has ended.</summary>
    public async Task<Actor> ActorAsync(OrganizationId organization, CancellationToken ct = default) =>
        await SessionAsync() is { } session && await actors.ForSessionAsync(session, organization, ct) is { } actor
            ? actor with { From = From }
            : Actor.Visitor(organization, browser: null);

    /// <summary>What she is to the platform: its admin or not.</summary>
    public async Task<Actor> OnPlatformAsync(CancellationToken ct = default) =>
        await SessionAsync() is { } session && await actors.ForSessionAsync(session, organization: null, ct) is { } actor
            ? actor with { From = From }
            : Actor.Visitor(default, browser: null);

    /// <summary>Null when nobody is signed in, or not any more.</summary>
    public async Task<UserId?> UserAsync(CancellationToken ct = default) =>
        await SessionAsync() is { } session ? await sessions.FindAsync(session, ct) : null;

    /// <summary>The organizations she works for.</summary>
    public async Task<IReadOnlyList<MembershipRow>> MembershipsAsync(CancellationToken ct = default) =>
        await UserAsync(ct) is { } user ? await actors.MembershipsAsync(user, ct) : [];

    /// <summary>The organizations she works for that are suspended at the moment.</summary>
    public async Task<IReadOnlyList<SuspendedPlace>> SuspendedAsync(CancellationToken ct = default) =>
        await UserAsync(ct) is { } user ? await actors.SuspendedAsync(user, ct) : [];

    private async Task<SessionId?> SessionAsync() => (await authentication.GetAuthenticationStateAsync()).User.SessionId;
}
