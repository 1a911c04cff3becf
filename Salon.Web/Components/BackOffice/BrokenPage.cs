using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Salon.Web.Components.BackOffice;

/// <summary>Keeps a bug of one page from taking the shell and the circuit with it. It is logged, and a page that broke while it was made says so with its status.</summary>
public sealed class BrokenPage : ErrorBoundary
{
    [CascadingParameter] private HttpContext? Http { get; set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        if (Http is { Response.HasStarted: false }) Http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        if (RendererInfo.IsInteractive) _ = DrawAgainAsync();
        return base.OnErrorAsync(exception);
    }

    // The renderer empties a boundary whose content broke, after the sentence if the boundary was about to be drawn anyway: then nothing was left on the page.
    private async Task DrawAgainAsync()
    {
        await Task.Yield();
        await InvokeAsync(StateHasChanged);
    }
}
