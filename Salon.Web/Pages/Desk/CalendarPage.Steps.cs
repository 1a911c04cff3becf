using Salon.Bookings;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Desk;

/// <summary>What is done with a visit from its buttons.</summary>
public sealed partial class CalendarPage
{
    private Dialog dialog = null!;
    private (DayRow Row, DayAsk What)? asked;
    private string reason = "";
    private string? reasonFault;
    private bool forHer = true;

    private string AskTitle => asked is { } ask ? T[$"Desk.{ask.What}Title", NameOf(ask.Row)] : "";

    private string AskYes => T[asked?.What switch { DayAsk.Cancel => "Desk.CancelBooking", DayAsk.Waive => "Desk.WaiveYes", _ => "Desk.MarkNoShow" }];

    private async Task StepAsync(DayRow row, DayStep step)
    {
        if (step == DayStep.Pay)
        {
            Navigation.NavigateTo($"/desk/{Here.Slug}/checkout/{row.Id}");
            return;
        }

        var done = await DoAsync(async actor => (step switch
        {
            DayStep.Arrive => await Bookings.ArriveAsync(actor, row.Id, Gone),
            DayStep.Start => await Bookings.StartAsync(actor, row.Id, Gone),
            _ => await Bookings.CompleteAsync(actor, row.Id, Gone),
        }).Error);
        if (done) Notices.Say(T[$"Desk.Done{step}", NameOf(row)], step is DayStep.Arrive or DayStep.Start ? Undo(async actor => (await Bookings.StepBackAsync(actor, row.Id, CancellationToken.None)).Error) : null);
        await RereadAsync();
    }

    private async Task StepBackAsync(DayRow row)
    {
        if (await DoAsync(async actor => (await Bookings.StepBackAsync(actor, row.Id, Gone)).Error)) Notices.Say(T["Calendar.SteppedBack", NameOf(row)]);
        await RereadAsync();
    }

    private void Ask(DayRow row, DayAsk ask)
    {
        (asked, reason, reasonFault, forHer, Error) = ((row, ask), "", null, true, null);
        dialog.Show();
    }

    private async Task AnswerAsync()
    {
        var (row, what) = asked!.Value;
        reasonFault = what != DayAsk.NoShow && string.IsNullOrWhiteSpace(reason) ? T["Desk.ReasonMissing"] : null;
        if (reasonFault is not null) return;

        if (!await DoAsync(async actor => (what switch
        {
            DayAsk.Cancel => await Bookings.CancelAsync(actor, row.Id, TidyText.Line(reason), Gone, forHer),
            DayAsk.Waive => await Bookings.WaiveDepositAsync(actor, row.Id, TidyText.Line(reason), Gone),
            _ => await Bookings.NoShowAsync(actor, row.Id, Gone),
        }).Error)) return;
        await dialog.HideAsync();
        asked = null;
        Notices.Say(T[$"Desk.Done{what}", NameOf(row)]);
        await RereadAsync();
    }
}
