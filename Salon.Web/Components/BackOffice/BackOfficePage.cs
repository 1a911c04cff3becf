using Microsoft.AspNetCore.Components;
using Salon.Accounts;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Web.Hosting;
using Salon.Web.State;

namespace Salon.Web.Components.BackOffice;

/// <summary>A page in the salon that its address names: who may see it, one action at a time, re-reading when somebody else changed something.</summary>
/// <remarks>Parameters are what anybody typed into the address bar: a page finds nothing that its services do not give to the actor.</remarks>
public abstract class BackOfficePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private readonly CancellationToken leaving; // its source is no more once the page is
    private IDisposable? subscription;
    private string? entered;
    private bool reading;
    private bool stale;

    /// <summary>The salon's address.</summary>
    [Parameter] public string? Slug { get; set; }

    [CascadingParameter] private HttpContext? Http { get; set; } // only while the page is made for the first time

    [Inject] protected Me Me { get; set; } = null!;
    [Inject] protected Texts T { get; set; } = null!;
    [Inject] protected Notices Notices { get; set; } = null!;
    [Inject] protected ChosenBranches ChosenBranches { get; set; } = null!;
    [Inject] protected NavigationManager Navigation { get; set; } = null!;
    [Inject] private SalonDirectory Directory { get; set; } = null!;
    [Inject] private ChangeFeed Feed { get; set; } = null!;
    [Inject] private Workplaces Workplaces { get; set; } = null!;

    /// <summary>The least a person must be allowed to open the page.</summary>
    protected abstract Permission Needs { get; }

    protected Access Access { get; private set; } = Access.Loading;

    /// <summary>Nameless until it is known who may see it.</summary>
    protected Shop Here { get; private set; } = new(default, "", LocalizedText.Empty);

    /// <summary>The last refusal; shown until the next action.</summary>
    protected Error? Error { get; set; }

    protected bool Busy { get; private set; }

    protected BackOfficePage() => leaving = gone.Token;

    /// <summary>Ends with the page; while <see cref="DoAsync"/> acts it does not end: what was pressed is done, though its page is left in the same second.</summary>
    protected CancellationToken Gone => Busy ? CancellationToken.None : leaving;

    /// <summary>Reads what the page shows. Called after entering, when the address changes, and when somebody changed something.</summary>
    protected abstract Task<Error?> LoadAsync(Actor actor);

    /// <summary>Whether a change that was committed somewhere matters to what is shown. A form in use re-reads nothing.</summary>
    protected virtual bool Concerns(Change change) => false;

    /// <summary>Asked each time: the role may have changed since the page opened.</summary>
    protected Task<Actor> ActorAsync() => Me.ActorAsync(Here.Id, Gone);

    protected override async Task OnParametersSetAsync()
    {
        if (entered != (Slug ?? "")) await EnterAsync();
        if (Access == Access.Open) await ReadAsync();
    }

    /// <summary>Does one thing at a time: a second click can arrive before the button is redrawn.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> DoAsync(Func<Actor, Task<Error?>> act)
    {
        if (Busy) return false;
        (Busy, Error) = (true, null);
        Notices.Clear(); // "undo" must never mean the thing before
        try
        {
            Error = await act(await ActorAsync());
            return Error is null;
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>Takes back what was done, also after this page was left; a refusal is told where the offer stood.</summary>
    protected Func<Task> Undo(Func<Actor, Task<Error?>> act)
    {
        var salon = Here.Id;
        return async () =>
        {
            if (await act(await Me.ActorAsync(salon, CancellationToken.None)) is { } refusal) Notices.Say(T.StaffError(refusal));
        };
    }

    /// <summary>Reads again what is shown.</summary>
    protected async Task ReadAsync()
    {
        if (reading || leaving.IsCancellationRequested)
        {
            stale = true;
            return;
        }

        reading = true;
        try
        {
            do
            {
                stale = false;
                var refusal = await LoadAsync(await ActorAsync());
                if (refusal is not null) Refuse(refusal);
            }
            while (stale && !leaving.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return; // the page was left meanwhile
        }
        finally
        {
            reading = false;
        }

        StateHasChanged();
    }

    /// <summary>The branch a page begins with when its address names none: where work goes on, or what was last chosen on this device.</summary>
    protected async Task<BranchId?> BeginAtAsync(Actor actor, IReadOnlyList<BranchId> branches)
    {
        if (branches is [] or [_]) return branches is [var only] ? only : null;
        var member = (await Me.MembershipsAsync(Gone)).FirstOrDefault(m => m.Organization == Here.Id);
        return await Workplaces.NowAsync(actor, branches, member?.Staff, [ChosenBranches.Of(Here.Slug), member?.Branch], Gone);
    }

    private async Task EnterAsync()
    {
        entered = Slug ?? "";
        Access = Access.Loading;
        subscription?.Dispose();
        subscription = null;

        var place = await FindAsync();
        if (place is null) return;
        Here = place;
        var actor = await ActorAsync();
        if (!actor.May(Needs))
        {
            Refuse(TenancyErrors.NotAllowed);
            return;
        }

        Access = Access.Open;
        if (RendererInfo.IsInteractive) subscription = Feed.Subscribe(Here.Id, Hear); // before reading: what changes meanwhile is read as well
    }

    private void Hear(Change change)
    {
        if (Concerns(change)) _ = InvokeAsync(ReadAsync);
    }

    private async Task<Shop?> FindAsync()
    {
        if (Slug is null)
        {
            var first = (await Me.MembershipsAsync(Gone)).FirstOrDefault(m => Permissions.Of(m.Role).Contains(Needs));
            if (first is null && (await Me.OnPlatformAsync(Gone)).May(Permission.OperatePlatform)) Navigation.NavigateTo("/platform");
            else if (first is null) Refuse(TenancyErrors.NotAllowed);
            return first is null ? null : new Shop(first.Organization, first.Slug, first.Name);
        }

        if ((await Directory.FindAsync(Slug, Gone)).TryGet(out var salon, out var refusal)) return new Shop(salon.Id, salon.Slug, salon.Name);
        Refuse(refusal);
        return null;
    }

    private void Refuse(Error refusal)
    {
        Access = refusal.Kind switch
        {
            ErrorKind.NotFound => Access.Missing,
            ErrorKind.Forbidden => Access.Forbidden,
            _ => Access,
        };
        if (Access is Access.Open) Error = refusal;
        if (Http is { Response.HasStarted: false } && Access is not Access.Open) Http.Response.StatusCode = Access == Access.Missing ? 404 : 403;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        subscription?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }
}
