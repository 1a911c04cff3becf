using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
            if (entry.State is EntityState.Unchanged or EntityState.Detached || entry.Metadata.Announced() is not { } kind) continue;
            db.Announce(new Change(entry.Entity is Organization salon ? salon.Id : ((ITenantRow)entry.Entity).OrganizationId, kind));
        }
    }
}
