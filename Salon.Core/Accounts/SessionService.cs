using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>One of a person's signed-in devices, as her profile lists it.</summary>
public sealed record SessionRow(SessionId Id, string Device, Instant CreatedAt, Instant LastSeenAt);

/// <summary>The devices a person is signed in on. Read on every request, so that ending one works at once, on every node.</summary>
public sealed class SessionService(Database database, SignInOptions options, TimeProvider clock)
{
    private static readonly Duration TouchedEvery = Duration.FromHours(1); // often enough for an expiry counted in days

    /// <summary>Who a session belongs to; null when it has ended. Using a session keeps it alive.</summary>
    public async Task<UserId?> FindAsync(SessionId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForOneAcrossAsync(ct);
        var session = await db.Sessions.AsNoTracking().Where(IsAlive(now)).SingleOrDefaultAsync(s => s.Id == id, ct);
        if (session is null) return null;

        if (now - session.LastSeenAt >= TouchedEvery) await TouchAsync(session, now, ct);
        return session.UserId;
    }

    /// <summary>Newest use first.</summary>
    public async Task<IReadOnlyList<SessionRow>> ListAsync(UserId user, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Sessions.Where(IsAlive(clock.GetCurrentInstant())).Where(s => s.UserId == user)
            .OrderByDescending(s => s.LastSeenAt)
            .Select(s => new SessionRow(s.Id, s.Device, s.CreatedAt, s.LastSeenAt))
            .ToListAsync(ct);
    }

    /// <summary>Signs one device out. Doing it again, or to somebody else's session, changes nothing.</summary>
    public Task EndAsync(UserId user, SessionId session, CancellationToken ct) =>
        EndAsync(sessions => sessions.Where(s => s.UserId == user && s.Id == session), ct);

    /// <summary>Signs every other device out.</summary>
    public Task EndOthersAsync(UserId user, SessionId kept, CancellationToken ct) =>
        EndAsync(sessions => sessions.Where(s => s.UserId == user && s.Id != kept), ct);

    /// <summary>Signs every device out, for example when a phone was lost.</summary>
    public Task EndAllAsync(UserId user, CancellationToken ct) => EndAsync(sessions => sessions.Where(s => s.UserId == user), ct);

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

    internal static System.Linq.Expressions.Expression<Func<Session, bool>> IsAlive(Instant now) =>
        session => session.EndedAt == null && session.ExpiresAt > now;

    private async Task EndAsync(Func<IQueryable<Session>, IQueryable<Session>> which, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        await which(db.Sessions).Where(s => s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), ct);
        await db.CommitAsync(ct);
    }

    private async Task TouchAsync(Session session, Instant now, CancellationToken ct)
    {
        var expires = Instant.Min(now + options.SessionIdleTime, session.CreatedAt + options.SessionLifetime);
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        await db.Sessions.Where(s => s.Id == session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.ExpiresAt, expires), ct);
        await db.CommitAsync(ct);
    }
}
