using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Auditing;

/// <summary>What is sought in the audit log. Null asks for everything.</summary>
/// <param name="From">Not before.</param>
/// <param name="To">Before this.</param>
/// <param name="Subject">Kind of thing, such as "Service".</param>
/// <param name="SubjectId">One thing.</param>
/// <param name="Text">A part of the thing's name, in any spelling.</param>
public sealed record AuditQuestion(
    Instant? From = null, Instant? To = null, UserId? Who = null, AuditAct? Act = null, string? Subject = null, Guid? SubjectId = null, string? Text = null);

/// <summary>One act as it is read.</summary>
public sealed record AuditRow(
    RowId Id, Instant At, UserId? User, Role Role, string? Network, string? Device, AuditAct Act, string Subject, Guid SubjectId, LocalizedText Name,
    IReadOnlyList<AuditChange> Changes);

/// <param name="Total">How many there are on all pages.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, int Total);

public static class AuditErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Audit.NotAllowed");
}

/// <summary>Reads who changed what. Writing it is nobody's choice: see the interceptor of Data.</summary>
public sealed class AuditLog(Database database)
{
    public const int PageSize = 50;

    /// <summary>The most rows of one export; the newest.</summary>
    public const int MostExported = 20_000;

    /// <summary>In how many of the newest acts the choices of the filters are looked for.</summary>
    public const int FacetsOf = 5_000;

    /// <param name="page">From 1.</param>
    public async Task<Result<AuditPage>> ReadAsync(Actor actor, AuditQuestion question, int page, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeAudit)) return AuditErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var found = Matching(db, question);
        var total = await found.CountAsync(ct);
        var place = Math.Clamp(page, 1, 1 + Math.Max(0, total - 1) / PageSize);
        return new AuditPage(await Rows(found.Skip((place - 1) * PageSize).Take(PageSize)).ToListAsync(ct), total);
    }

    /// <summary>Everything that matches, the newest first, at most <see cref="MostExported"/>.</summary>
    public async Task<Result<IReadOnlyList<AuditRow>>> ExportAsync(Actor actor, AuditQuestion question, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeAudit)) return AuditErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await Rows(Matching(db, question).Take(MostExported)).ToArrayAsync(ct);
    }

    /// <summary>Who and what occurs among the newest <see cref="FacetsOf"/> acts, for its filters: they do not take longer with every year.</summary>
    public async Task<Result<(IReadOnlyList<UserId> People, IReadOnlyList<string> Subjects)>> FacetsAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeAudit)) return AuditErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var newest = await db.AuditEntries.OrderByDescending(e => e.At).Take(FacetsOf).Select(e => new { e.UserId, e.Subject }).Distinct().ToListAsync(ct);
        IReadOnlyList<UserId> people = [.. newest.Select(e => e.UserId).OfType<UserId>().Distinct()];
        IReadOnlyList<string> subjects = [.. newest.Select(e => e.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return (people, subjects);
    }

    private static IQueryable<AuditEntry> Matching(SalonDb db, AuditQuestion q)
    {
        IQueryable<AuditEntry> entries = db.AuditEntries;
        if (q.From is { } from) entries = entries.Where(e => e.At >= from);
        if (q.To is { } to) entries = entries.Where(e => e.At < to);
        if (q.Who is { } who) entries = entries.Where(e => e.UserId == who);
        if (q.Act is { } act) entries = entries.Where(e => e.Act == act);
        if (!string.IsNullOrEmpty(q.Subject)) entries = entries.Where(e => e.Subject == q.Subject);
        if (q.SubjectId is { } id) entries = entries.Where(e => e.SubjectId == id);
        foreach (var term in SearchText.Terms(q.Text).Take(8)) entries = entries.Where(e => e.SearchKeys.Contains(term));
        return entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }

    private static IQueryable<AuditRow> Rows(IQueryable<AuditEntry> entries) =>
        entries.Select(e => new AuditRow(e.Id, e.At, e.UserId, e.Role, e.Network, e.Device, e.Act, e.Subject, e.SubjectId, e.Name, e.Changes));
}
