using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Tenancy;

/// <summary>Every organization in turn, for the jobs that work for each.</summary>
public sealed class Tenants(Database database)
{
    /// <summary>In whose name a job acts, for each organization, suspended ones too.</summary>
    public async IAsyncEnumerable<Actor> SystemActorsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var id in await ReadAsync(ct)) yield return Actor.System(id);
    }

    private async Task<List<OrganizationId>> ReadAsync(CancellationToken ct)
    {
        await using var db = await database.OpenForOneAcrossAsync(ct);
        return await db.Organizations.OrderBy(o => o.Slug).Select(o => o.Id).ToListAsync(ct);
    }
}
