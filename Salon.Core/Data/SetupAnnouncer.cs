using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Salon.Catalog;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Data;

/// <summary>Announces every saved change of a salon's set-up, so that what is kept in memory of it (<see cref="OrganizationCache{T}"/>) cannot be forgotten.</summary>
internal sealed class SetupAnnouncer : SaveChangesInterceptor
{
    public static readonly SetupAnnouncer Instance = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Announce(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Announce(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Announce(DbContext? context)
    {
        if (context is not SalonDb db) return;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached || KindOf(entry.Entity) is not { } kind) continue;
            db.Announce(new Change(entry.Entity is Organization salon ? salon.Id : ((ITenantRow)entry.Entity).OrganizationId, kind));
        }
    }

    private static ChangeKind? KindOf(object row) => row switch
    {
        Category or Service or ServiceNeed or ServiceAddOn => ChangeKind.Menu,
        StaffMember or StaffSkill or StaffHours or StaffOverride or TimeOff => ChangeKind.Team,
        Branch or BranchHours or BranchException or Season or ResourceType or Resource => ChangeKind.Branches,
        Organization => ChangeKind.Settings,
        _ => null,
    };
}
