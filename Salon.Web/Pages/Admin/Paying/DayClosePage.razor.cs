using Microsoft.AspNetCore.Components;
using Salon.Payments.Till;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Admin.Paying;

/// <summary>A drawer's day: what moved, what should be there, what was counted. Branch and day stand in the address.</summary>
public sealed partial class DayClosePage
{
    private Dialog dialog = null!;
    private DrawerDay? day;
    private DayCloseList? closes;
    private DayCloseModel model = new();
    private Actor? reader;
    private IReadOnlyList<BranchRow> branches = [];
    private Texts local = Texts.Current;
    private RowId id = RowId.New();
    private bool asks, moving, undoing, isProposed;
    private DrawerMoves? moves;
    private UndoClose? undo;
    private (BranchId Branch, string? Date)? shown;

    [SupplyParameterFromQuery(Name = "date")] private string? DateText { get; set; }
    [SupplyParameterFromQuery(Name = "branch")] private string? BranchText { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private string? PageText { get; set; }

    [Inject] private DeskMoneyQueries Queries { get; set; } = null!;
    [Inject] private DayCloseService Closing { get; set; } = null!;
    [Inject] private DrawerService Drawer { get; set; } = null!;
    [Inject] private BranchService Branches { get; set; } = null!;

    protected override Permission Needs => Permission.TakePayments;

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Payments or ChangeKind.Bookings;

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        reader = actor;
        if (!(await Branches.ListAsync(actor, Gone)).TryGet(out var all, out var refusal)) return refusal;
        branches = [.. all.Where(b => b.Active)];
        if (await ChooseBranchAsync(actor) is not { } branch) return DayErrors.UnknownBranch;

        var before = day;
        var address = (branch.Id, DateText);
        var asked = DatesModel.Date(DateText) ?? (before is not null && shown == address ? before.Date : null); // the branch may open, or a day end, while she counts
        if (!(await Queries.DayAsync(actor, branch.Id, asked, Gone)).TryGet(out day, out refusal)) return refusal;
        if (!(await Queries.ClosesAsync(actor, branch.Id, ListAddress.Page(PageText), Gone)).TryGet(out closes, out refusal)) return refusal;
        shown = address;
        (local, isProposed) = (T.In(day.Zone), DatesModel.Date(DateText) is null);
        if (before is null || before.Branch != day.Branch || before.Date != day.Date) (model, id) = (DayCloseModel.Of(day), RowId.New()); // what was counted stays while money goes on moving
        return null;
    }

    // What is counted stays, also when another branch opens meanwhile.
    private async Task<BranchRow?> ChooseBranchAsync(Actor actor)
    {
        if (branches.FirstOrDefault(b => b.Id.ToString() == BranchText) is { } asked)
        {
            if (day is not null && day.Branch != asked.Id) ChosenBranches.Keep(Here.Slug, asked.Id); // a link of this page was followed
            return asked;
        }
        if (branches.FirstOrDefault(b => b.Id == day?.Branch) is { } kept) return kept;
        var begin = await BeginAtAsync(actor, [.. branches.Select(b => b.Id)]);
        return branches.FirstOrDefault(b => b.Id == begin);
    }

    private void Ask()
    {
        var checks = new Checks();
        model.Check(checks, day!);
        Error = checks.Refusal;
        if (Error is not null) return;
        asks = true;
        dialog.Show();
    }

    private async Task CloseAsync()
    {
        var request = new CloseDayRequest(id, day!.Branch, day.Date, model.OpeningMinor(day.Currency)!.Value, model.CountedMinor(day.Currency)!.Value, model.Counts(day.Currency), model.Note);
        if (!await DoAsync(async actor => (await Closing.CloseAsync(actor, request, Gone)).Error)) return;
        await dialog.HideAsync();
        (asks, id) = (false, RowId.New());
        Notices.Say(T["Money.DoneClose", T.Formats.LongDate(request.Date)]);
        await ReadAsync();
    }

    private async Task UndoAsync(string reason)
    {
        var (close, date) = (day!.Closed!.Id, day.Date);
        if (!await DoAsync(async actor => await Closing.UndoAsync(actor, close, reason, Gone))) return;
        if (undo is not null) await undo.HideAsync();
        (undoing, id) = (false, RowId.New());
        Notices.Say(T["Money.DoneUndo", T.Formats.LongDate(date)]);
        await ReadAsync();
    }

    private async Task MoveAsync(DrawerRequest request)
    {
        if (!await DoAsync(async actor => (await Drawer.MoveAsync(actor, request, Gone)).Error)) return;
        if (moves is not null) await moves.HideAsync();
        moving = false;
        Notices.Say(T[$"Money.DoneDrawer{request.Reason}", day!.Of(request.Minor)]);
        await ReadAsync();
    }

    private string To(LocalDate date) => Navigation.GetUriWithQueryParameters($"/admin/{Here.Slug}/payments/day", new Dictionary<string, object?>
    {
        ["date"] = DatesModel.Text(date), ["branch"] = BranchText,
    });

    private string BranchUrl(BranchId branch) => Navigation.GetUriWithQueryParameters($"/admin/{Here.Slug}/payments/day", new Dictionary<string, object?> { ["branch"] = branch.ToString(), ["date"] = DateText });
}
