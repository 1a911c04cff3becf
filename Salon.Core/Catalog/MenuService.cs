using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Catalog;

/// <summary>What an organization sells. Bookings keep the name and price they were agreed with.</summary>
/// <remarks>Who performs a service is the business of Team.</remarks>
public sealed class MenuService(Database database)
{
    public const int MostServices = 1_000;
    public const int MostCategories = 100;

    public async Task<Result<MenuBoard>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMenu)) return CatalogErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var categories = await db.Categories.OrderBy(c => c.Position).ThenBy(c => c.Id).Select(c => new { c.Id, c.Name, c.Picture, c.Version }).ToListAsync(ct);
        var services = (await db.Services
            .OrderBy(s => s.Active ? 0 : 1).ThenBy(s => s.Position).ThenBy(s => s.Id)
            .Select(s => new ServiceRow(s.Id, s.CategoryId, s.Name, s.Time, s.Price, s.Online, s.Active,
                db.StaffSkills.Count(k => k.ServiceId == s.Id && db.Staff.Any(p => p.Id == k.StaffId && p.Active)), s.Version))
            .ToListAsync(ct)).ToLookup(s => s.Category);
        return new MenuBoard(currency, [.. categories.Select(c => new CategoryRow(c.Id, c.Name, c.Picture, c.Version, [.. services[c.Id]]))]);
    }

    public async Task<Result<ServiceForm>> FindAsync(Actor actor, ServiceId id, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMenu)) return CatalogErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var s = await db.Services.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct);
        if (s is null) return CatalogErrors.UnknownService;

        var needs = await db.ServiceNeeds.Where(n => n.ServiceId == id).OrderBy(n => n.ResourceTypeId).Select(n => new NeedDraft(n.ResourceTypeId, n.Blocks)).ToArrayAsync(ct);
        var addOns = await db.ServiceAddOns.Where(a => a.ServiceId == id).OrderBy(a => a.AddOnId).Select(a => a.AddOnId).ToArrayAsync(ct);
        return new ServiceForm(id, new(s.CategoryId, s.Name, s.About, s.Time, s.Price, s.VatBasisPoints, s.Online, needs) { Picture = s.Picture, AddOns = addOns, Deposit = s.Deposit, Fees = s.Fees, FreeUntilHours = s.FreeUntilHours }, s.Active, s.Version);
    }

    /// <summary>Puts a service on the menu under an id the caller made, or changes it.</summary>
    /// <param name="version">What was read; null makes a new one. Making the same id twice is the same click arriving twice.</param>
    public async Task<Error?> SaveAsync(Actor actor, ServiceId id, ServiceDraft draft, int? version, CancellationToken ct)
    {
        draft = draft.Tidy();
        return await WriteAsync(actor, draft.Check(), async (db, checks) =>
        {
            var service = await db.Services.SingleOrDefaultAsync(s => s.Id == id, ct);
            if (service is null && version is not null) return CatalogErrors.UnknownService;
            if (service is not null && version is null) return null;
            if (service is not null && service.Version != version) return DataErrors.ChangedMeanwhile;

            checks.That(await db.Categories.AnyAsync(c => c.Id == draft.Category, ct), nameof(draft.Category), CatalogErrors.UnknownCategory.Code);
            checks.That(await db.Organizations.AnyAsync(o => o.Id == actor.Organization && o.Currency == draft.Price.Currency, ct), nameof(draft.Price), "Catalog.OtherCurrency");
            var types = draft.Needs.Select(n => n.Type).ToList();
            checks.That(await db.ResourceTypes.CountAsync(t => types.Contains(t.Id), ct) == types.Count, nameof(draft.Needs), "Catalog.UnknownResourceType");
            var wanted = draft.AddOns.Distinct().Where(a => a != id).ToList();
            checks.That(await db.Services.CountAsync(s => wanted.Contains(s.Id), ct) == wanted.Count, nameof(draft.AddOns), CatalogErrors.UnknownService.Code);
            if (checks.Refusal is { } refusal) return refusal;

            if (service is null)
            {
                if (await db.Services.CountAsync(ct) >= MostServices) return new Error(ErrorKind.Conflict, "Catalog.TooManyServices", MostServices);
                var last = await db.Services.Where(s => s.CategoryId == draft.Category).MaxAsync(s => (int?)s.Position, ct) ?? -1;
                db.Services.Add(service = Service.Offer(actor.Organization, id, draft.Category, draft.Name, draft.About, draft.Time, draft.Price, last + 1));
            }

            service.Change(draft.Category, draft.Name, draft.About, draft.Time, draft.Price, draft.VatBasisPoints, draft.Online);
            service.Present(draft.Picture, draft.Deposit);
            service.Charge(draft.Fees, draft.FreeUntilHours);
            var addOns = await db.ServiceAddOns.Where(a => a.ServiceId == id).ToListAsync(ct);
            db.ServiceAddOns.RemoveRange(addOns.Where(a => !wanted.Contains(a.AddOnId)));
            db.ServiceAddOns.AddRange(wanted.Where(a => !addOns.Exists(x => x.AddOnId == a)).Select(a => ServiceAddOn.Of(actor.Organization, id, a)));
            var needs = await db.ServiceNeeds.Where(n => n.ServiceId == id).ToListAsync(ct);
            db.ServiceNeeds.RemoveRange(needs.Where(n => !types.Contains(n.ResourceTypeId)));
            foreach (var need in draft.Needs)
            {
                if (needs.Find(n => n.ResourceTypeId == need.Type) is { } known) known.Span(need.Blocks);
                else db.ServiceNeeds.Add(ServiceNeed.Of(actor.Organization, id, need.Type, need.Blocks));
            }

            return null;
        }, ct);
    }

    /// <summary>Takes a service off the menu. Bookings of it stay, and it can come back.</summary>
    public Task<Error?> RetireAsync(Actor actor, ServiceId id, CancellationToken ct) => ChangeAsync(actor, id, s =>
    {
        if (s.Active) s.Retire();
    }, ct);

    public Task<Error?> RestoreAsync(Actor actor, ServiceId id, CancellationToken ct) => ChangeAsync(actor, id, s =>
    {
        if (!s.Active) s.Restore();
    }, ct);

    /// <summary>Puts the services of a heading into an order; those that are not named follow as they were.</summary>
    public Task<Error?> ReorderAsync(Actor actor, CategoryId category, IReadOnlyList<ServiceId> order, CancellationToken ct) => WriteAsync(actor, new(), async (db, _) =>
    {
        var services = await db.Services.Where(s => s.CategoryId == category).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        var places = order.Distinct().Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place);
        foreach (var (place, service) in services.OrderBy(s => places.GetValueOrDefault(s.Id, int.MaxValue)).Index()) service.MoveTo(place);
        return null;
    }, ct);

    private Task<Error?> ChangeAsync(Actor actor, ServiceId id, Action<Service> change, CancellationToken ct) => WriteAsync(actor, new(), async (db, _) =>
    {
        var service = await db.Services.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (service is null) return CatalogErrors.UnknownService;
        change(service);
        return null;
    }, ct);

    private async Task<Error?> WriteAsync(Actor actor, Checks checks, Func<SalonDb, Checks, Task<Error?>> write, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMenu)) return CatalogErrors.NotAllowed;
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([actor.Organization.Value], ct); // one editor of a menu at a time: what the salon is found by comes from all of it
        if (await write(db, checks) is { } fault) return fault;

        await db.Services.LoadAsync(ct); // those that were changed above keep their changes
        var organization = await db.Organizations.SingleAsync(o => o.Id == actor.Organization, ct);
        organization.BeFoundBy(db.Services.Local.Where(s => s.Active).OrderBy(s => s.Id.Value).SelectMany(s => (string[])[s.Name.En, s.Name.Ar]));
        db.Announce(new Change(actor.Organization, ChangeKind.Menu));
        return await db.CommitAsync(ct);
    }
}
