using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Accounts;

/// <summary>A place where a user has a role.</summary>
/// <param name="Branch">The branch her pages open on.</param>
public sealed record MembershipRow(OrganizationId Organization, string Slug, LocalizedText Name, Role Role, StaffId? Staff, BranchId? Branch);

/// <summary>A place where a user has a role, and which the operator of the platform has suspended.</summary>
/// <param name="Reason">Null when none was written down.</param>
public sealed record SuspendedPlace(string Slug, LocalizedText Name, string? Reason);

/// <summary>Says what a signed-in person is to an organization, from the database each time: a role taken away is gone with the next click.</summary>
public sealed class ActorService(Database database, TimeProvider clock)
{
    /// <summary>Who acts through a session; null when it has ended, whatever the cookie or the open page still believes.</summary>
    public async Task<Actor?> ForSessionAsync(SessionId session, OrganizationId? organization, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAcrossAsync(ct);
        var alive = db.Sessions.Where(SessionService.IsAlive(now)).Where(s => s.Id == session);
        if (organization is not { } id)
            return await alive.Select(s => (UserId?)s.UserId).SingleOrDefaultAsync(ct) is { } user ? await ForUserAsync(db, user, null, ct) : null;

        // Session and membership in one statement: every page asks this before anything else, and again before whatever it does.
        var who = await (
            from s in alive
            from m in db.Memberships.Where(m => m.OrganizationId == id && m.UserId == s.UserId).DefaultIfEmpty()
            select new { s.UserId, Role = m == null ? (Role?)null : m.Role, Staff = m == null ? null : m.StaffId }).SingleOrDefaultAsync(ct);
        return who is null ? null : new Actor(id, who.UserId, who.Role ?? Role.Customer, who.Staff);
    }

    /// <summary>What a user is: to the organization her membership's role, otherwise a customer; without an organization, platform admin or customer.</summary>
    public async Task<Actor> ForUserAsync(UserId user, OrganizationId? organization, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await ForUserAsync(db, user, organization, ct);
    }

    /// <summary>Where the user works, for the page that lets her choose.</summary>
    public async Task<IReadOnlyList<MembershipRow>> MembershipsAsync(UserId user, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Memberships.Where(m => m.UserId == user)
            .Join(db.Organizations.Where(o => o.Status == OrganizationStatus.Active), m => m.OrganizationId, o => o.Id, (m, o) => new { m, o })
            .OrderBy(row => row.o.Slug)
            .Select(row => new MembershipRow(row.o.Id, row.o.Slug, row.o.Name, row.m.Role, row.m.StaffId, row.m.BranchId))
            .ToListAsync(ct);
    }

    /// <summary>Where the user works and nothing can be opened at the moment.</summary>
    public async Task<IReadOnlyList<SuspendedPlace>> SuspendedAsync(UserId user, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Memberships.Where(m => m.UserId == user)
            .Join(db.Organizations.Where(o => o.Status == OrganizationStatus.Suspended), m => m.OrganizationId, o => o.Id, (_, o) => o)
            .OrderBy(o => o.Slug).Select(o => new SuspendedPlace(o.Slug, o.Name, o.SuspendedBecause)).ToListAsync(ct);
    }

    /// <summary>Whether she works for a salon, also for one that is suspended, or operates the platform.</summary>
    public async Task<bool> WorksAsync(UserId user, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Users.AnyAsync(u => u.Id == user && (u.IsPlatformAdmin || db.Memberships.Any(m => m.UserId == user)), ct);
    }

    private static async Task<Actor> ForUserAsync(SalonDb db, UserId user, OrganizationId? organization, CancellationToken ct)
    {
        if (organization is not { } id)
        {
            var isAdmin = await db.Users.AnyAsync(u => u.Id == user && u.IsPlatformAdmin, ct);
            return new Actor(default, user, isAdmin ? Role.PlatformAdmin : Role.Customer);
        }

        var membership = await db.Memberships.Where(m => m.OrganizationId == id && m.UserId == user)
            .Select(m => new { m.Role, m.StaffId })
            .SingleOrDefaultAsync(ct);
        return membership is null ? new Actor(id, user, Role.Customer) : new Actor(id, user, membership.Role, membership.StaffId);
    }
}
