using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>One of a person's signed-in devices, as her profile lists it.</summary>
/// <param name="Device">What the browser or app said of itself.</param>
/// <param name="Network">Where it was last used from, roughly; null when nobody noted it.</param>
/// <param name="IsApp">It shows tokens of the API, not a cookie.</param>
public sealed record SessionRow(SessionId Id, string Device, string? Network, bool IsApp, Instant CreatedAt, Instant LastSeenAt);

/// <summary>The devices a person is signed in on. Read on every request, so that ending one works at once, on every node.</summary>
public sealed class SessionService(Database database, SignInOptions options, TimeProvider clock)
{
    private static readonly Duration TouchedEvery = Duration.FromMinutes(15); // often enough for an expiry counted in hours

    /// <summary>Who a session belongs to; null when it has ended. Using a session keeps it alive.</summary>
    public Task<UserId?> FindAsync(SessionId id, CancellationToken ct) => FindAsync(id, network: null, ct);

    /// <inheritdoc cref="FindAsync(SessionId, CancellationToken)"/>
    /// <param name="network">Where it is used from, for the list of her devices; null leaves what was noted.</param>
    public async Task<UserId?> FindAsync(SessionId id, string? network, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForOneAcrossAsync(ct);
        var session = await db.Sessions.AsNoTracking().Where(IsAlive(now)).SingleOrDefaultAsync(s => s.Id == id, ct);
        if (session is null) return null;

        if (now - session.LastSeenAt >= TouchedEvery) await TouchAsync(session, network, now, ct);
        return session.UserId;
    }

    /// <summary>Newest use first.</summary>
    public async Task<IReadOnlyList<SessionRow>> ListAsync(UserId user, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Sessions.Where(IsAlive(clock.GetCurrentInstant())).Where(s => s.UserId == user)
            .OrderByDescending(s => s.LastSeenAt)
            .Select(s => new SessionRow(s.Id, s.Device, s.Network, s.AccessHash != null, s.CreatedAt, s.LastSeenAt))
            .ToListAsync(ct);
    }

    /// <summary>Signs one device out. Doing it again, or to somebody else's session, changes nothing.</summary>
    public Task EndAsync(UserId user, SessionId session, CancellationToken ct) =>
        EndAsync(user, sessions => sessions.Where(s => s.Id == session), ct);

    /// <summary>Signs every other device out.</summary>
    public Task EndOthersAsync(UserId user, SessionId kept, CancellationToken ct) =>
        EndAsync(user, sessions => sessions.Where(s => s.Id != kept), ct);

    /// <summary>Signs every device out, for example when a phone was lost.</summary>
    public Task EndAllAsync(UserId user, CancellationToken ct) => EndAsync(user, sessions => sessions, ct);

    /// <summary>Deletes sessions that ended long ago.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ForgetOldAsync(CancellationToken ct)
    {
        var longAgo = clock.GetCurrentInstant() - Duration.FromDays(90);
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var count = await db.Sessions.Where(s => s.EndedAt < longAgo || s.ExpiresAt < longAgo).ExecuteDeleteAsync(ct);
        await db.CommitAsync(ct);
        return count;
    }

    /// <summary>Whether she works at a salon or operates the installation: then her sessions are shorter.</summary>
    internal static Task<bool> WorksAsync(SalonDb db, UserId user, CancellationToken ct) =>
        db.Users.AnyAsync(u => u.Id == user && (u.IsPlatformAdmin || db.Memberships.Any(m => m.UserId == u.Id)), ct);

    /// <summary>Tells a person's open pages, on every node, to look whether their session still lives. Her own news travel under her own id.</summary>
    internal static void Announce(SalonDb db, UserId user) => db.Announce(new Change(new(user.Value), ChangeKind.Sessions));

    internal static System.Linq.Expressions.Expression<Func<Session, bool>> IsAlive(Instant now) =>
        session => session.EndedAt == null && session.ExpiresAt > now;

    /// <summary>Signs a person out everywhere as part of a larger change.</summary>
    internal static Task EndAllAsync(SalonDb db, UserId user, Instant now, CancellationToken ct) => EndAsync(db, user, sessions => sessions, now, ct);

    private async Task EndAsync(UserId user, Func<IQueryable<Session>, IQueryable<Session>> which, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        await EndAsync(db, user, which, clock.GetCurrentInstant(), ct);
        await db.CommitAsync(ct);
    }

    private static async Task EndAsync(SalonDb db, UserId user, Func<IQueryable<Session>, IQueryable<Session>> which, Instant now, CancellationToken ct)
    {
        await which(db.Sessions.Where(s => s.UserId == user && s.EndedAt == null)).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), ct);
        Announce(db, user);
    }

    private async Task TouchAsync(Session session, string? network, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var expires = Session.EndOf(session.CreatedAt, now, await WorksAsync(db, session.UserId, ct), options);
        var from = network ?? session.Network;
        await db.Sessions.Where(s => s.Id == session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.ExpiresAt, expires).SetProperty(s => s.Network, from), ct);
        await db.CommitAsync(ct);
    }
}
