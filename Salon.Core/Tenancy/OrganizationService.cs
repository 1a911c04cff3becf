using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Tenancy;

/// <summary>What a salon says about itself.</summary>
/// <param name="DefaultLanguage">"ar" or "en": of messages to people whose language is not known.</param>
public sealed record Profile(LocalizedText Name, LocalizedText About, LocalizedText City, PhoneNumber? Phone, string DefaultLanguage);

/// <summary>An organization's settings as its editors read them.</summary>
/// <param name="Version">To be handed back when saving.</param>
public sealed record OrganizationSettings(
    OrganizationId Id, string Slug, string Currency, Profile Profile, string? Cover, string? Logo, IReadOnlyList<string> Gallery,
    BookingRules Rules, CancellationPolicy Cancellation, int Version)
{
    /// <summary>"#rrggbb"; null for Salon's own colour.</summary>
    public string? Accent { get; init; }
}

/// <summary>The face of a salon.</summary>
/// <param name="Cover">Name of an uploaded picture or a path under img/; null for none. So are the others.</param>
/// <param name="Accent">A colour on which white can be read: see <see cref="BrandColour"/>; null for Salon's own.</param>
public sealed record Brand(string? Cover, string? Logo, IReadOnlyList<string> Gallery, string? Accent);

/// <summary>The organization itself: its profile, its rules and its policy.</summary>
public sealed class OrganizationService(Database database)
{
    public const int LongestAbout = 2_000;
    public const int MostPictures = 24;

    public async Task<Result<OrganizationSettings>> FindAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsStaff) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var o = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(x => x.Id == actor.Organization, ct);
        if (o is null) return TenancyErrors.UnknownSalon;

        var phone = o.Phone is { } stored ? PhoneNumber.FromStored(stored) : null;
        return new OrganizationSettings(o.Id, o.Slug, o.Currency, new(o.Name, o.About, o.City, phone, o.DefaultLanguage), o.Cover, o.Logo, o.Gallery, o.Rules, o.Cancellation, o.Version) { Accent = o.Accent };
    }

    public async Task<Error?> DescribeAsync(Actor actor, Profile profile, int version, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return TenancyErrors.NotAllowed;
        profile = profile with { Name = TidyText.Line(profile.Name), City = TidyText.Line(profile.City), About = TidyText.Lines(profile.About) };
        var checks = new Checks();
        checks.Name(nameof(profile.Name), profile.Name);
        checks.Name(nameof(profile.City), profile.City);
        checks.Length(nameof(profile.About), profile.About, LongestAbout);
        checks.That(Languages.All.Any(l => l.Name == profile.DefaultLanguage), nameof(profile.DefaultLanguage), "Tenancy.UnknownLanguage");
        if (checks.Refusal is { } refusal) return refusal;

        return await ChangeAsync(actor, version, async (db, organization) =>
        {
            var sold = await db.Services.Where(s => s.Active).Select(s => s.Name).ToListAsync(ct); // people look for a salon by what it does
            organization.Describe(profile.Name, profile.About, profile.City, profile.Phone?.Value, sold.SelectMany(name => (string[])[name.En, name.Ar]));
            organization.Speak(profile.DefaultLanguage);
        }, ct);
    }

    /// <summary>How its public pages look.</summary>
    public async Task<Error?> DressAsync(Actor actor, Brand brand, int version, CancellationToken ct)
    {
        var (cover, logo, gallery, accent) = brand;
        if (!actor.May(Permission.EditSettings)) return TenancyErrors.NotAllowed;
        var checks = new Checks();
        checks.Picture("Cover", cover);
        checks.Picture("Logo", logo);
        checks.Range("Gallery", gallery.Count, 0, MostPictures);
        foreach (var picture in gallery) checks.Picture("Gallery", picture);
        if (accent is not null && BrandColour.Parse(accent) is not { IsReadable: true }) checks.Fail("Accent", "Tenancy.ColourUnreadable");
        if (checks.Refusal is { } refusal) return refusal;

        return await ChangeAsync(actor, version, (_, organization) =>
        {
            organization.ShowPictures(cover, logo, [.. gallery]);
            organization.Paint(accent is null ? null : BrandColour.Parse(accent)?.ToString());
            return Task.CompletedTask;
        }, ct);
    }

    /// <summary>Bookings that were agreed before keep the policy they were agreed under.</summary>
    public async Task<Error?> SetRulesAsync(Actor actor, BookingRules rules, CancellationPolicy cancellation, int version, CancellationToken ct)
    {
        if (!actor.May(Permission.EditSettings)) return TenancyErrors.NotAllowed;
        cancellation = cancellation with { Notice = TidyText.Lines(cancellation.Notice) };
        var checks = new Checks();
        RulesChecks.Check(checks, rules);
        RulesChecks.Check(checks, cancellation);
        if (checks.Refusal is { } refusal) return refusal;

        return await ChangeAsync(actor, version, (_, organization) =>
        {
            organization.SetRules(rules with { ReminderMinutes = [.. rules.ReminderMinutes.OrderDescending()] }, cancellation);
            return Task.CompletedTask;
        }, ct);
    }

    private async Task<Error?> ChangeAsync(Actor actor, int version, Func<SalonDb, Organization, Task> change, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([actor.Organization.Value], ct); // what it is found by is written from the menu too
        var organization = await db.Organizations.SingleOrDefaultAsync(o => o.Id == actor.Organization, ct);
        if (organization is null) return TenancyErrors.UnknownSalon;
        if (organization.Version != version) return DataErrors.ChangedMeanwhile;

        await change(db, organization);
        db.Announce(new Change(actor.Organization, ChangeKind.Settings));
        return await db.CommitAsync(ct);
    }
}
