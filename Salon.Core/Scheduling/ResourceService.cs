using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Scheduling;

/// <param name="Capacity">1 to 100 customers at once.</param>
public sealed record ResourceDraft(BranchId Branch, ResourceTypeId Type, LocalizedText Name, int Capacity);

/// <param name="Version">To be handed back when saving.</param>
public sealed record ResourceRow(ResourceId Id, ResourceDraft Draft, bool Active, int Version);

/// <param name="Services">How many services of the menu need one.</param>
public sealed record ResourceTypeRow(ResourceTypeId Id, LocalizedText Name, int Services, int Version);

/// <summary>The rooms, chairs and devices of an organization and what kinds there are.</summary>
public sealed record ResourceBoard(IReadOnlyList<ResourceTypeRow> Types, IReadOnlyList<ResourceRow> Resources);

public static class ResourceErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Scheduling.NotAllowed");
    public static readonly Error UnknownResource = new(ErrorKind.NotFound, "Scheduling.UnknownResource");
    public static readonly Error UnknownType = new(ErrorKind.NotFound, "Scheduling.UnknownType");

    /// <summary>Resources of it or services that need it are left.</summary>
    public static Error TypeInUse(int resources, int services) => new(ErrorKind.Conflict, "Scheduling.TypeInUse", resources, services);
}

/// <summary>Keeps the rooms, chairs and devices that services need.</summary>
public sealed class ResourceService(Database database, TimeProvider clock)
{
    public const int MostCapacity = 100;
    public const int MostResources = 1_000;

    public async Task<Result<ResourceBoard>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditBranches)) return ResourceErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var types = await db.ResourceTypes.OrderBy(t => t.Id)
            .Select(t => new ResourceTypeRow(t.Id, t.Name, db.ServiceNeeds.Count(n => n.ResourceTypeId == t.Id), t.Version)).ToArrayAsync(ct);
        var resources = await db.Resources.AsNoTracking().OrderBy(r => r.Active ? 0 : 1).ThenBy(r => r.Id).ToListAsync(ct);
        return new ResourceBoard(types, [.. resources.Select(r => new ResourceRow(r.Id, new(r.BranchId, r.TypeId, r.Name, r.Capacity), r.Active, r.Version))]);
    }

    /// <summary>Adds a kind under an id the caller made, or renames it.</summary>
    /// <param name="version">What was read; null adds a new one. Adding the same id twice is the same click arriving twice.</param>
    public Task<Error?> SaveTypeAsync(Actor actor, ResourceTypeId id, LocalizedText name, int? version, CancellationToken ct)
    {
        name = TidyText.Line(name);
        var checks = new Checks();
        checks.Name("Name", name);
        return WriteAsync(actor, checks, async db =>
        {
            var type = await db.ResourceTypes.SingleOrDefaultAsync(t => t.Id == id, ct);
            if (type is null && version is not null) return ResourceErrors.UnknownType;
            if (type is not null && version is null) return null;
            if (type is not null && type.Version != version) return DataErrors.ChangedMeanwhile;

            if (type is null) db.ResourceTypes.Add(ResourceType.Add(actor.Organization, id, name));
            else type.Rename(name);
            return null;
        }, ct);
    }

    /// <summary>Removes a kind that nothing is of and no service needs.</summary>
    public Task<Error?> RemoveTypeAsync(Actor actor, ResourceTypeId id, CancellationToken ct) => WriteAsync(actor, new(), async db =>
    {
        var type = await db.ResourceTypes.SingleOrDefaultAsync(t => t.Id == id, ct);
        if (type is null) return ResourceErrors.UnknownType;
        var (resources, services) = (await db.Resources.CountAsync(r => r.TypeId == id, ct), await db.ServiceNeeds.CountAsync(n => n.ResourceTypeId == id, ct));
        if (resources + services > 0) return ResourceErrors.TypeInUse(resources, services);
        db.ResourceTypes.Remove(type);
        return null;
    }, ct);

    /// <summary>Adds a resource under an id the caller made, or changes its name and capacity. Its branch and kind stay.</summary>
    /// <param name="version">What was read; null adds a new one. Adding the same id twice is the same click arriving twice.</param>
    public Task<Error?> SaveAsync(Actor actor, ResourceId id, ResourceDraft draft, int? version, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        draft = draft with { Name = TidyText.Line(draft.Name) };
        var checks = new Checks();
        checks.Name(nameof(draft.Name), draft.Name);
        checks.Range(nameof(draft.Capacity), draft.Capacity, 1, MostCapacity);
        return WriteAsync(actor, checks, async db =>
        {
            var resource = await db.Resources.SingleOrDefaultAsync(r => r.Id == id, ct);
            if (resource is null && version is not null) return ResourceErrors.UnknownResource;
            if (resource is not null && version is null) return null;
            if (resource is not null && resource.Version != version) return DataErrors.ChangedMeanwhile;

            if (resource is null)
            {
                checks.That(await db.Branches.AnyAsync(b => b.Id == draft.Branch, ct), nameof(draft.Branch), "Tenancy.UnknownBranch");
                checks.That(await db.ResourceTypes.AnyAsync(t => t.Id == draft.Type, ct), nameof(draft.Type), ResourceErrors.UnknownType.Code);
                if (checks.Refusal is { } refusal) return refusal;
                if (await db.Resources.CountAsync(ct) >= MostResources) return new Error(ErrorKind.Conflict, "Scheduling.TooManyResources", MostResources);
                db.Resources.Add(Resource.Add(actor.Organization, id, draft.Branch, draft.Type, draft.Name, draft.Capacity));
                return null;
            }

            await db.LockAsync([id.Value], ct); // bookings that take a unit of it wait
            var used = await db.Claims.Where(c => c.Live && c.Subject == id.Value && c.EndsAt > now && (c.ExpiresAt == null || c.ExpiresAt > now)).MaxAsync(c => (int?)c.Unit, ct) ?? 0;
            checks.That(draft.Capacity >= used, nameof(draft.Capacity), "Scheduling.UnitsInUse", used);
            if (checks.Refusal is { } inUse) return inUse;
            resource.Change(draft.Name, draft.Capacity);
            return null;
        }, ct);
    }

    /// <summary>No booking takes it any more. Those that have it keep it, and it can come back.</summary>
    public Task<Error?> RetireAsync(Actor actor, ResourceId id, CancellationToken ct) => ChangeAsync(actor, id, r =>
    {
        if (r.Active) r.Retire();
    }, ct);

    public Task<Error?> RestoreAsync(Actor actor, ResourceId id, CancellationToken ct) => ChangeAsync(actor, id, r =>
    {
        if (!r.Active) r.Restore();
    }, ct);

    private Task<Error?> ChangeAsync(Actor actor, ResourceId id, Action<Resource> change, CancellationToken ct) => WriteAsync(actor, new(), async db =>
    {
        var resource = await db.Resources.SingleOrDefaultAsync(r => r.Id == id, ct);
        if (resource is null) return ResourceErrors.UnknownResource;
        change(resource);
        return null;
    }, ct);

    private async Task<Error?> WriteAsync(Actor actor, Checks checks, Func<SalonDb, Task<Error?>> write, CancellationToken ct)
    {
        if (!actor.May(Permission.EditBranches)) return ResourceErrors.NotAllowed;
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await write(db) is { } fault) return fault;
        db.Announce(new Change(actor.Organization, ChangeKind.Branches));
        return await db.CommitAsync(ct);
    }
}
