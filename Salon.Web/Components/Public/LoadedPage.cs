using Microsoft.AspNetCore.Components;
using Salon.Web.Hosting;

namespace Salon.Web.Components.Public;

/// <summary>A plain page that is drawn once, after everything it shows was read.</summary>
/// <remarks>
/// A component that reads in OnInitializedAsync is drawn for the first time at the first await that really waits, with half of its facts. On SQLite nothing waits,
/// so that shows on PostgreSQL alone. Here reading comes before the first drawing, whatever the page awaits and in whatever order.
/// </remarks>
public abstract class LoadedPage : ComponentBase
{
    private Task<bool>? loading;

    [CascadingParameter] protected HttpContext Http { get; set; } = null!;
    [Inject] protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>Reads what the page shows.</summary>
    /// <returns>False when there is nothing to draw: it was not found, or the visitor goes elsewhere.</returns>
    protected abstract Task<bool> LoadAsync(CancellationToken ct);

    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this); // before the first await: the view lives no longer
        loading ??= LoadAsync(Http.RequestAborted);
        if (await loading) await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>What was typed into a field of a form that came without a good token; null when the form was never sent.</summary>
    protected string? StillTyped(string field) => Http.StillTyped(field);

    /// <summary>Answers 404.</summary>
    protected bool NothingHere()
    {
        Navigation.NotFound();
        return false;
    }

    /// <summary>Sends the visitor to another page, which takes this one's place in her history.</summary>
    protected bool GoTo(string address)
    {
        Navigation.NavigateTo(address, new NavigationOptions { ReplaceHistoryEntry = true });
        return false;
    }
}
