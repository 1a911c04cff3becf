using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Jobs;

namespace Salon.Tenancy;

/// <summary>Every organization in turn, for the jobs that work for each.</summary>
public sealed class Tenants(Database database)
{
    /// <summary>Works in the name of each organization in turn, suspended ones too; one that fails stops no other.</summary>
    internal async Task ForEachAsync(JobWork work, IJob job, Func<Actor, Task> act, CancellationToken ct) =>
        await work.ForEachAsync(job, await ReadAsync(ct), id => act(Actor.System(id)), ct);

    private async Task<List<OrganizationId>> ReadAsync(CancellationToken ct)
    {
        await using var db = await database.OpenForOneAcrossAsync(ct);
        return await db.Organizations.OrderBy(o => o.Slug).Select(o => o.Id).ToListAsync(ct);
    }
}
