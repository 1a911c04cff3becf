using Microsoft.AspNetCore.Components;
using Salon.Bookings;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Desk;

/// <summary>One business day of a branch: who comes, when, to whom, and what may be done now. Everything that is chosen stands in the address.</summary>
public sealed partial class Day
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1); // what may be done changes with the time, too

    private Dialog dialog = null!;
    private IReadOnlyList<BranchRow> branches = [];
    private IReadOnlyList<StaffRow> people = [];
    private HashSet<BookingId> seen = [];
    private HashSet<BookingId> fresh = [];
    private BranchRow? branch;
    private StaffId? staff;
    private DayView? day;
    private Texts words = Texts.Current;
    private (DayRow Row, bool Cancel)? asked;
    private (BranchId, LocalDate, StaffId?)? shown;
    private string reason = "";
    private string? reasonFault;
    private string? heard;
    private ITimer? timer;

    [SupplyParameterFromQuery(Name = "branch")] private string? BranchText { get; set; }
    [SupplyParameterFromQuery(Name = "date")] private string? DateText { get; set; }
    [SupplyParameterFromQuery(Name = "staff")] private string? StaffText { get; set; }

    [Inject] private BookingQueries Queries { get; set; } = null!;
    [Inject] private BookingService Bookings { get; set; } = null!;
    [Inject] private BranchService Branches { get; set; } = null!;
    [Inject] private TeamService Team { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;

    protected override Permission Needs => Permission.WorkOwnBookings;

    private string Title => day is null ? T["Desk.Day"] : T["Desk.DayTitle", T.Formats.Day(day.Date, day.Today), Here.Name.In(T.Culture)];

    private bool IsNamed => day is not null && T.Formats.Day(day.Date, day.Today) != T.Formats.LongDate(day.Date);

    private List<DayRow> Coming => [.. day!.Rows.Where(r => BookingPolicy.IsLive(r.Status))];

    private List<DayRow> Over => [.. day!.Rows.Where(r => !BookingPolicy.IsLive(r.Status))];

    private IEnumerable<(BookingStatus Status, int Count)> Counts => day!.Rows.GroupBy(r => r.Status).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));

    private string AskTitle => asked is not { } ask ? "" : T[ask.Cancel ? "Desk.CancelTitle" : "Desk.NoShowTitle", NameOf(ask.Row)];

    protected override bool Concerns(Change change) => change.Kind switch
    {
        ChangeKind.Bookings => change.Date is null || day is null || change.Date == day.Date,
        _ => true,
    };

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        if (!(await Branches.ListAsync(actor, Gone)).TryGet(out var places, out var refusal)) return refusal;
        branches = [.. places.Where(b => b.Active)];
        if (actor.May(Permission.WorkAllBookings))
        {
            if (!(await Team.ListAsync(actor, Gone)).TryGet(out var team, out refusal)) return refusal;
            people = [.. team.Where(p => p.Active)];
        }

        branch = await ChooseBranchAsync();
        staff = people.FirstOrDefault(p => p.Id.ToString() == StaffText)?.Id;
        if (branch is null)
        {
            day = null;
            return null;
        }

        if (!(await Queries.DayAsync(actor, branch.Id, DatesModel.Date(DateText), staff, Gone)).TryGet(out var view, out refusal)) return refusal;
        Show(view);
        return null;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender) timer = Clock.CreateTimer(_ => _ = InvokeAsync(ReadAsync), null, Tick, Tick);
    }

    private async Task<BranchRow?> ChooseBranchAsync()
    {
        if (branches.FirstOrDefault(b => b.Id.ToString() == BranchText) is { } wanted) return wanted;
        var home = (await Me.MembershipsAsync(Gone)).FirstOrDefault(m => m.Organization == Here.Id)?.Branch;
        return branches.FirstOrDefault(b => b.Id == home) ?? (branches is [var first, ..] ? first : null);
    }

    private void Show(DayView view)
    {
        words = T.In(view.Zone);
        var here = (view.Branch, view.Date, staff);
        fresh = shown == here ? [.. view.Rows.Select(r => r.Id).Where(id => !seen.Contains(id))] : [];
        heard = fresh.Count > 0 && view.Rows.First(r => fresh.Contains(r.Id)) is var first ? words["Desk.HeardNew", NameOf(first), words.Formats.Time(first.StartsAt)] : heard;
        if (shown != here) heard = null;
        seen = [.. view.Rows.Select(r => r.Id)];
        shown = here;
        day = view;
    }

    private string NameOf(DayRow row) => row.Customer ?? T[row.Status == BookingStatus.Held ? "Desk.BeingBooked" : "Desk.NoName"];

    private async Task StepAsync(DayRow row, DayStep step)
    {
        var done = await DoAsync(async actor => (step switch
        {
            DayStep.Arrive => await Bookings.ArriveAsync(actor, row.Id, Gone),
            DayStep.Start => await Bookings.StartAsync(actor, row.Id, Gone),
            _ => await Bookings.CompleteAsync(actor, row.Id, Gone),
        }).Error);
        if (done) Notices.Say(T[$"Desk.Done{step}", NameOf(row)]);
        await ReadAsync();
    }

    private void Ask(DayRow row, DayAsk ask)
    {
        (asked, reason, reasonFault, Error) = ((row, ask == DayAsk.Cancel), "", null, null);
        dialog.Show();
    }

    private async Task AnswerAsync()
    {
        var (row, cancel) = asked!.Value;
        reasonFault = cancel && string.IsNullOrWhiteSpace(reason) ? T["Desk.ReasonMissing"] : null;
        if (reasonFault is not null) return;

        if (!await DoAsync(async actor => (cancel ? await Bookings.CancelAsync(actor, row.Id, TidyText.Line(reason), Gone) : await Bookings.NoShowAsync(actor, row.Id, Gone)).Error)) return;
        await dialog.HideAsync();
        Notices.Say(T[cancel ? "Desk.DoneCancel" : "Desk.DoneNoShow", NameOf(row)]);
        await ReadAsync();
    }

    private void GoToDate(ChangeEventArgs change)
    {
        if (DatesModel.Date(change.Value as string) is { } date) Navigation.NavigateTo(Url(date: date));
    }

    /// <summary>The address of the same page with one thing chosen differently.</summary>
    private string Url(string? branch = null, LocalDate? date = null, string? staff = null)
    {
        var shownDate = date ?? (day is { } view && view.Date != view.Today ? view.Date : null);
        return Navigation.GetUriWithQueryParameters($"/desk/{Here.Slug}", new Dictionary<string, object?>
        {
            ["branch"] = branch ?? (branches.Count > 1 ? this.branch?.Id.ToString() : null),
            ["date"] = shownDate is { } chosen && chosen != day?.Today ? DatesModel.Text(chosen) : null,
            ["staff"] = staff is null ? this.staff?.ToString() : staff.Length == 0 ? null : staff,
        });
    }

    protected override void Dispose(bool disposing)
    {
        timer?.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>What takes a visit one step further.</summary>
public enum DayStep
{
    Arrive,
    Start,
    Complete,
}

/// <summary>What is asked about first, because nothing takes it back.</summary>
public enum DayAsk
{
    NoShow,
    Cancel,
}
