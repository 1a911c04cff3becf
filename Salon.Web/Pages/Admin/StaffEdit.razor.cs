using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Team;
using Salon.Web.Components.BackOffice;
using Salon.Web.State;

namespace Salon.Web.Pages.Admin;

/// <summary>The form of one person: who she is to customers and what she performs, at which pace and price.</summary>
public sealed partial class StaffEdit
{
    private readonly FormWatch<StaffModel> watch = new();
    private readonly StaffId newId = StaffId.New(); // minted here, so that a retry is the same person
    private ElementReference element;
    private Dialog leave = null!;
    private StaffModel? form;
    private IReadOnlyList<CategoryRow> menu = [];
    private Impact? impact;
    private LocalizedText savedName;
    private string currency = "";
    private bool active = true;
    private int? version;
    private Guid? loaded;

    [Parameter] public Guid? Id { get; set; }

    [Inject] private MenuService Menu { get; set; } = null!;
    [Inject] private TeamService Team { get; set; } = null!;
    [Inject] private ImpactQueries Impacts { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    protected override Permission Needs => Permission.EditTeam;

    private string List => $"/admin/{Here.Slug}/team";

    private string Title => Id is null ? T["Admin.NewPerson"] : savedName.In(T.Culture) ?? "";

    private StaffId Target => Id is { } id ? new(id) : newId;

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        if (form is not null && loaded == Id) return null; // what is being typed stays
        loaded = Id;
        if (!(await Menu.ListAsync(actor, Gone)).TryGet(out var board, out var refusal)) return refusal;
        (menu, currency) = ([.. board.Categories.Where(c => c.Services.Any(s => s.Active))], board.Currency);

        var model = new StaffModel();
        if (Id is { } id)
        {
            if (!(await Team.FindAsync(actor, new(id), Gone)).TryGet(out var person, out refusal)) return refusal;
            (version, active, savedName) = (person.Version, person.Active, person.Draft.Name);
            model = StaffModel.Of(person.Draft, currency);
        }

        watch.Begin(form = model);
        return null;
    }

    private async Task SaveAsync()
    {
        var done = await DoAsync(async actor =>
        {
            var checks = new Checks();
            var draft = form!.Read(checks, currency);
            return checks.Refusal ?? await Team.SaveAsync(actor, Target, draft, version, Gone);
        });
        if (!done)
        {
            await Js.FocusFaultAsync(element, Gone);
            return;
        }

        watch.Settle();
        Notices.Say(T["Admin.SavedNamed", form!.Name.In(T.Culture)]);
        Navigation.NavigateTo(Id is null ? $"{List}/{newId}/hours" : List); // somebody new needs hours next
    }

    private async Task AskLeaveAsync()
    {
        if (await DoAsync(async actor => (await Impacts.OfAsync(actor, new PlannedChange.StaffLeaves(Target), Gone)).TryGet(out impact, out var refusal) ? null : refusal)) leave.Show();
    }

    private async Task LeaveAsync()
    {
        var id = Target;
        if (!await DoAsync(actor => Team.LeaveAsync(actor, id, Gone))) return;
        await leave.HideAsync();
        watch.Settle();
        Notices.Say(T["Admin.LeftNamed", Title], Undo(actor => Team.ReturnAsync(actor, id, CancellationToken.None)));
        Navigation.NavigateTo(List);
    }

    private async Task ReturnAsync()
    {
        if (!await DoAsync(actor => Team.ReturnAsync(actor, Target, Gone))) return;
        form = null; // her version has changed
        await ReadAsync();
    }
}
