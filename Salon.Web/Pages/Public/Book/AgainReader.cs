using Salon.Accounts;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Pages.Public.Book;

/// <summary>The offer to somebody who was here before.</summary>
/// <param name="Name">Empty when she never gave one.</param>
/// <param name="Trail">Leads to the times of the same visit, with the same people where they still do it.</param>
public sealed record AgainOffer(string Name, LocalDate Date, IReadOnlyList<LocalizedText> Services, Trail Trail);

/// <summary>Knows whether whoever looks at a salon was here before, and what she had.</summary>
public sealed class AgainReader(BookingQueries bookings, ProfileService profiles)
{
    /// <returns>Null for visitors, for those who never came, and when nothing of the last visit is sold any more.</returns>
    public async Task<AgainOffer?> ReadAsync(HttpContext http, SalonProfile salon, IReadOnlyList<MenuGroup> menu, IReadOnlyList<TeamCard> team, CancellationToken ct)
    {
        if (http.SignedInUser is not { } user) return null;
        if (await bookings.LastVisitAsync(await http.ActorAsync(salon.Id, ct), ct) is not { } last) return null;

        var sold = menu.SelectMany(group => group.Items).Select(item => item.Id).ToHashSet();
        var lines = last.Lines.Where(line => sold.Contains(line.Service)).DistinctBy(line => line.Service).ToList();
        if (lines.Count == 0) return null;

        var branch = salon.Branches.Any(b => b.Id == last.Branch) ? last.Branch : (BranchId?)null;
        var people = lines.Where(line => line.Staff is { } staff && team.Any(p => p.Id == staff && p.Services.Contains(line.Service) && (branch is null || p.Branches.Contains(branch.Value))))
            .ToDictionary(line => line.Service, line => line.Staff!.Value);
        var trail = new Trail(salon.Slug) { Branch = branch, Services = [.. lines.Select(line => line.Service)] };
        trail = people.Count == lines.Count && people.Values.Distinct().ToList() is [var only] ? trail with { Staff = only } : trail with { By = people };
        var name = (await profiles.FindAsync(user, ct)).TryGet(out var profile, out _) ? profile.Name : "";
        return new AgainOffer(name, last.Date, last.Services, trail);
    }
}
