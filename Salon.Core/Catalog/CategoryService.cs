using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Catalog;

/// <summary>The headings of the menu.</summary>
public sealed class CategoryService(Database database)
{
    /// <summary>Adds a heading under an id the caller made, or changes it.</summary>
    /// <param name="version">What was read; null adds a new one. Adding the same id twice is the same click arriving twice.</param>
    public async Task<Error?> SaveAsync(Actor actor, CategoryId id, CategoryDraft draft, int? version, CancellationToken ct)
    {
        draft = draft with { Name = TidyText.Line(draft.Name) };
        var checks = new Checks();
        checks.Name(nameof(draft.Name), draft.Name);
        checks.Picture(nameof(draft.Picture), draft.Picture);

        return await WriteAsync(actor, checks, async db =>
        {
            var category = await db.Categories.SingleOrDefaultAsync(c => c.Id == id, ct);
            if (category is null)
            {
                if (version is not null) return CatalogErrors.UnknownCategory;
                var places = await db.Categories.Select(c => c.Position).ToListAsync(ct);
                if (places.Count >= MenuService.MostCategories) return new Error(ErrorKind.Conflict, "Catalog.TooManyCategories", MenuService.MostCategories);
                db.Categories.Add(Category.Add(actor.Organization, id, draft.Name, draft.Picture, places.DefaultIfEmpty(-1).Max() + 1));
                return null;
            }

            if (version is null) return null;
            if (category.Version != version) return DataErrors.ChangedMeanwhile;
            category.Change(draft.Name, draft.Picture);
            return null;
        }, ct);
    }

    /// <summary>Removes a heading under which nothing stands.</summary>
    public Task<Error?> RemoveAsync(Actor actor, CategoryId id, CancellationToken ct) => WriteAsync(actor, new(), async db =>
    {
        var category = await db.Categories.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (category is null) return CatalogErrors.UnknownCategory;
        var services = await db.Services.CountAsync(s => s.CategoryId == id, ct);
        if (services > 0) return CatalogErrors.CategoryInUse(services);
        db.Categories.Remove(category);
        return null;
    }, ct);

    /// <summary>Puts the headings into an order; those that are not named follow as they were.</summary>
    public Task<Error?> ReorderAsync(Actor actor, IReadOnlyList<CategoryId> order, CancellationToken ct) => WriteAsync(actor, new(), async db =>
    {
        var categories = await db.Categories.OrderBy(c => c.Position).ThenBy(c => c.Id).ToListAsync(ct);
        var places = order.Distinct().Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place);
        foreach (var (place, category) in categories.OrderBy(c => places.GetValueOrDefault(c.Id, int.MaxValue)).Index()) category.MoveTo(place);
        return null;
    }, ct);

    private async Task<Error?> WriteAsync(Actor actor, Checks checks, Func<SalonDb, Task<Error?>> write, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMenu)) return CatalogErrors.NotAllowed;
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([actor.Organization.Value], ct);
        if (await write(db) is { } fault) return fault;
        db.Announce(new Change(actor.Organization, ChangeKind.Menu));
        return await db.CommitAsync(ct);
    }
}
