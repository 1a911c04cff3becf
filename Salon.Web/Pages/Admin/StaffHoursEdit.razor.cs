using Microsoft.AspNetCore.Components;
using Salon.Bookings;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;
using Salon.Web.State;

namespace Salon.Web.Pages.Admin;

/// <summary>When one person works: her week at each branch, dates that differ, time off.</summary>
public sealed partial class StaffHoursEdit
{
    private readonly FormWatch<WeekModel> watch = new();
    private IReadOnlyList<BranchRow> branches = [];
    private BranchRow? branch;
    private StaffHoursForm? form;
    private WeekModel week = new();
    private DatesModel dates = new();
    private OffModel off = new();
    private string name = "";
    private (Guid, BranchId)? shown;

    [Parameter] public Guid Id { get; set; }

    /// <summary>The branch whose week is shown.</summary>
    [SupplyParameterFromQuery] private string? Branch { get; set; }

    [Inject] private TeamService Team { get; set; } = null!;
    [Inject] private StaffHoursService Hours { get; set; } = null!;
    [Inject] private BranchHoursService BranchWeeks { get; set; } = null!;
    [Inject] private BranchService Branches { get; set; } = null!;

    protected override string Name => name;

    protected override int Version => form!.Version;

    protected override Permission Needs => Permission.EditTeam;

    private string Person => $"/admin/{Here.Slug}/team/{Id}";

    private StaffId Staff => new(Id);

    private IEnumerable<OverrideRow> Overrides => form!.Overrides.Where(o => o.Branch == branch!.Id);

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        if (!(await Team.FindAsync(actor, Staff, Gone)).TryGet(out var person, out var refusal)) return refusal;
        if (!(await Branches.ListAsync(actor, Gone)).TryGet(out var places, out refusal)) return refusal;
        if (!(await Hours.FindAsync(actor, Staff, Gone)).TryGet(out form, out refusal)) return refusal;

        name = person.Draft.Name.In(T.Culture);
        await CountLeftAsync(actor);
        branches = [.. places.Where(b => b.Active)];
        branch = branches.FirstOrDefault(b => b.Id.ToString() == Branch)
            ?? branches.FirstOrDefault(b => form.Weeks.Any(w => w.Branch == b.Id)) ?? (branches is [var top, ..] ? top : null);
        if (branch is null || (shown == (Id, branch.Id) && watch.IsDirty)) return null; // a week that is being typed stays
        shown = (Id, branch.Id);
        watch.Begin(week = WeekModel.Of(form.Weeks.FirstOrDefault(w => w.Branch == branch.Id)?.Week ?? []));
        return null;
    }

    private Task SaveWeekAsync()
    {
        var checks = new Checks();
        var ranges = week.Read(checks, "Week");
        return SaveAsync("week", async (actor, version) => checks.Refusal ?? await Hours.SetWeekAsync(actor, Staff, branch!.Id, ranges, version, Gone), watch.Settle);
    }

    // Most people work whenever the place is open: one tap instead of seven.
    private Task<bool> CopyBranchAsync() => DoAsync(async actor =>
    {
        if (!(await BranchWeeks.FindAsync(actor, branch!.Id, Gone)).TryGet(out var open, out var refusal)) return refusal;
        var copied = WeekModel.Of(open.Week);
        foreach (var (day, ranges) in copied.Days) week.Days[day].AddRange(ranges);
        return null;
    });

    private Task AskDatesAsync() => AskAsync("dates", checks =>
    {
        var (range, hours) = (dates.ReadDates(checks), dates.ReadHours(checks));
        return (new PlannedChange.StaffDates(Staff, branch!.Id, range, hours), (actor, version) => Hours.SetOverrideAsync(actor, Staff, branch.Id, range, hours, version, Gone));
    }, () => dates = new());

    private Task AskOffAsync() => AskAsync("off", checks =>
    {
        var row = new TimeOffRow(RowId.New(), off.Read(checks, branch!.Zone), off.Reason);
        return (new PlannedChange.StaffAway(Staff, row.Span), (actor, version) => Hours.AddTimeOffAsync(actor, Staff, row, version, Gone));
    }, () => off = new());

    private Task RemoveDateAsync(OverrideRow row) =>
        SaveAsync("", (actor, version) => Hours.RemoveOverrideAsync(actor, Staff, row.Branch, new(row.Date, row.Date), version, Gone), () => { });

    private Task RemoveOffAsync(TimeOffRow row) => SaveAsync("", (actor, version) => Hours.RemoveTimeOffAsync(actor, Staff, row.Id, version, Gone), () => { });
}
