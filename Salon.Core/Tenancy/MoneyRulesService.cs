using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Tenancy;

/// <summary>The rules about money as their editor reads them.</summary>
/// <param name="Version">To be handed back when saving.</param>
public sealed record MoneySettings(MoneyRules Rules, string Currency, int Version);

/// <summary>Reads and sets what is asked for in advance and what is kept.</summary>
public sealed class MoneyRulesService(Database database)
{
    public async Task<Result<MoneySettings>> FindAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsStaff) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var found = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => new { o.Money, o.Currency, o.Version }).SingleOrDefaultAsync(ct);
        return found is null ? TenancyErrors.UnknownSalon : new MoneySettings(found.Money, found.Currency, found.Version);
    }

    /// <summary>Bookings that were agreed before keep the rules they were agreed under.</summary>
    public async Task<Error?> SetAsync(Actor actor, MoneyRules rules, int version, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return TenancyErrors.NotAllowed;
        var checks = new Checks();
        Check(checks, rules);
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        var organization = await db.Organizations.SingleOrDefaultAsync(o => o.Id == actor.Organization, ct);
        if (organization is null) return TenancyErrors.UnknownSalon;
        if (organization.Version != version) return DataErrors.ChangedMeanwhile;
        organization.SetMoneyRules(rules);
        return await db.CommitAsync(ct);
    }

    /// <summary>What is wrong with rules, at the field they are typed in.</summary>
    public static void Check(Checks checks, MoneyRules rules)
    {
        checks.That(rules.Deposit.IsValid, nameof(rules.Deposit), "Rules.NotAShare");
        checks.That(rules.LateFee.IsValid, nameof(rules.LateFee), "Rules.NotAShare");
        checks.That(rules.NoShowFee.IsValid, nameof(rules.NoShowFee), "Rules.NotAShare");
        CheckOwn(checks, "Trusted", rules.TrustedFees);
        CheckOwn(checks, "Missed", rules.MissedFees);
        checks.Range(nameof(rules.KeptVisits), rules.KeptVisits, 1, 20);
        checks.Range(nameof(rules.NoShows), rules.NoShows, 1, 10);
        checks.Range(nameof(rules.PayMinutes), rules.PayMinutes, 5, 60);
        checks.Range(nameof(rules.DeskDiscountPercent), rules.DeskDiscountPercent, 0, 100);
    }

    private static void CheckOwn(Checks checks, string whose, OwnFees fees)
    {
        checks.That(fees.Late is not { IsValid: false }, whose + nameof(fees.Late), "Rules.NotAShare");
        checks.That(fees.NoShow is not { IsValid: false }, whose + nameof(fees.NoShow), "Rules.NotAShare");
    }
}
