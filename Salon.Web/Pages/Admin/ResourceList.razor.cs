using System.Globalization;
using Microsoft.AspNetCore.Components;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;
using Salon.Web.State;

namespace Salon.Web.Pages.Admin;

/// <summary>Kinds of resources and the rooms, chairs and devices of each branch.</summary>
public sealed partial class ResourceList
{
    private ElementReference element;
    private ResourceBoard? board;
    private IReadOnlyList<BranchRow> branches = [];
    private BranchId? begin; // where a new resource is thought to stand
    private string saving = "";

    private readonly FormWatch<Kind> kindWatch = new();
    private readonly FormWatch<Place> placeWatch = new();
    private Kind kind = new();
    private Place place = new();

    protected override Permission Needs => Permission.EditBranches;

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Branches;

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        if (!(await Branches.ListAsync(actor, Gone)).TryGet(out var places, out var refusal)) return refusal;
        branches = [.. places.Where(b => b.Active)];
        if (!(await Resources.ListAsync(actor, Gone)).TryGet(out board, out refusal)) return refusal;
        begin ??= await BeginAtAsync(actor, [.. branches.Select(b => b.Id)]);
        if (place.Branch.Length == 0) EditPlace(null);
        return null;
    }

    /// <summary>Empty when the resource is called like its kind.</summary>
    private string KindOf(ResourceRow row) =>
        board!.Types.FirstOrDefault(t => t.Id == row.Draft.Type)?.Name is { } kind && kind != row.Draft.Name ? kind.In(T.Culture) : "";

    private void EditKind(ResourceTypeRow? type) => kindWatch.Begin(kind = type is null ? new Kind() : new Kind { Id = type.Id, Version = type.Version, Name = type.Name });

    private void EditPlace(ResourceRow? row) => placeWatch.Begin(place = row is null
        ? new Place { Branch = begin?.ToString() ?? "", Kind = board is { Types: [var type, ..] } ? type.Id.ToString() : "" }
        : new Place
        {
            Id = row.Id, Version = row.Version, Name = row.Draft.Name, Branch = row.Draft.Branch.ToString(), Kind = row.Draft.Type.ToString(),
            Capacity = row.Draft.Capacity.ToString(CultureInfo.InvariantCulture),
        });

    private Task SaveKindAsync() => SaveAsync("kind", kind.Name, actor => Resources.SaveTypeAsync(actor, kind.Id, kind.Name, kind.Version, Gone), () => EditKind(null));

    private Task RemoveKindAsync(ResourceTypeRow type) => SaveAsync("", type.Name, actor => Resources.RemoveTypeAsync(actor, type.Id, Gone), () => EditKind(null));

    private Task SavePlaceAsync()
    {
        var checks = new Checks();
        if (!NumberText.Parse(place.Capacity).TryGet(out var capacity, out var fault)) checks.Fail("Capacity", fault);
        var draft = new ResourceDraft(new(Guid.TryParse(place.Branch, out var branch) ? branch : default), new(Guid.TryParse(place.Kind, out var type) ? type : default), place.Name, capacity);
        return SaveAsync("place", place.Name, async actor => checks.Refusal ?? await Resources.SaveAsync(actor, place.Id, draft, place.Version, Gone), () => EditPlace(null));
    }

    private Task ToggleAsync(ResourceRow row) =>
        SaveAsync("", row.Draft.Name, actor => row.Active ? Resources.RetireAsync(actor, row.Id, Gone) : Resources.RestoreAsync(actor, row.Id, Gone), () => { });

    private async Task SaveAsync(string part, LocalizedText name, Func<Actor, Task<Error?>> save, Action done)
    {
        saving = part;
        if (!await DoAsync(save))
        {
            await Js.FocusFaultAsync(element, Gone);
            return;
        }

        Notices.Say(T["Admin.SavedNamed", name.In(T.Culture)]);
        done();
        await ReadAsync();
    }

    private sealed class Kind
    {
        public ResourceTypeId Id { get; init; } = ResourceTypeId.New();
        public int? Version { get; init; }
        public LocalizedText Name { get; set; } = LocalizedText.Empty;
    }

    private sealed class Place
    {
        public ResourceId Id { get; init; } = ResourceId.New();
        public int? Version { get; init; }
        public LocalizedText Name { get; set; } = LocalizedText.Empty;
        public string Branch { get; set; } = "";
        public string Kind { get; set; } = "";
        public string Capacity { get; set; } = "1";
    }
}
