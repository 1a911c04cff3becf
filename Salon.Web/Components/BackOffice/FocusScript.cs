using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Salon.Web.Components.BackOffice;

public static class FocusScript
{
    /// <summary>Leads to the first field that is wrong, once it has been drawn.</summary>
    public static async Task FocusFaultAsync(this IJSRuntime js, ElementReference form, CancellationToken ct)
    {
        await Task.Yield(); // the faults are drawn first
        await using var script = await js.InvokeAsync<IJSObjectReference>("import", ct, "/js/backoffice.js");
        await script.InvokeVoidAsync("focusFault", ct, form);
    }
}
