using Microsoft.AspNetCore.Components;
using Salon.Accounts;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Web.Hosting;
using Salon.Web.State;

namespace Salon.Web.Components.BackOffice;

/// <summary>A page in the salon that its address names: who may see it, one action at a time, re-reading when somebody else changed something.</summary>
/// <remarks>Parameters are what anybody typed into the address bar: a page finds nothing that its services do not give to the actor.</remarks>
public abstract class BackOfficePage : StaffPage
{
    private IDisposable? subscription;
    private string? entered;

    /// <summary>The salon's address.</summary>
    [Parameter] public string? Slug { get; set; }

    [Inject] protected ChosenBranches ChosenBranches { get; set; } = null!;
    [Inject] private SalonDirectory Directory { get; set; } = null!;
    [Inject] private ChangeFeed Feed { get; set; } = null!;
    [Inject] private Workplaces Workplaces { get; set; } = null!;

    /// <summary>The least a person must be allowed to open the page.</summary>
    protected abstract Permission Needs { get; }

    /// <summary>Nameless until it is known who may see it.</summary>
    protected Shop Here { get; private set; } = new(default, "", LocalizedText.Empty);

    /// <summary>Whether a change that was committed somewhere matters to what is shown. A form in use re-reads nothing.</summary>
    protected virtual bool Concerns(Change change) => false;

    private protected override Func<CancellationToken, Task<Actor>> Asking()
    {
        var salon = Here.Id; // undoing is about this one, wherever the page is by then
        return ct => Me.ActorAsync(salon, ct);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (entered != (Slug ?? ""))
        {
            entered = Slug ?? "";
            await OpenAsync(EnterAndReadAsync);
        }
        else if (Access == Access.Open || IsReading)
        {
            await ReadAsync();
        }
    }

    /// <summary>The branch a page begins with when its address names none: where work goes on, or what was last chosen on this device.</summary>
    protected async Task<BranchId?> BeginAtAsync(Actor actor, IReadOnlyList<BranchId> branches)
    {
        if (branches is [] or [_]) return branches is [var only] ? only : null;
        var member = (await Me.MembershipsAsync(Gone)).FirstOrDefault(m => m.Organization == Here.Id);
        return await Workplaces.NowAsync(actor, branches, member?.Staff, [ChosenBranches.Of(Here.Slug), member?.Branch], Gone);
    }

    private async Task EnterAndReadAsync()
    {
        if (await EnterAsync()) await ReadAsync();
    }

    /// <returns>Whether she may see it.</returns>
    private async Task<bool> EnterAsync()
    {
        Access = Access.Loading;
        subscription?.Dispose();
        subscription = null;

        var place = await FindAsync();
        if (place is null) return false;
        Here = place;
        var actor = await ActorAsync();
        if (!actor.May(Needs))
        {
            Refuse(TenancyErrors.NotAllowed);
            return false;
        }

        if (!RendererInfo.IsInteractive) return true;
        subscription?.Dispose(); // of an entering that was under way at the same time
        subscription = Feed.Subscribe(Here.Id, Hear); // before reading: what changes meanwhile is read as well
        return true;
    }

    private void Hear(Change change)
    {
        if (Concerns(change)) _ = InvokeAsync(() => ReadInTurnAsync(ReadAsync));
    }

    private async Task<Shop?> FindAsync()
    {
        if (Slug is null)
        {
            var first = (await Me.MembershipsAsync(Gone)).FirstOrDefault(m => Permissions.Of(m.Role).Contains(Needs));
            if (first is null && (await Me.OnPlatformAsync(Gone)).May(Permission.OperatePlatform)) Navigation.NavigateTo("/platform");
            else if (first is null) await RefuseAsync(TenancyErrors.NotAllowed, suspended: _ => true);
            return first is null ? null : new Shop(first.Organization, first.Slug, first.Name);
        }

        if ((await Directory.FindAsync(Slug, Gone)).TryGet(out var salon, out var refusal)) return new Shop(salon.Id, salon.Slug, salon.Name);
        await RefuseAsync(refusal, suspended: place => place.Slug == Slug);
        return null;
    }

    // Who works at a salon that was suspended reads why, instead of looking for a mistake of her own.
    private async Task RefuseAsync(Error refusal, Func<SuspendedPlace, bool> suspended)
    {
        var isSuspended = (await Me.SuspendedAsync(Gone)).Any(suspended);
        Refuse(isSuspended ? TenancyErrors.NotAllowed : refusal);
        if (isSuspended) Access = Access.Suspended;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) subscription?.Dispose();
        base.Dispose(disposing);
    }
}
