using Salon.Catalog;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Web.Components.Public;

/// <summary>Whether a salon's pages lead to booking at all.</summary>
internal static class OpenForBookings
{
    /// <summary>Somebody who may be asked for performs something that is sold, at a branch that is open. New salons are not there yet.</summary>
    public static bool TakesBookings(this SalonProfile salon, IReadOnlyList<MenuGroup> menu, IReadOnlyList<TeamCard> team)
    {
        var sold = menu.SelectMany(group => group.Items).Select(item => item.Id).ToHashSet();
        return team.Any(person => person.Services.Any(sold.Contains) && salon.Branches.Any(branch => person.Branches.Contains(branch.Id)));
    }
}
