using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Payments.Documents;

/// <summary>What stands at the head of a salon's documents.</summary>
/// <param name="VatNumber">15 digits; as it was typed when it is handed in.</param>
public sealed record TaxDetails(TaxScheme Scheme, string VatNumber, LocalizedText Seller, LocalizedText Address);

/// <param name="Usual">Stands on documents where the salon says nothing else.</param>
/// <param name="LastNumber">Of the document issued last; 0 before the first.</param>
public sealed record TaxSettingsView(TaxDetails Details, LocalizedText Usual, long LastNumber);

/// <summary>How a salon stands to the tax authority, for its owners.</summary>
public sealed class TaxSettings(Database database, TimeProvider clock)
{
    public const int LongestName = 127; // bytes: strict readers of the code take a greater length for something else
    public const int LongestAddress = 200;
    private const int NumberLength = 15;

    /// <summary>Whether its prices include VAT: a salon that is not registered must not say so. Everybody may ask.</summary>
    public async Task<bool> IsRegisteredAsync(OrganizationId organization, CancellationToken ct) =>
        await SchemeOfAsync(organization, ct) != TaxScheme.NotRegistered;

    /// <summary>How it stands to the tax authority: what its public pages say of prices and receipts follows from it. Everybody may ask.</summary>
    public async Task<TaxScheme> SchemeOfAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return await db.TaxProfiles.Select(p => (TaxScheme?)p.Scheme).SingleOrDefaultAsync(ct) ?? TaxScheme.NotRegistered;
    }

    public async Task<Result<TaxSettingsView>> FindAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var profile = await db.TaxProfiles.AsNoTracking().SingleOrDefaultAsync(ct) ?? TaxProfile.Of(actor.Organization);
        return new TaxSettingsView(Of(profile), await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Name).SingleAsync(ct), profile.LastNumber);
    }

    /// <summary>Whether prices hold VAT at all, for everybody who works there.</summary>
    public async Task<Result<TaxScheme>> SchemeAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsStaff) return TenancyErrors.NotAllowed;
        return await SchemeOfAsync(actor.Organization, ct);
    }

    /// <summary>Documents that were issued stay as they are; the next ones say this.</summary>
    /// <param name="known">As the editor had read them: if somebody else changed them meanwhile, nothing is saved.</param>
    public async Task<Error?> SaveAsync(Actor actor, TaxDetails details, TaxDetails known, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return TenancyErrors.NotAllowed;
        details = Tidy(details);
        if (Check(details).Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([TaxProfile.Subject(actor.Organization)], ct);
        var profile = await db.TaxProfiles.SingleOrDefaultAsync(ct);
        if (profile is null) db.TaxProfiles.Add(profile = TaxProfile.Of(actor.Organization));
        if (Of(profile) != known) return DataErrors.ChangedMeanwhile;
        profile.Describe(details.Scheme, details.VatNumber, details.Seller, details.Address);
        return await db.CommitAsync(ct);
    }

    /// <summary>The QR code of an invoice over 115.00 of a salon with these details.</summary>
    public Result<string> Sample(TaxDetails details)
    {
        details = Tidy(details);
        if (Check(details).Refusal is { } refusal) return refusal;
        return details.Scheme == TaxScheme.Phase1 ? new ZatcaQr(details.Seller.Ar, details.VatNumber, clock.GetCurrentInstant(), 11_500, 1_500).Encode() : TaxErrors.NoCode;
    }

    private static TaxDetails Of(TaxProfile profile) => new(profile.Scheme, profile.VatNumber, profile.SellerName, profile.Address);

    private static TaxDetails Tidy(TaxDetails details) => details with
    {
        VatNumber = string.Concat(Digits.Fold(details.VatNumber).Where(c => !char.IsWhiteSpace(c))),
        Seller = TidyText.Line(details.Seller),
        Address = TidyText.Line(details.Address),
    };

    private static Checks Check(TaxDetails details)
    {
        var checks = new Checks();
        checks.That(Enum.IsDefined(details.Scheme), nameof(details.Scheme), "Tax.NoScheme");
        if (details.Scheme != TaxScheme.NotRegistered || details.VatNumber.Length > 0)
            checks.That(details.VatNumber.Length == NumberLength && details.VatNumber.All(char.IsAsciiDigit) && details.VatNumber is ['3', .., '3'], nameof(details.VatNumber), "Tax.NotAVatNumber");
        if (details.Scheme == TaxScheme.Phase1)
        {
            checks.That(details.Seller.Ar.Length > 0, nameof(details.Seller), "Tax.ArabicNeeded");
            checks.That(details.Address.Ar.Length > 0, nameof(details.Address), "Tax.ArabicNeeded");
        }

        checks.That(Encoding.UTF8.GetByteCount(details.Seller.Ar) <= LongestName && Encoding.UTF8.GetByteCount(details.Seller.En) <= LongestName, nameof(details.Seller), "Tax.NameTooLong");
        checks.Length(nameof(details.Address), details.Address, LongestAddress);
        return checks;
    }
}

public static class TaxErrors
{
    public static readonly Error NoCode = new(ErrorKind.Conflict, "Tax.NoCode");
}
