using Microsoft.AspNetCore.Components;
using Salon.Bookings;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;
using Salon.Web.State;

namespace Salon.Web.Pages.Admin;

/// <summary>When one branch is open: its week, dates that differ, seasons.</summary>
public sealed partial class BranchHoursEdit
{
    private readonly FormWatch<WeekModel> watch = new();
    private readonly FormWatch<SeasonModel> seasonWatch = new();
    private BranchHoursForm? form;
    private WeekModel week = new();
    private DatesModel dates = new();
    private SeasonModel? season;
    private string name = "";
    private Guid? shown;

    [Parameter] public Guid Id { get; set; }

    [Inject] private BranchService Branches { get; set; } = null!;
    [Inject] private BranchHoursService Hours { get; set; } = null!;

    protected override string Name => name;

    protected override int Version => form!.Version;

    protected override Permission Needs => Permission.EditBranches;

    private BranchId Branch => new(Id);

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        if (!(await Branches.FindAsync(actor, Branch, Gone)).TryGet(out var branch, out var refusal)) return refusal;
        if (!(await Hours.FindAsync(actor, Branch, Gone)).TryGet(out form, out refusal)) return refusal;
        name = branch.Draft.Name.In(T.Culture);
        await CountLeftAsync(actor);
        if (shown == Id && watch.IsDirty) return null; // a week that is being typed stays
        shown = Id;
        watch.Begin(week = WeekModel.Of(form.Week));
        return null;
    }

    private Task AskWeekAsync() => AskAsync("week", checks =>
    {
        var ranges = week.Read(checks, "Week");
        return (new PlannedChange.BranchWeek(Branch, ranges), (actor, version) => Hours.SetWeekAsync(actor, Branch, ranges, version, Gone));
    }, watch.Settle);

    private Task AskDatesAsync() => AskAsync("dates", checks =>
    {
        var (range, hours, note) = (dates.ReadDates(checks), dates.ReadHours(checks), dates.Note);
        return (new PlannedChange.BranchDates(Branch, range, hours), (actor, version) => Hours.SetExceptionAsync(actor, Branch, range, hours, note, version, Gone));
    }, () => dates = new());

    private Task RemoveDateAsync(ExceptionRow row) => SaveAsync("", (actor, version) => Hours.RemoveExceptionsAsync(actor, Branch, new(row.Date, row.Date), version, Gone), () => { });

    private void EditSeason(SeasonForm? known) => seasonWatch.Begin(season = SeasonModel.Of(known));

    private void LeaveSeason()
    {
        seasonWatch.Settle();
        season = null;
    }

    private Task SaveSeasonAsync()
    {
        var checks = new Checks();
        var request = season!.Read(checks);
        return SaveAsync("season", async (actor, version) => checks.Refusal ?? await Hours.SetSeasonAsync(actor, Branch, request, version, Gone), LeaveSeason);
    }

    private Task RemoveSeasonAsync(SeasonForm row) => SaveAsync("", (actor, version) => Hours.RemoveSeasonAsync(actor, Branch, row.Id, version, Gone), LeaveSeason);

    private sealed class SeasonModel
    {
        public Guid Id { get; init; }
        public LocalizedText Name { get; set; } = LocalizedText.Empty;
        public string First { get; set; } = "";
        public string Last { get; set; } = "";
        public WeekModel Week { get; init; } = new();

        public static SeasonModel Of(SeasonForm? season) => season is null ? new() { Id = RowId.New().Value } : new()
        {
            Id = season.Id.Value, Name = season.Name, First = DatesModel.Text(season.Dates.First), Last = DatesModel.Text(season.Dates.Last), Week = WeekModel.Of(season.Week),
        };

        public SeasonForm Read(Checks checks)
        {
            var (first, last) = (DatesModel.Date(First), DatesModel.Date(Last));
            checks.That(first is not null && last is not null, "Dates", "Hours.DateMissing");
            return new(new(Id), Name, new(first ?? default, last ?? default), Week.Read(checks, "Week"));
        }
    }
}
