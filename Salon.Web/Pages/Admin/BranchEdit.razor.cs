using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Salon.Bookings;
using Salon.Tenancy;
using Salon.Web.Components.BackOffice;
using Salon.Web.Components.Public;
using Salon.Web.State;

namespace Salon.Web.Pages.Admin;

/// <summary>The form of one branch.</summary>
public sealed partial class BranchEdit
{
    private readonly FormWatch<Model> watch = new();
    private readonly BranchId newId = BranchId.New(); // minted here, so that a retry is the same branch
    private ElementReference element;
    private Dialog close = null!;
    private Model? form;
    private BranchForm? saved;
    private Impact? impact;

    [Parameter] public Guid? Id { get; set; }

    [Inject] private BranchService Branches { get; set; } = null!;
    [Inject] private ImpactQueries Impacts { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    protected override Permission Needs => Permission.EditBranches;

    private string List => $"/admin/{Here.Slug}/branches";

    private string Title => saved is null ? T["Admin.NewBranch"] : saved.Draft.Name.In(T.Culture);

    /// <summary>Where customers will be led; null while nothing says where it is.</summary>
    private string? MapUrl
    {
        get
        {
            var draft = form!.Read(new Checks());
            var words = $"{draft.Name.In(T.Culture)} {draft.Address.In(T.Culture)}".Trim();
            return draft.Address == LocalizedText.Empty && draft.Latitude is null ? null : Places.Directions(draft.Latitude, draft.Longitude, words);
        }
    }

    private BranchId Target => Id is { } id ? new(id) : newId;

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        if (form is not null) return null; // what is being typed stays
        if (Id is { } id && !(await Branches.FindAsync(actor, new(id), Gone)).TryGet(out saved, out var refusal)) return refusal;
        watch.Begin(form = Model.Of(saved?.Draft));
        return null;
    }

    private async Task SaveAsync()
    {
        var done = await DoAsync(async actor =>
        {
            var checks = new Checks();
            var draft = form!.Read(checks);
            return checks.Refusal ?? await Branches.SaveAsync(actor, Target, draft, saved?.Version, Gone);
        });
        if (!done)
        {
            await Js.FocusFaultAsync(element, Gone);
            return;
        }

        watch.Settle();
        Notices.Say(T["Admin.SavedNamed", form!.Name.In(T.Culture)]);
        Navigation.NavigateTo(Id is null ? $"{List}/{newId}/hours" : List); // a new branch needs hours next
    }

    private async Task AskCloseAsync()
    {
        if (await DoAsync(async actor => (await Impacts.OfAsync(actor, new PlannedChange.BranchCloses(Target), Gone)).TryGet(out impact, out var refusal) ? null : refusal)) close.Show();
    }

    private async Task CloseAsync()
    {
        var id = Target;
        if (!await DoAsync(actor => Branches.CloseAsync(actor, id, Gone))) return;
        await close.HideAsync();
        watch.Settle();
        Notices.Say(T["Admin.ClosedNamed", Title], Undo(actor => Branches.ReopenAsync(actor, id, CancellationToken.None)));
        Navigation.NavigateTo(List);
    }

    private async Task ReopenAsync()
    {
        if (!await DoAsync(actor => Branches.ReopenAsync(actor, Target, Gone))) return;
        form = null; // its version has changed
        await ReadAsync();
    }

    private sealed class Model
    {
        public LocalizedText Name { get; set; } = LocalizedText.Empty;
        public LocalizedText Address { get; set; } = LocalizedText.Empty;
        public string Zone { get; set; } = "Asia/Riyadh";
        public string Phone { get; set; } = "";
        public string Latitude { get; set; } = "";
        public string Longitude { get; set; } = "";

        public static Model Of(BranchDraft? draft) => draft is null ? new() : new()
        {
            Name = draft.Name, Address = draft.Address, Zone = draft.ZoneId, Phone = draft.Phone?.ToInternational() ?? "",
            Latitude = draft.Latitude?.ToString("0.######", CultureInfo.InvariantCulture) ?? "", Longitude = draft.Longitude?.ToString("0.######", CultureInfo.InvariantCulture) ?? "",
        };

        public BranchDraft Read(Checks checks) => new(Name, Address, Zone.Trim(), PhoneField.Read(checks, "Phone", Phone), Degrees(checks, "Latitude", Latitude), Degrees(checks, "Longitude", Longitude));

        private static double? Degrees(Checks checks, string field, string typed)
        {
            var digits = Digits.Fold(typed.Trim()).Replace('٫', '.');
            if (digits.Length == 0) return null;
            if (double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)) return degrees;
            checks.Fail(field, "Number.NotDegrees");
            return null;
        }
    }
}
