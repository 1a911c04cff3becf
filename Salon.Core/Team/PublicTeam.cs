using Microsoft.EntityFrameworkCore;
using Salon.Catalog;
using Salon.Data;

namespace Salon.Team;

/// <summary>A person customers may ask for.</summary>
/// <param name="Picture">A path under /img or the name of an uploaded picture; null for none.</param>
/// <param name="Services">What she performs.</param>
/// <param name="Branches">Where she has hours in an ordinary week.</param>
public sealed record TeamCard(
    StaffId Id, LocalizedText Name, LocalizedText Title, string? Picture, IReadOnlyList<ServiceId> Services, IReadOnlyList<BranchId> Branches);

/// <summary>What one service of a visit costs and takes.</summary>
/// <param name="Minutes">With the quickest of those who perform it.</param>
/// <param name="IsFrom">Others of those who perform it ask more: the price is the least.</param>
public sealed record QuoteLine(ServiceId Service, LocalizedText Name, int Minutes, Money Price, bool IsFrom)
{
    /// <summary>With the slowest.</summary>
    public int MostMinutes { get; init; } = Minutes;

    /// <summary>Hours before the visit until which cancelling is free; null as the salon's rule says.</summary>
    public int? FreeUntilHours { get; init; }

    /// <summary>Asked for in advance; null as the salon's rule says.</summary>
    public DepositRule? Deposit { get; init; }
}

/// <summary>What a visit costs, and takes without the waits between its services, before a time is chosen.</summary>
public sealed record Quote(IReadOnlyList<QuoteLine> Lines, Money Total, bool IsFrom)
{
    /// <summary>The services one after the other, each with the quickest.</summary>
    public int Minutes => Lines.Sum(line => line.Minutes);

    /// <summary>The services one after the other, each with the slowest.</summary>
    public int MostMinutes => Lines.Sum(line => line.MostMinutes);
}

/// <summary>Who serves at a salon, and what they ask for it.</summary>
public sealed class PublicTeam(Database database)
{
    public async Task<IReadOnlyList<TeamCard>> ReadAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var people = await db.Staff
            .Where(s => s.Active && s.Online)
            .OrderBy(s => s.Position)
            .Select(s => new { s.Id, s.Name, s.Title, s.Picture })
            .ToListAsync(ct);
        var skills = (await db.StaffSkills.Select(s => new { s.StaffId, s.ServiceId }).ToListAsync(ct)).ToLookup(s => s.StaffId, s => s.ServiceId);
        var places = (await db.StaffHours.Where(h => !h.IsBreak).Select(h => new { h.StaffId, h.BranchId }).Distinct().ToListAsync(ct))
            .ToLookup(h => h.StaffId, h => h.BranchId);
        return [.. people.Select(p => new TeamCard(p.Id, p.Name, p.Title, p.Picture, [.. skills[p.Id]], [.. places[p.Id]]))];
    }

    /// <summary>Adds up a visit as its lines are asked for, in their order.</summary>
    /// <param name="request">Each service with the person who is asked for; null for anyone.</param>
    /// <param name="branch">Where; null while that is open.</param>
    public async Task<Result<Quote>> QuoteAsync(
        OrganizationId organization, IReadOnlyList<(ServiceId Service, StaffId? Staff)> request, BranchId? branch, CancellationToken ct)
    {
        var ids = request.Select(w => w.Service).Distinct().ToList();
        await using var db = await database.OpenAsync(organization, ct);
        var services = await db.Services.Where(s => s.Active && s.Online && ids.Contains(s.Id))
            .Select(s => new { s.Id, s.Name, s.Time, s.Price, s.FreeUntilHours, s.Deposit })
            .ToDictionaryAsync(s => s.Id, ct);
        if (ids.Count == 0 || services.Count != ids.Count) return TeamErrors.NotOnTheMenu;

        var performers = await Performer.OnlineAsync(db, ids, branch, ct);

        var lines = request.Select(w =>
        {
            var service = services[w.Service];
            var terms = MenuTerms.Of(service.Time, service.Price, performers[w.Service].Where(p => w.Staff is null || p.Staff == w.Staff));
            return new QuoteLine(w.Service, service.Name, terms.Minutes, terms.Price, terms.IsFrom)
            {
                MostMinutes = terms.MostMinutes, FreeUntilHours = service.FreeUntilHours, Deposit = service.Deposit,
            };
        }).ToList();
        return new Quote(lines, lines.Select(l => l.Price).Aggregate((a, b) => a + b), lines.Exists(l => l.IsFrom));
    }
}
