using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Web.Components.BackOffice;
using Salon.Web.Components.Calendar;

namespace Salon.Web.Pages.Desk;

/// <summary>The forms of the calendar and the gestures that open them. Whatever a gesture asks for is shown, explained and confirmed before anything changes.</summary>
public sealed partial class CalendarPage
{
    private MoveDialog moveDialog = null!;
    private BookDialog bookDialog = null!;
    private NewSheet newSheet = null!;
    private BlockDialog blockDialog = null!;
    private KeysHelp keysHelp = null!;
    private Dialog unblockDialog = null!;
    private CalendarBlock? unblocking;
    private IReadOnlyList<DeskService> menu = [];
    private DeskRoom? room;
    private bool showsQueue;

    [Inject] private PublicHours OpeningHours { get; set; } = null!;
    [Inject] private DeskMenu Menu { get; set; } = null!;

    private async Task FurnishAsync(Actor actor, CalendarView read)
    {
        if (!actor.May(Permission.WorkOwnBookings)) return;
        menu = await Menu.ReadAsync(actor, Gone);
        var hours = (await OpeningHours.ReadAsync(actor.Organization, Gone))[read.Branch];
        room = new DeskRoom(ActorAsync, read, hours, menu, people, T.In(read.Zone));
    }

    /// <summary>A visit was dropped somewhere else.</summary>
    [JSInvokable]
    public Task DropAsync(Guid visit, int line, int column, int minute) => WithVisitAsync(visit, async (found, place) =>
    {
        if (column < 0 || column >= Layout.Columns.Count) return;
        var target = Layout.Columns[column];
        // Dropped where it stood: of an hour that happens twice it keeps the one it has.
        var stays = minute == BusinessDay.MinuteOf(target.Date, place.Visible.Start, view!.Zone);
        var shift = stays ? Duration.Zero : DayMinutes.At(target.Date, minute, view.Zone) - place.Visible.Start;
        await moveDialog.OpenAsync(found, draft =>
        {
            draft.Place(target.Date, found.Row.StartsAt + shift, view.Zone);
            if (target.Staff is { } staff) draft.Lines[line].Staff = staff;
        });
    }, line);

    /// <summary>A visit was made longer or shorter.</summary>
    [JSInvokable]
    public Task ResizeAsync(Guid visit, int line, int minutes) => WithVisitAsync(visit, async (found, place) =>
    {
        var lasting = DayMinutes.Lasting(found.Date, place.Visible.Start, minutes, view!.Zone).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (place.CanResize) await moveDialog.OpenAsync(found, draft => draft.Lines[line].Minutes = lasting);
    }, line);

    /// <summary>The move form of a visit was asked for.</summary>
    [JSInvokable]
    public Task MoveVisitAsync(Guid visit) => WithVisitAsync(visit, (found, _) => found.Row.CanMove || found.Lines.Any(l => l.CanResize) ? moveDialog.OpenAsync(found) : Task.CompletedTask, 0);

    /// <summary>Free time was clicked, or drawn over.</summary>
    [JSInvokable]
    public Task CreateAsync(int column, int minute, int minutes) => InvokeAsync(async () =>
    {
        if (view is not { MayChange: true } || room is null || column < 0 || column >= Layout.Columns.Count) return;
        var target = Layout.Columns[column];
        var start = DayMinutes.At(target.Date, minute, view.Zone);
        await bookDialog.OpenAsync(target.Date, start, target.Staff, minutes == 0 ? 0 : DayMinutes.Lasting(target.Date, start, minutes, view.Zone));
        StateHasChanged();
    });

    /// <summary>Blocked time was clicked.</summary>
    [JSInvokable]
    public Task BlockAsync(Guid block) => InvokeAsync(() =>
    {
        unblocking = view?.Blocks.FirstOrDefault(b => b.Id.Value == block && b.CanRemove);
        if (unblocking is not null) unblockDialog.Show();
    });

    /// <summary>A key asked for something.</summary>
    [JSInvokable]
    public Task AskAsync(string what) => InvokeAsync(async () =>
    {
        if (view is null || room is null) return;
        if (what == "help") keysHelp.Open();
        else if (what == "queue") ToggleQueue();
        else if (what == "walkin" && view.MayChange) newSheet.Open();
        else if (what == "book" && view.MayChange) await BookLaterAsync();
        else if (what == "block") await BlockTimeAsync();
        StateHasChanged();
    });

    private void ToggleQueue() => showsQueue = !showsQueue;

    private Task BookLaterAsync() => bookDialog.OpenAsync(view!.First, Soon(), address.Staff, 0);

    private Task BlockTimeAsync() => blockDialog.OpenAsync(view!.First, Soon(), address.Staff ?? (view.MayChange ? null : view.People is [var me, ..] ? me.Id : null), 0);

    // The next step of the clock today; on other days when the branch opens.
    private Instant Soon()
    {
        if (view!.First != view.Today) return view.Days[0].Open is [var open, ..] ? open.Start : DayMinutes.At(view.First, 10 * 60, view.Zone);
        var minute = BusinessDay.MinuteOf(view.Today, view.Now, view.Zone);
        var next = (minute + view.Step - 1) / view.Step * view.Step;
        return Minute.ToInstant(Minute.Floor(view.Now)) + Duration.FromMinutes(next - minute);
    }

    private Task WithVisitAsync(Guid visit, Func<CalendarVisit, LinePlace, Task> act, int line) => InvokeAsync(async () =>
    {
        var found = view?.Visits.FirstOrDefault(v => v.Row.Id.Value == visit);
        if (found is null || room is null || !view!.MayChange || line < 0 || line >= found.Lines.Count) await SettleAsync();
        else await act(found, found.Lines[line]);
        StateHasChanged();
    });

    private async Task MovedAsync((CalendarVisit Old, DeskMove Move) done)
    {
        var (old, move) = done;
        Notices.Say(words["Calendar.Moved", NameOf(old.Row), words.Formats.Time(move.Start)], Undo(actor => MoveBackAsync(actor, old, move)));
        await RereadAsync();
    }

    private async Task<Error?> MoveBackAsync(Actor actor, CalendarVisit old, DeskMove move)
    {
        if (!(await Queries.FindAsync(actor, old.Row.Id, CancellationToken.None)).TryGet(out var now, out var refusal)) return refusal;
        if (now.StartsAt != move.Start) return BookingErrors.NotOpen; // somebody has moved it since
        var lines = old.Row.Lines.Select(l => new WantedLine(l.ServiceId, l.StaffId) { Minutes = l.OwnMinutes, Asked = l.StaffWanted }).ToList();
        return (await Bookings.RearrangeAsync(actor, new DeskMove(old.Row.Id, now.Lines[0].Id, old.Row.StartsAt, lines) { Tell = move.Tell }, CancellationToken.None)).Error;
    }

    private async Task BookedAsync(BookingId id)
    {
        Notices.Say(T["Calendar.Booked"], Undo(async actor => (await Bookings.CancelAsync(actor, id, CancelReasons.Undone, CancellationToken.None)).Error));
        await RereadAsync();
        Navigation.NavigateTo((address with { Booking = id }).ToString());
    }

    private async Task TakenAsync((BookingId Id, Instant Start) taken)
    {
        var waits = taken.Start > Instant.FromDateTimeOffset(Clock.GetUtcNow());
        showsQueue |= waits;
        Notices.Say(waits ? words["Calendar.WalkInPromised", words.Formats.Time(taken.Start)] : T["Calendar.WalkInTaken"],
            Undo(async actor => (await Bookings.CancelAsync(actor, taken.Id, CancelReasons.Undone, CancellationToken.None)).Error));
        await RereadAsync();
        if (!waits) Navigation.NavigateTo((address with { Booking = taken.Id }).ToString());
    }

    private async Task BlockedAsync(RowId? block)
    {
        Notices.Say(T["Calendar.Blocked"], block is { } id ? Undo(async actor => (await Blocks.UnblockAsync(actor, id, CancellationToken.None)).Error) : null);
        await RereadAsync();
    }

    private async Task UnblockAsync()
    {
        BlockRequest? again = null;
        if (!await DoAsync(async actor => (await Blocks.UnblockAsync(actor, unblocking!.Id, Gone)).TryGet(out again, out var refusal) ? null : refusal)) return;
        await unblockDialog.HideAsync();
        Notices.Say(T["Calendar.Unblocked"], Undo(async actor => (await Blocks.BlockAsync(actor, again!, CancellationToken.None)).Error));
        await RereadAsync();
    }

    private async Task SettleAsync()
    {
        if (script is not null) await script.InvokeVoidAsync("settle", Gone, element);
    }
}
