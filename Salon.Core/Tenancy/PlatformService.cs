using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Tenancy;

/// <summary>An organization as the operator of the platform lists it.</summary>
/// <param name="SuspendedBecause">As its people read it; null while it is active.</param>
public sealed record OrganizationRow(
    OrganizationId Id, string Slug, LocalizedText Name, LocalizedText City, OrganizationStatus Status, string? SuspendedBecause, Instant CreatedAt,
    int Branches, int Services, int Staff);

/// <summary>Which organizations to list.</summary>
/// <param name="Query">Name, city or address, in any spelling; nothing lists everybody.</param>
/// <param name="Status">Null for all.</param>
/// <param name="Page">1 and on.</param>
public sealed record OrganizationQuestion(string? Query = null, OrganizationStatus? Status = null, OrganizationOrder Order = OrganizationOrder.Newest, int Page = 1);

public enum OrganizationOrder
{
    Newest,
    /// <summary>By the first segment of their pages.</summary>
    Address,
}

public sealed record OrganizationList(IReadOnlyList<OrganizationRow> Rows, int Total, int Page, int Pages);

/// <summary>A new organization.</summary>
/// <param name="Slug">First segment of its pages; see <see cref="Slugs"/>. Cannot be changed later.</param>
/// <param name="Currency">ISO 4217; cannot be changed later.</param>
public sealed record OrganizationDraft(string Slug, LocalizedText Name, LocalizedText City, string Currency)
{
    internal OrganizationDraft Tidy() => this with { Slug = Slugs.Tidy(Slug), Name = TidyText.Line(Name), City = TidyText.Line(City) };

    internal Checks Check()
    {
        var checks = new Checks();
        Slugs.Check(checks, nameof(Slug), Slug);
        checks.Name(nameof(Name), Name);
        checks.Name(nameof(City), City);
        checks.That(PlatformService.Currencies.Contains(Currency), nameof(Currency), "Tenancy.UnknownCurrency");
        return checks;
    }
}

/// <summary>What the operator does with organizations. Who owns a new one is the business of Accounts.</summary>
public sealed class PlatformService(Database database, TimeProvider clock)
{
    /// <summary>Currencies that prices can be shown in.</summary>
    public static readonly IReadOnlyList<string> Currencies = ["SAR", "AED", "BHD", "EGP", "EUR", "GBP", "JOD", "KWD", "OMR", "QAR", "USD"];

    public const int PageSize = 25;

    /// <summary>Characters of a reason to suspend.</summary>
    public const int LongestReason = 300;

    /// <param name="actor">A platform admin.</param>
    /// <param name="question">Which ones.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<Result<OrganizationList>> ListAsync(Actor actor, OrganizationQuestion question, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenAcrossAsync(ct);
        var organizations = Named(db.Organizations, question.Query);
        if (question.Status is { } status) organizations = organizations.Where(o => o.Status == status);
        var total = await organizations.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(question.Page, 1, pages);
        var ordered = question.Order == OrganizationOrder.Address ? organizations.OrderBy(o => o.Slug) : organizations.OrderByDescending(o => o.CreatedAt).ThenBy(o => o.Slug);
        var rows = await ordered.Skip((page - 1) * PageSize).Take(PageSize)
            .Select(o => new OrganizationRow(
                o.Id, o.Slug, o.Name, o.City, o.Status, o.SuspendedBecause, o.CreatedAt,
                db.Branches.Count(b => b.OrganizationId == o.Id && b.Active), db.Services.Count(s => s.OrganizationId == o.Id && s.Active),
                db.Staff.Count(s => s.OrganizationId == o.Id && s.Active)))
            .ToArrayAsync(ct);
        return new OrganizationList(rows, total, page, pages);
    }

    /// <summary>What these organizations are called.</summary>
    public async Task<Result<IReadOnlyDictionary<OrganizationId, LocalizedText>>> NamesAsync(Actor actor, IReadOnlyCollection<OrganizationId> ids, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Organizations.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name }).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
    }

    private static IQueryable<Organization> Named(IQueryable<Organization> organizations, string? query)
    {
        if (TidyText.Line(query) is not { Length: > 0 } typed) return organizations;
        var slug = Slugs.Tidy(typed);
        var terms = SearchText.Terms(typed).Take(8).ToList();
        var named = organizations;
        foreach (var term in terms) named = named.Where(o => o.SearchKeys.Contains(term));
        return terms.Count == 0 ? organizations.Where(o => o.Slug.Contains(slug)) : organizations.Where(o => o.Slug.Contains(slug) || named.Any(n => n.Id == o.Id));
    }

    /// <param name="actor">A platform admin.</param>
    /// <param name="id">Made by the caller: creating the same id twice is the same click arriving twice.</param>
    /// <param name="draft">What it is called.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<Error?> CreateAsync(Actor actor, OrganizationId id, OrganizationDraft draft, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return TenancyErrors.NotAllowed;
        draft = draft.Tidy();
        var now = clock.GetCurrentInstant();
        var checks = draft.Check();
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAcrossAsync(actor, ct);
        if (await db.Organizations.AnyAsync(o => o.Id == id, ct)) return null;
        if (await db.Organizations.AnyAsync(o => o.Slug == draft.Slug, ct)) return SlugTaken(checks);

        db.Organizations.Add(Organization.Create(id, draft.Slug, draft.Name, draft.City, now, draft.Currency));
        return await db.CommitAsync(ct) is { } conflict ? conflict.Code == "Tenancy.SlugTaken" ? SlugTaken(checks) : conflict : null;
    }

    /// <summary>Its pages answer 404 and nobody books; nothing is deleted.</summary>
    /// <param name="reason">What its people read instead of their pages.</param>
    public async Task<Error?> SuspendAsync(Actor actor, OrganizationId id, string reason, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return TenancyErrors.NotAllowed;
        var why = TidyText.Line(reason);
        if (why.Length == 0 || Characters.IsLonger(why, LongestReason)) return TenancyErrors.ReasonNeeded;
        return await ChangeAsync(actor, id, o =>
        {
            if (o.Status != OrganizationStatus.Suspended) o.Suspend(why);
        }, ct);
    }

    public Task<Error?> ResumeAsync(Actor actor, OrganizationId id, CancellationToken ct) => ChangeAsync(actor, id, o =>
    {
        if (o.Status != OrganizationStatus.Active) o.Resume();
    }, ct);

    private async Task<Error?> ChangeAsync(Actor actor, OrganizationId id, Action<Organization> change, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return TenancyErrors.NotAllowed;
        await using var db = await database.OpenForWriteAcrossAsync(actor, ct);
        var organization = await db.Organizations.SingleOrDefaultAsync(o => o.Id == id, ct);
        if (organization is null) return TenancyErrors.UnknownSalon;
        change(organization);
        db.Announce(new Change(id, ChangeKind.Settings));
        return await db.CommitAsync(ct);
    }

    private static Error SlugTaken(Checks checks)
    {
        checks.Fail(nameof(OrganizationDraft.Slug), "Tenancy.SlugTaken");
        return checks.Refusal!;
    }
}
