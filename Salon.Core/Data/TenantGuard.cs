using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Salon.Data;

/// <summary>Refuses to save a row of another organization than the one the context was opened for.</summary>
internal sealed class TenantGuard : SaveChangesInterceptor
{
    public static readonly TenantGuard Instance = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbContext? context)
    {
        if (context is not SalonDb { SeesEveryone: false } db) return;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (entry.Entity is ITenantRow row && row.OrganizationId != db.Organization)
                throw Refusal(entry.Metadata.ClrType);
        }
    }

    public static InvalidOperationException Refusal(Type row) => new($"A {row.Name} of another organization cannot be saved here.");
}
