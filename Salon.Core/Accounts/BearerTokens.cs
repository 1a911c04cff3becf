using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>What an API client works with: the access token in every call, the refresh token once, for the next pair.</summary>
/// <param name="ExpiresIn">Of the access token.</param>
public sealed record TokenPair(string AccessToken, string RefreshToken, Duration ExpiresIn);

/// <summary>Who an access token speaks for.</summary>
public sealed record TokenBearer(UserId User, SessionId Session);

/// <summary>
/// Tokens of API clients. They are random and say nothing; only their hashes are kept, on the session's row, so ending the session ends them.
/// A pair follows from the refresh token it was exchanged for and a key of the server: a client whose answer was lost asks again within a
/// moment and receives the same pair, though nobody kept it.
/// </summary>
public sealed class BearerTokens(Database database, ServerKeys keys, SignInOptions options, TimeProvider clock)
{
    /// <summary>The first pair of a session that has just been started.</summary>
    public async Task<Result<TokenPair>> IssueAsync(SessionId session, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        return await ReplaceAsync(db, session, replaced: null, (SessionToken.New(session), SessionToken.New(session)), now, ct) is { } pair && await db.CommitAsync(ct) is null ? pair : AccountsErrors.SessionOver;
    }

    /// <summary>Whose access token this is; null when it is no living one.</summary>
    public async Task<TokenBearer?> FindAsync(string accessToken, CancellationToken ct)
    {
        if (!SessionToken.TryRead(accessToken, out var id, out var hash)) return null;

        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForOneAcrossAsync(ct);
        var session = await db.Sessions.AsNoTracking().Where(SessionService.IsAlive(now))
            .Where(s => s.Id == id && s.AccessExpiresAt > now)
            .Select(s => new { s.UserId, s.AccessHash })
            .SingleOrDefaultAsync(ct);
        return session is { AccessHash: { } kept } && Secrets.Same(kept, hash) ? new TokenBearer(session.UserId, id) : null;
    }

    /// <summary>Exchanges a refresh token for the next pair. A token that was exchanged long before is in two hands: the session ends for both.</summary>
    public async Task<Result<TokenPair>> RefreshAsync(string refreshToken, CancellationToken ct)
    {
        if (!SessionToken.TryRead(refreshToken, out var id, out var hash)) return AccountsErrors.SessionOver;

        var now = clock.GetCurrentInstant();
        var key = await keys.ForAsync("refresh tokens");
        var next = (SessionToken.After(id, key, "access", refreshToken), SessionToken.After(id, key, "refresh", refreshToken));
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var pair = await ReplaceAsync(db, id, replaced: hash, next, now, ct) ?? await RepeatAsync(db, id, replaced: hash, next, now, ct);
        if (pair is null)
        {
            // Session ids are known to holders of tokens only, so whoever names this one held one of its older tokens.
            await db.Sessions.Where(s => s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), ct);
        }

        return await db.CommitAsync(ct) is null && pair is not null ? pair : AccountsErrors.SessionOver;
    }

    // Compares and swaps the hash of the refresh token, so that of two exchanges at once only one changes the row.
    private async Task<TokenPair?> ReplaceAsync(
        SalonDb db, SessionId id, string? replaced, (SessionToken Access, SessionToken Refresh) next, Instant now, CancellationToken ct)
    {
        var session = await db.Sessions.AsNoTracking().Where(SessionService.IsAlive(now)).SingleOrDefaultAsync(s => s.Id == id, ct);
        if (session is null) return null;

        var (access, refresh) = next;
        var accessExpires = now + options.AccessLifetime;
        var expires = Session.EndOf(session.CreatedAt, now, await SessionService.WorksAsync(db, session.UserId, ct), options);
        var changed = await db.Sessions.Where(SessionService.IsAlive(now))
            .Where(s => s.Id == id && s.RefreshHash == replaced)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(s => s.AccessHash, access.Hash)
                    .SetProperty(s => s.AccessExpiresAt, accessExpires)
                    .SetProperty(s => s.ReplacedHash, replaced)
                    .SetProperty(s => s.ReplacedAt, now)
                    .SetProperty(s => s.RefreshHash, refresh.Hash)
                    .SetProperty(s => s.LastSeenAt, now)
                    .SetProperty(s => s.ExpiresAt, expires),
                ct);
        return changed == 1 ? new TokenPair(access.Text, refresh.Text, options.AccessLifetime) : null;
    }

    // The answer may have been lost on the way, or an app asked twice at once: the same pair, as long as nobody has gone on with it.
    private async Task<TokenPair?> RepeatAsync(
        SalonDb db, SessionId id, string replaced, (SessionToken Access, SessionToken Refresh) next, Instant now, CancellationToken ct)
    {
        var since = now - options.RefreshGrace;
        var session = await db.Sessions.AsNoTracking().Where(SessionService.IsAlive(now))
            .SingleOrDefaultAsync(s => s.Id == id && s.ReplacedHash == replaced && s.ReplacedAt > since, ct);
        if (session is not { RefreshHash: { } kept, AccessExpiresAt: { } accessExpires } || !Secrets.Same(kept, next.Refresh.Hash)) return null;
        return new TokenPair(next.Access.Text, next.Refresh.Text, Duration.Max(accessExpires - now, Duration.Zero));
    }
}
