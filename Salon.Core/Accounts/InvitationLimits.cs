using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Outbox;

namespace Salon.Accounts;

/// <summary>
/// Whether another invitation may be sent. Anybody can open a salon and an invitation is a text to any number, so it is counted as codes are:
/// in the database, by what stands in the outbox, which an invitation that was taken back does not leave either.
/// </summary>
internal static class InvitationLimits
{
    private static readonly Duration Day = Duration.FromDays(1);

    /// <summary>What has to be locked before counting: every invitation counts towards the total of the installation.</summary>
    public static Guid Subject { get; } = Secrets.Subject("invitations", "all");

    /// <param name="db">Sees all organizations: a number may be invited by several.</param>
    /// <param name="organization">Who invites.</param>
    /// <param name="user">Whom.</param>
    /// <param name="options">How many there may be.</param>
    /// <param name="now">Invitations and codes of the 24 hours before count.</param>
    /// <param name="ct">Stops counting.</param>
    /// <returns>Null when one may go out.</returns>
    public static async Task<Error?> RefusalAsync(
        SalonDb db, OrganizationId organization, UserId user, SignInOptions options, Instant now, CancellationToken ct)
    {
        var (since, toHer) = (now - Day, JsonSerializer.Serialize(new MemberInvited(user), OutboxJson.Options));
        var sent = await db.Outbox.Where(m => m.Name == MemberInvited.Name && m.CreatedAt > since).GroupBy(m => 1)
            .Select(all => new { All = all.Count(), Here = all.Count(m => m.OrganizationId == organization), ToHer = all.Count(m => m.Body == toHer) })
            .SingleOrDefaultAsync(ct);
        var most = options.InvitationsPerOrganizationPerDay;
        if (sent?.Here >= most) return AccountsErrors.EnoughInvitations(most);
        if (sent?.ToHer >= options.InvitationsPerPhonePerDay) return AccountsErrors.InvitedAlready;

        var codes = await db.OneTimeCodes.CountAsync(code => !code.Known && code.State != CodeState.NotSent && code.CreatedAt > since, ct);
        return codes + (sent?.All ?? 0) >= options.CodesInAllPerDay ? AccountsErrors.NoInvitationsNow : null;
    }
}
