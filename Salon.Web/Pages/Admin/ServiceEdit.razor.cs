using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Payments.Documents;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;
using Salon.Web.State;

namespace Salon.Web.Pages.Admin;

/// <summary>The form of one service: what it is, how long it takes, who performs it and what it needs.</summary>
public sealed partial class ServiceEdit
{
    private readonly FormWatch<ServiceModel> watch = new();
    private readonly ServiceId newId = ServiceId.New(); // minted here, so that a retry is the same service
    private ElementReference element;
    private bool mayEditRules;
    private Dialog retire = null!;
    private ServiceModel? form;
    private IReadOnlyList<CategoryRow> headings = [];
    private IReadOnlyList<StaffRow> people = [];
    private IReadOnlyList<ResourceTypeRow> kinds = [];
    private Impact? impact;
    private MoneySettings? money;
    private int freeUntil;
    private string currency = "";
    private bool chargesVat; // the rate of a salon that is not registered is kept for the day it is
    private bool active = true;
    private int? version;
    private Guid? loaded;

    [Parameter] public Guid? Id { get; set; }

    /// <summary>The heading a new service is for.</summary>
    [SupplyParameterFromQuery] private Guid? Heading { get; set; }

    [Inject] private MenuService Menu { get; set; } = null!;
    [Inject] private TeamService Team { get; set; } = null!;
    [Inject] private ResourceService Resources { get; set; } = null!;
    [Inject] private MoneyRulesService MoneyRules { get; set; } = null!;
    [Inject] private OrganizationService Organizations { get; set; } = null!;
    [Inject] private TaxSettings Taxes { get; set; } = null!;
    [Inject] private ImpactQueries Impacts { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    protected override Permission Needs => Permission.EditMenu;

    private string List => $"/admin/{Here.Slug}/services";

    private string Title => Id is null ? T["Admin.NewService"] : form?.SavedName.In(T.Culture) ?? T["Admin.Services"];

    private List<ServiceRow> OthersOnMenu => [.. headings.SelectMany(h => h.Services).Where(s => s.Active && s.Id != Target)];

    private ServiceId Target => Id is { } id ? new(id) : newId;

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        if (form is not null && loaded == Id) return null; // what is being typed stays
        (loaded, mayEditRules) = (Id, actor.May(Permission.EditSettings));
        if (!(await Menu.ListAsync(actor, Gone)).TryGet(out var menu, out var refusal)) return refusal;
        if (!(await Team.ListAsync(actor, Gone)).TryGet(out var team, out refusal)) return refusal;
        if (!(await Resources.ListAsync(actor, Gone)).TryGet(out var resources, out refusal)) return refusal;
        if (!(await MoneyRules.FindAsync(actor, Gone)).TryGet(out money, out refusal)) return refusal;
        if (!(await Organizations.FindAsync(actor, Gone)).TryGet(out var salon, out refusal)) return refusal;
        if (!(await Taxes.SchemeAsync(actor, Gone)).TryGet(out var scheme, out refusal)) return refusal;
        chargesVat = scheme != TaxScheme.NotRegistered;
        freeUntil = salon.Cancellation.FreeUntilHours;
        (headings, people, kinds, currency) = (menu.Categories, [.. team.Where(p => p.Active)], resources.Types, menu.Currency);

        var model = ServiceModel.New(headings.FirstOrDefault(h => h.Id.Value == Heading) ?? (headings is [var top, ..] ? top : null));
        if (Id is { } id)
        {
            if (!(await Menu.FindAsync(actor, new(id), Gone)).TryGet(out var service, out refusal)) return refusal;
            if (!(await Team.PerformersAsync(actor, new(id), Gone)).TryGet(out var performers, out refusal)) return refusal;
            (version, active) = (service.Version, service.Active);
            model = ServiceModel.Of(service.Draft, performers);
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
            if (checks.Refusal is { } typed) return typed;
            if (await Menu.SaveAsync(actor, Target, draft, version, Gone) is { } refusal) return refusal;
            if ((await Menu.FindAsync(actor, Target, Gone)).TryGet(out var saved, out _)) version = saved.Version; // the next try starts from what is saved now
            return await Team.SetPerformersAsync(actor, Target, [.. form.Performers.Select(p => new StaffId(p))], Gone);
        });
        if (!done)
        {
            await Js.FocusFaultAsync(element, Gone);
            return;
        }

        watch.Settle();
        Notices.Say(T["Admin.SavedNamed", form!.Name.In(T.Culture)]);
        Navigation.NavigateTo(List);
    }

    private async Task AskRetireAsync()
    {
        if (await DoAsync(async actor => (await Impacts.OfAsync(actor, new PlannedChange.ServiceRetires(Target), Gone)).TryGet(out impact, out var refusal) ? null : refusal)) retire.Show();
    }

    private async Task RetireAsync()
    {
        var id = Target;
        if (!await DoAsync(actor => Menu.RetireAsync(actor, id, Gone))) return;
        await retire.HideAsync();
        watch.Settle();
        Notices.Say(T["Admin.RetiredNamed", form!.SavedName.In(T.Culture)], Undo(actor => Menu.RestoreAsync(actor, id, CancellationToken.None)));
        Navigation.NavigateTo(List);
    }

    private async Task RestoreAsync()
    {
        if (!await DoAsync(actor => Menu.RestoreAsync(actor, Target, Gone))) return;
        form = null; // its version has changed
        await ReadAsync();
    }
}
