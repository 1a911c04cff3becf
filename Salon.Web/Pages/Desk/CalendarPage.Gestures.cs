using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Salon.Web.Components.Calendar;

namespace Salon.Web.Pages.Desk;

/// <summary>What the browser tells the page: what it is like, and one call for each finished gesture.</summary>
public sealed partial class CalendarPage : IAsyncDisposable
{
    private ElementReference element;
    private IJSObjectReference? script;
    private DotNetObjectReference<CalendarPage>? self;
    private TimeGrid? grid;
    private bool? isPhone;
    private (OrganizationId Salon, string Element)? started; // what listens to gestures: where the salon was changed, another element stands
    private bool letters = true; // single letters act on the whole page; kept by the browser
    private BookingId? told; // the visit whose panel the browser knows of
    private (LocalDate, CalendarMode)? looked;

    private bool IsReady => started == (Here.Id, element.Id);

    [Inject] private IJSRuntime Js { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (view is null || Gone.IsCancellationRequested) return;
        try
        {
            script ??= await Js.InvokeAsync<IJSObjectReference>("import", Gone, "/js/calendar.js");
            if (!IsReady)
            {
                self ??= DotNetObjectReference.Create(this);
                var drawn = (Here.Id, element.Id);
                var device = await script.InvokeAsync<Device>("start", Gone, element, self);
                (isPhone, letters, started, told, looked) = (device.Phone, device.Letters, drawn, address.Booking, null);
                StateHasChanged();
            }

            await ShowAsync(script);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // the browser is gone
        }
    }

    private async Task ShowAsync(IJSObjectReference browser)
    {
        if (ShowsGrid && grid is not null && looked != (view!.First, Mode))
        {
            looked = (view.First, Mode);
            await browser.InvokeVoidAsync("look", Gone, element);
        }

        var open = picked?.Row.Id;
        if (told == open) return;
        told = open;
        await browser.InvokeVoidAsync(open is null ? "hidePanel" : "showPanel", Gone, element);
    }

    private async Task TurnLettersAsync(bool on)
    {
        letters = on;
        if (script is not null) await script.InvokeVoidAsync("turnLetters", Gone, on);
    }

    /// <param name="Phone">It is as narrow as a telephone.</param>
    /// <param name="Letters">Single letters act on the whole page.</param>
    private sealed record Device(bool Phone, bool Letters);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        self?.Dispose();
        if (script is null) return;
        try
        {
            await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone, and the script with it
        }
    }
}
