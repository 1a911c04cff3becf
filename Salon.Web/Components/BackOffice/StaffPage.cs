using Microsoft.AspNetCore.Components;
using Salon.Web.Hosting;
using Salon.Web.State;

namespace Salon.Web.Components.BackOffice;

/// <summary>What pages of the back office and of the platform have in common: who may see it, reading what is shown, one action at a time.</summary>
/// <remarks>
/// A page is not drawn while it reads: what LoadAsync has written down by its second await may not fit what is still to come. On SQLite nothing waits, so that
/// would show on PostgreSQL alone.
/// </remarks>
public abstract class StaffPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private readonly CancellationToken leaving; // its source is no more once the page is
    private bool stale;
    private bool waits;

    [CascadingParameter] private HttpContext? Http { get; set; } // only while the page is made for the first time

    [Inject] protected Me Me { get; set; } = null!;
    [Inject] protected Texts T { get; set; } = null!;
    [Inject] protected Notices Notices { get; set; } = null!;
    [Inject] protected NavigationManager Navigation { get; set; } = null!;
    [Inject] private CircuitTurns Turns { get; set; } = null!;

    protected Access Access { get; private protected set; } = Access.Loading;

    /// <summary>The last refusal; shown until the next action.</summary>
    protected Error? Error { get; set; }

    protected bool Busy { get; private set; }

    private protected bool IsReading { get; private set; }

    protected StaffPage() => leaving = gone.Token;

    /// <summary>
    /// Ends with the page; while <see cref="DoAsync"/> acts it does not end: what was pressed is done, though its page is left in the same second.
    /// </summary>
    protected CancellationToken Gone => Busy ? CancellationToken.None : leaving;

    /// <summary>Asked each time: the role may have changed since the page opened.</summary>
    protected Task<Actor> ActorAsync() => Asking()(Gone);

    /// <summary>How to ask who she is to what the page is about now.</summary>
    private protected abstract Func<CancellationToken, Task<Actor>> Asking();

    /// <summary>Reads what the page shows. Called after entering, when the address changes, and when somebody changed something.</summary>
    protected abstract Task<Error?> LoadAsync(Actor actor);

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
        var ask = Asking();
        return async () =>
        {
            if (await act(await ask(CancellationToken.None)) is { } refusal) Notices.Say(T.StaffError(refusal));
        };
    }

    protected override bool ShouldRender() => !IsReading;

    /// <summary>Enters and reads. The first page of a circuit waits for its turn; a document has had its own before it was begun.</summary>
    private protected Task OpenAsync(Func<Task> open) => RendererInfo.IsInteractive ? Turns.OpenAsync(open, leaving) : open();

    /// <summary>
    /// Reads again for a reason that nobody at this page gave, such as a change that hundreds of pages hear of: in its turn, and once for all
    /// that comes meanwhile: what it is given while it waits is left out, so every caller asks for the same reading.
    /// </summary>
    protected async Task ReadInTurnAsync(Func<Task> read)
    {
        if (waits) return;
        waits = true;
        await Turns.InTurnAsync(
            () =>
            {
                waits = false; // what changes from here on may not be seen by this reading
                return read();
            },
            leaving);
    }

    /// <summary>
    /// Reads what is shown, and draws it for whoever may see it: not sooner, since an empty list says that there is nothing.
    /// </summary>
    protected async Task ReadAsync()
    {
        if (IsReading || leaving.IsCancellationRequested)
        {
            stale = true;
            return;
        }

        IsReading = true;
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
            IsReading = false;
        }

        if (Access == Access.Loading) Access = Access.Open;
        StateHasChanged();
    }

    private protected void Refuse(Error refusal)
    {
        Access = refusal.Kind switch
        {
            ErrorKind.NotFound => Access.Missing,
            ErrorKind.Forbidden => Access.Forbidden,
            _ => Access,
        };
        if (Access is Access.Open or Access.Loading) Error = refusal;
        else if (Http is { Response.HasStarted: false }) Http.Response.StatusCode = Access == Access.Missing ? 404 : 403;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        gone.Cancel();
        gone.Dispose();
    }
}
