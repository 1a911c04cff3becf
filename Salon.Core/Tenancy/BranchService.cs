using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Tenancy;

/// <summary>A branch as its form holds it.</summary>
/// <param name="ZoneId">IANA; changeable until the first booking.</param>
/// <param name="Latitude">-90 to 90; both coordinates or none.</param>
/// <param name="Longitude">-180 to 180.</param>
public sealed record BranchDraft(LocalizedText Name, LocalizedText Address, string ZoneId, PhoneNumber? Phone, double? Latitude, double? Longitude);

/// <summary>A branch in a list or switch.</summary>
public sealed record BranchRow(BranchId Id, LocalizedText Name, LocalizedText Address, string ZoneId, string Currency, bool Active, int Position, int Version)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];
}

public static class MainBranch
{
    /// <summary>The currency of all branches; null when they differ or there is none.</summary>
    public static string? OnlyCurrency(this IReadOnlyList<BranchRow> branches) =>
        branches.Select(b => b.Currency).Distinct(StringComparer.Ordinal).ToList() is [var one] ? one : null;

    /// <summary>Where a salon's days are counted when no branch is named: at its first branch; in Riyadh while it has none.</summary>
    public static DateTimeZone MainZone(this IReadOnlyList<BranchRow> branches) => branches is [var main, ..] ? main.Zone : DateTimeZoneProviders.Tzdb["Asia/Riyadh"];
}

/// <param name="ZoneFixed">It has bookings: its zone stays.</param>
/// <param name="Version">To be handed back when saving it or its hours.</param>
public sealed record BranchForm(BranchId Id, BranchDraft Draft, string Currency, bool Active, bool ZoneFixed, int Version);

/// <summary>The places of an organization. Their hours are the business of <see cref="BranchHoursService"/>.</summary>
public sealed class BranchService(Database database)
{
    public const int MostBranches = 200;

    /// <summary>Every branch in the organization's order, closed ones last; for everybody who works there.</summary>
    public async Task<Result<IReadOnlyList<BranchRow>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsStaff) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.Branches
            .OrderBy(b => b.Active ? 0 : 1).ThenBy(b => b.Position).ThenBy(b => b.Id)
            .Select(b => new BranchRow(b.Id, b.Name, b.Address, b.ZoneId, b.Currency, b.Active, b.Position, b.Version))
            .ToArrayAsync(ct);
    }

    public async Task<Result<BranchForm>> FindAsync(Actor actor, BranchId id, CancellationToken ct)
    {
        if (!actor.May(Permission.EditBranches)) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var branch = await db.Branches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (branch is null) return TenancyErrors.UnknownBranch;

        var phone = branch.Phone is { } stored ? PhoneNumber.FromStored(stored) : null;
        var draft = new BranchDraft(branch.Name, branch.Address, branch.ZoneId, phone, branch.Latitude, branch.Longitude);
        return new BranchForm(id, draft, branch.Currency, branch.Active, await HasBookingsAsync(db, id, ct), branch.Version);
    }

    /// <summary>Opens a branch under an id the caller made, or changes it.</summary>
    /// <param name="version">What was read; null opens a new one. Opening the same id twice is the same click arriving twice.</param>
    public async Task<Error?> SaveAsync(Actor actor, BranchId id, BranchDraft draft, int? version, CancellationToken ct)
    {
        if (!actor.May(Permission.EditBranches)) return TenancyErrors.NotAllowed;
        draft = draft with { Name = TidyText.Line(draft.Name), Address = TidyText.Line(draft.Address) };
        var checks = Check(draft);
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        var branch = await db.Branches.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (branch is null)
        {
            if (version is not null) return TenancyErrors.UnknownBranch;
            var branches = await db.Branches.Select(b => b.Position).ToListAsync(ct);
            if (branches.Count >= MostBranches) return new Error(ErrorKind.Conflict, "Tenancy.TooManyBranches", MostBranches);
            var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
            branch = Branch.Open(actor.Organization, id, draft.Name, draft.Address, draft.ZoneId, currency, branches.DefaultIfEmpty(-1).Max() + 1);
            db.Branches.Add(branch);
        }
        else if (version is null) return null;
        else if (branch.Version != version) return DataErrors.ChangedMeanwhile;

        if (branch.ZoneId != draft.ZoneId)
        {
            checks.That(!await HasBookingsAsync(db, id, ct), nameof(draft.ZoneId), "Tenancy.ZoneFixed");
            if (checks.Refusal is { } zone) return zone;
            branch.Settle(draft.ZoneId);
        }

        branch.Describe(draft.Name, draft.Address, draft.Phone?.Value, draft.Latitude, draft.Longitude);
        return await CommitAsync(db, actor, ct);
    }

    /// <summary>Takes no bookings any more. Those it has stay, and so does everything written about it.</summary>
    public Task<Error?> CloseAsync(Actor actor, BranchId id, CancellationToken ct) => ChangeAsync(actor, id, async (db, branch) =>
    {
        if (!await db.Branches.AnyAsync(b => b.Active && b.Id != id, ct)) return TenancyErrors.LastBranch;
        if (branch.Active) branch.Close();
        return null;
    }, ct);

    public Task<Error?> ReopenAsync(Actor actor, BranchId id, CancellationToken ct) => ChangeAsync(actor, id, (_, branch) =>
    {
        if (!branch.Active) branch.Reopen();
        return Task.FromResult<Error?>(null);
    }, ct);

    private async Task<Error?> ChangeAsync(Actor actor, BranchId id, Func<SalonDb, Branch, Task<Error?>> change, CancellationToken ct)
    {
        if (!actor.May(Permission.EditBranches)) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([actor.Organization.Value], ct); // two managers who close the last two branches must not both succeed
        var branch = await db.Branches.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (branch is null) return TenancyErrors.UnknownBranch;
        return await change(db, branch) ?? await CommitAsync(db, actor, ct);
    }

    private static Checks Check(BranchDraft draft)
    {
        var checks = new Checks();
        checks.Name(nameof(draft.Name), draft.Name);
        checks.Length(nameof(draft.Address), draft.Address, 300);
        checks.That(DateTimeZoneProviders.Tzdb.GetZoneOrNull(draft.ZoneId) is not null, nameof(draft.ZoneId), "Tenancy.UnknownZone");
        checks.That(draft.Latitude is null == draft.Longitude is null, nameof(draft.Latitude), "Tenancy.HalfACoordinate");
        checks.That(draft.Latitude is null or (>= -90 and <= 90), nameof(draft.Latitude), "Form.OutOfRange", -90, 90);
        checks.That(draft.Longitude is null or (>= -180 and <= 180), nameof(draft.Longitude), "Form.OutOfRange", -180, 180);
        return checks;
    }

    private static Task<bool> HasBookingsAsync(SalonDb db, BranchId id, CancellationToken ct) => db.Bookings.AnyAsync(b => b.BranchId == id, ct);

    private static Task<Error?> CommitAsync(SalonDb db, Actor actor, CancellationToken ct)
    {
        db.Announce(new Change(actor.Organization, ChangeKind.Branches));
        return db.CommitAsync(ct);
    }
}
