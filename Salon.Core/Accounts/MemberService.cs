using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Outbox;

namespace Salon.Accounts;

/// <summary>Somebody who works for the organization, as its owner lists her.</summary>
/// <param name="LastSeen">When she was last signed in; null until she has been.</param>
public sealed record MemberRow(UserId User, string Phone, string Name, Role Role, StaffId? Staff, BranchId? Branch, Instant? LastSeen = null);

/// <summary>Somebody was given a role and is to hear of it. She need not have an account yet: signing in with her phone makes one.</summary>
public sealed record MemberInvited(UserId User) : IOutboxMessage
{
    public static string Name => "member.invited";
}

/// <summary>Gives a role to whoever owns a phone; she need not have signed in before.</summary>
/// <param name="Role">Stylist, Desk, Manager or Owner.</param>
/// <param name="Staff">The staff member she is, when she performs services.</param>
/// <param name="Branch">The branch her pages open on.</param>
public sealed record MemberRequest(PhoneNumber Phone, string Name, Role Role, StaffId? Staff = null, BranchId? Branch = null)
{
    /// <summary>Somebody who was no member before is told by message.</summary>
    public bool Invite { get; init; }
}

/// <summary>Who works for an organization, and as what.</summary>
public sealed class MemberService(Database database, SignInOptions options, TimeProvider clock)
{
    public async Task<Result<IReadOnlyList<MemberRow>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMembers)) return AccountsErrors.NotAllowed;

        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.Memberships.Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new { m, u })
            .OrderByDescending(row => row.m.Role).ThenBy(row => row.u.Name)
            .Select(row => new MemberRow(
                row.u.Id, row.u.Phone, row.u.Name, row.m.Role, row.m.StaffId, row.m.BranchId,
                db.Sessions.Where(s => s.UserId == row.u.Id).Max(s => (Instant?)s.LastSeenAt)))
            .ToArrayAsync(ct);
    }

    /// <summary>Adds a member or changes what she is. An organization keeps at least one owner.</summary>
    public async Task<Result<UserId>> SetAsync(Actor actor, MemberRequest request, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMembers)) return AccountsErrors.NotAllowed;
        if (request.Role is not (Role.Stylist or Role.Desk or Role.Manager or Role.Owner)) return AccountsErrors.RoleNotGiven;
        if (request is { Role: Role.Stylist, Staff: null }) return At(nameof(MemberRequest.Staff), AccountsErrors.StylistIsSomebody);

        var now = clock.GetCurrentInstant();
        await using var db = await OpenAloneAsync(actor, ct);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Phone == request.Phone.Value, ct);
        var membership = user is null ? null : await MembershipAsync(db, actor, user.Id, ct);
        if (user is null || membership is null)
        {
            // Being a member opens a number to codes: an owner adds only those that would get some anyway.
            if (actor.Role != Role.System && await CodeCountries.RefusalAsync(db, request.Phone, options, ct) is { } foreign)
                return At(
                    nameof(MemberRequest.Phone), foreign == AccountsErrors.NotMobile ? AccountsErrors.MemberNotMobile : AccountsErrors.MemberCountryNotServed);
            if (user is null) db.Users.Add(user = User.Register(request.Phone, Languages.Arabic.Name, now, TidyText.Line(request.Name)));
            if (request.Invite && await InvitationLimits.RefusalAsync(db, actor.Organization, user.Id, options, now, ct) is { } enough) return enough;
            db.Memberships.Add(Membership.Of(actor.Organization, user.Id, request.Role, now, request.Staff, request.Branch));
            var atMost = now + options.StaffSessionIdleTime; // a customer's long sessions are not for the back office
            await db.Sessions.Where(s => s.UserId == user.Id && s.ExpiresAt > atMost).ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, atMost), ct);
            if (request.Invite) db.Outbox.Add(OutboxMessage.For(actor.Organization, new MemberInvited(user.Id), now));
        }
        else if (request.Role != Role.Owner && await IsLastOwnerAsync(db, membership, ct)) return AccountsErrors.LastOwner;
        else membership.Become(request.Role, request.Staff, request.Branch);

        return await db.CommitAsync(ct) is { } conflict ? conflict : user.Id;
    }

    /// <summary>Takes every role away and signs her out everywhere. What she did stays in the history.</summary>
    public async Task<Error?> RemoveAsync(Actor actor, UserId user, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMembers)) return AccountsErrors.NotAllowed;

        await using var db = await OpenAloneAsync(actor, ct);
        if (await MembershipAsync(db, actor, user, ct) is not { } membership) return AccountsErrors.UnknownMember;
        if (await IsLastOwnerAsync(db, membership, ct)) return AccountsErrors.LastOwner;

        db.Memberships.Remove(membership);
        await SessionService.EndAllAsync(db, user, clock.GetCurrentInstant(), ct);
        return await db.CommitAsync(ct);
    }

    /// <summary>Signs a member out on every device, for example when she lost her phone or left it at the salon.</summary>
    public async Task<Error?> SignOutAsync(Actor actor, UserId user, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMembers)) return AccountsErrors.NotAllowed;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (!await db.Memberships.AnyAsync(m => m.UserId == user, ct)) return AccountsErrors.UnknownMember;
        await SessionService.EndAllAsync(db, user, clock.GetCurrentInstant(), ct);
        return await db.CommitAsync(ct);
    }

    // One change of members at a time: two owners who remove each other must not both succeed. It sees all organizations, because who else
    // a number works for, and what it was sent, is not one salon's.
    private async Task<SalonDb> OpenAloneAsync(Actor actor, CancellationToken ct)
    {
        var db = await database.OpenForWriteAcrossAsync(actor, ct);
        try
        {
            await db.LockAsync([Secrets.Subject("members", actor.Organization.ToString()), InvitationLimits.Subject], ct);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private static Task<Membership?> MembershipAsync(SalonDb db, Actor actor, UserId user, CancellationToken ct) =>
        db.Memberships.SingleOrDefaultAsync(m => m.OrganizationId == actor.Organization && m.UserId == user, ct);

    private static async Task<bool> IsLastOwnerAsync(SalonDb db, Membership membership, CancellationToken ct) =>
        membership.Role == Role.Owner
        && !await db.Memberships.AnyAsync(m => m.OrganizationId == membership.OrganizationId && m.Role == Role.Owner && m.UserId != membership.UserId, ct);

    private static Error At(string field, Error fault)
    {
        var checks = new Checks();
        checks.Fail(field, fault);
        return checks.Refusal!;
    }
}
