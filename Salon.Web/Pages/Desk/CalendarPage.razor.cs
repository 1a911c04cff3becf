using Microsoft.AspNetCore.Components;
using Salon.Bookings;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;
using Salon.Web.Components.Calendar;

namespace Salon.Web.Pages.Desk;

/// <summary>The calendar of a branch: who comes, when, to whom, and what may be done now. Everything that is chosen stands in the address.</summary>
public sealed partial class CalendarPage
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1); // what may be done changes with the time, too

    private IReadOnlyList<BranchRow> branches = [];
    private IReadOnlyList<StaffRow> people = [];
    private HashSet<BookingId> seen = [];
    private HashSet<BookingId> fresh = [];
    private CalendarAddress address = new("");
    private CalendarView? view;
    private Texts words = Texts.Current;
    private CalendarAddress? shown;
    private Grid? layout;
    private string? heard;
    private bool stale = true;
    private ITimer? timer;

    [SupplyParameterFromQuery(Name = "view")] private string? ViewText { get; set; }
    [SupplyParameterFromQuery(Name = "branch")] private string? BranchText { get; set; }
    [SupplyParameterFromQuery(Name = "date")] private string? DateText { get; set; }
    [SupplyParameterFromQuery(Name = "staff")] private string? StaffText { get; set; }
    [SupplyParameterFromQuery(Name = "by")] private string? ByText { get; set; }
    [SupplyParameterFromQuery(Name = "booking")] private string? BookingText { get; set; }

    [Inject] private CalendarQueries Calendar { get; set; } = null!;
    [Inject] private BookingQueries Queries { get; set; } = null!;
    [Inject] private BookingService Bookings { get; set; } = null!;
    [Inject] private TimeBlockService Blocks { get; set; } = null!;
    [Inject] private BranchService Branches { get; set; } = null!;
    [Inject] private TeamService Team { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;

    protected override Permission Needs => Permission.WorkOwnBookings;

    private string Title => view is null ? T["Desk.Day"] : T["Desk.DayTitle", T.Formats.Day(view.First, view.Today), Here.Name.In(T.Culture)];

    private CalendarMode Mode => address.Mode ?? (isPhone == true ? CalendarMode.Agenda : CalendarMode.Day);

    private bool ShowsAgenda => Mode == CalendarMode.Agenda || (address.Mode is null && isPhone is null);

    private bool ShowsBoard => Mode == CalendarMode.Week && OnlyPerson is null;

    private bool ShowsGrid => Mode != CalendarMode.Agenda || (address.Mode is null && isPhone is null);

    private CalendarPerson? OnlyPerson => view!.People is [var only] ? only : view.People.FirstOrDefault(p => p.Id == address.Staff);

    private Grid Layout => layout ??= Mode == CalendarMode.Week && OnlyPerson is { } person ? new GridMaker(view!, words).ByDay(person)
        : address.Rooms ? new GridMaker(view!, words).ByResource() : new GridMaker(view!, words).ByPerson();

    private int? NowAt =>
        view!.ShowsToday && BusinessDay.MinuteOf(view.Today, view.Now, view.Zone) is var now && now >= Layout.From && now < Layout.To ? now : null;

    private int BookedWhileClosed => view!.Visits.Count(v => v.Row is { Status: BookingStatus.Pending or BookingStatus.Confirmed } row && row.StartsAt > view.Now && view.Days.Any(d => d.Date == v.Date && d.Open.Count == 0));

    private Dictionary<BookingId, string> Editing => view!.Editors.GroupBy(e => e.Booking).ToDictionary(g => g.Key, g => string.Join(T["Calendar.And"], g.Select(e => e.Name)));

    protected override bool Concerns(Change change)
    {
        var concerns = change.Kind != ChangeKind.Bookings || change.Date is not { } date || view is null || view.Days.Any(d => d.Date == date);
        stale |= concerns;
        return concerns;
    }

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        var wanted = CalendarAddress.Read(Here.Slug, ViewText, BranchText, DateText, StaffText, ByText, BookingText);
        if (stale || shown is null || wanted with { Booking = null } != shown with { Booking = null })
        {
            stale = false; // before reading: what changes meanwhile makes it old again
            if (await LoadCalendarAsync(actor, wanted) is { } refusal) return refusal;
        }

        if (wanted.Booking is { } visit && wanted.Booking != shown?.Booking && view is not null && !view.Visits.Any(v => v.Row.Id == visit))
        {
            var stands = await WhereAsync(actor, wanted, visit);
            shown = wanted;
            if (stands != wanted) Navigation.NavigateTo(stands.ToString(), replace: true);
        }

        (address, shown) = (wanted, wanted);
        if (view is not null) await PickAsync(actor);
        return null;
    }

    // A link knew the visit, but not the branch or the day where it stands now. Unknown ones are left out of the calendar, as before.
    private async Task<CalendarAddress> WhereAsync(Actor actor, CalendarAddress wanted, BookingId visit) =>
        (await Queries.FindAsync(actor, visit, Gone)).TryGet(out var found, out _) && found.OrganizationId == Here.Id
            ? wanted with { Branch = found.Branch.Id, Date = found.BusinessDate, Staff = null } : wanted;

    private async Task<Error?> LoadCalendarAsync(Actor actor, CalendarAddress wanted)
    {
        if (!(await Branches.ListAsync(actor, Gone)).TryGet(out var places, out var refusal)) return refusal;
        branches = [.. places.Where(b => b.Active)];
        if (actor.May(Permission.WorkAllBookings))
        {
            if (!(await Team.ListAsync(actor, Gone)).TryGet(out var team, out refusal)) return refusal;
            people = [.. team.Where(p => p.Active)];
        }

        var branch = await ChooseBranchAsync(actor, wanted.Branch);
        if (branch is null)
        {
            view = null;
            return null;
        }

        var days = wanted.Mode == CalendarMode.Week ? CalendarQuestion.MostDays : 1;
        if (!(await Calendar.ReadAsync(actor, new(branch.Id, wanted.Date, days, wanted.Staff), Gone)).TryGet(out var read, out refusal)) return refusal;
        Show(read, wanted);
        await FurnishAsync(actor, read);
        return null;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender) timer = Clock.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, Tick, Tick);
    }

    private Task RereadAsync()
    {
        stale = true;
        return ReadAsync();
    }

    private async Task TickAsync()
    {
        if (view is not null) await moveDialog.RenewAsync(); // waits for nothing: others see by it that somebody is at work on the visit
        await ReadInTurnAsync(RereadAsync);
    }

    // Once chosen it stays, also when another branch opens meanwhile.
    private async Task<BranchRow?> ChooseBranchAsync(Actor actor, BranchId? asked)
    {
        if (branches.FirstOrDefault(b => b.Id == (asked ?? view?.Branch)) is { } wanted) return wanted;
        var begin = await BeginAtAsync(actor, [.. branches.Select(b => b.Id)]);
        return branches.FirstOrDefault(b => b.Id == begin);
    }

    private void Show(CalendarView read, CalendarAddress wanted)
    {
        words = T.In(read.Zone);
        var same = view is not null && shown is not null && shown with { Booking = null } == wanted with { Booking = null } && view.First == read.First;
        fresh = same ? [.. read.Visits.Select(v => v.Row.Id).Where(id => !seen.Contains(id))] : [];
        if (fresh.Count > 0)
        {
            var first = read.Visits.First(v => fresh.Contains(v.Row.Id));
            heard = words["Desk.HeardNew", NameOf(first.Row), words.Formats.BusinessTime(first.Date, first.Row.StartsAt)];
        }
        else if (!same)
        {
            heard = null;
        }

        seen = [.. read.Visits.Select(v => v.Row.Id)];
        (view, layout) = (read, null);
    }

    private string NameOf(DayRow row) => T.CustomerOf(row);

    protected override void Dispose(bool disposing)
    {
        timer?.Dispose();
        base.Dispose(disposing);
    }
}
