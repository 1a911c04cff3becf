using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Accounts;

/// <summary>Whoever has proved her phone opens a salon of her own: the organization, herself as its owner, a first branch with usual hours.</summary>
public sealed class SignUpService(Database database, TimeProvider clock)
{
    /// <summary>The most salons one person may own; who needs more asks the operator.</summary>
    public const int MostSalons = 3;

    private static readonly DayHours UsualHours = new(10 * 60, 22 * 60);

    private static readonly IsoDayOfWeek[] UsualDays =
        [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday, IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday];

    /// <param name="user">Signed in.</param>
    /// <param name="from">Where from; for the audit log.</param>
    /// <param name="id">Made by the caller: opening the same id twice is the same click arriving twice.</param>
    /// <param name="draft">What it is called.</param>
    /// <param name="ct">Stops before the commit.</param>
    /// <returns>The salon's address.</returns>
    public async Task<Result<string>> OpenAsync(UserId user, Origin? from, OrganizationId id, OrganizationDraft draft, CancellationToken ct)
    {
        draft = draft.Tidy();
        var checks = draft.Check();
        if (checks.Refusal is { } refusal) return refusal;

        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAcrossAsync(new Actor(id, user, Role.Owner) { From = from }, ct);
        await db.LockAsync([user.Value], ct);
        if (await db.Organizations.AnyAsync(o => o.Id == id, ct)) return draft.Slug;
        if (!await db.Users.AnyAsync(u => u.Id == user, ct)) return AccountsErrors.NotAllowed;
        if (await db.Memberships.CountAsync(m => m.UserId == user && m.Role == Role.Owner, ct) >= MostSalons) return AccountsErrors.EnoughSalons(MostSalons);
        checks.That(!await db.Organizations.AnyAsync(o => o.Slug == draft.Slug, ct), nameof(draft.Slug), "Tenancy.SlugTaken");
        if (checks.Refusal is { } taken) return taken;

        db.Organizations.Add(Organization.Create(id, draft.Slug, draft.Name, draft.City, now, draft.Currency));
        var branch = BranchId.New();
        db.Branches.Add(Branch.Open(id, branch, new("Main branch", "الفرع الرئيسي"), LocalizedText.Empty, ZoneOf(draft.Currency), draft.Currency, 0));
        foreach (var day in UsualDays) db.BranchHours.Add(BranchHours.On(id, branch, day, UsualHours));
        db.Memberships.Add(Membership.Of(id, user, Role.Owner, now, branch: branch));
        return await db.CommitAsync(ct) is { } conflict ? conflict : draft.Slug;
    }

    // Where a currency is at home; the branch's page changes it before the first booking.
    private static string ZoneOf(string currency) => currency switch
    {
        "AED" => "Asia/Dubai",
        "BHD" => "Asia/Bahrain",
        "EGP" => "Africa/Cairo",
        "GBP" => "Europe/London",
        "JOD" => "Asia/Amman",
        "KWD" => "Asia/Kuwait",
        "OMR" => "Asia/Muscat",
        "QAR" => "Asia/Qatar",
        _ => "Asia/Riyadh",
    };
}
