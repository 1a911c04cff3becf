using Microsoft.AspNetCore.Components;
using Salon.Bookings;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Rules;
using Salon.Payments.Till;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Desk.Checkout;

/// <summary>One visit is paid: its bill, the tip, cash and card, the change. What a colleague changes meanwhile shows at once.</summary>
public sealed partial class CheckoutPage
{
    private readonly CheckoutModel model = new();
    private AddServiceDialog lineDialog = null!;
    private SellDialog itemDialog = null!;
    private DiscountDialog discountDialog = null!;
    private Dialog reasonDialog = null!;
    private CheckoutView? view;
    private CounterMenu menu = new([], [], IncludesVat: false);
    private CheckoutDone? done;
    private IReadOnlyList<ReceiptRow> receipts = [];
    private Texts local = Texts.Current;
    private BillItem? removing;
    private TakenView? voiding;
    private string reason = "";
    private bool alsoComplete = true, asksForLine;

    [Parameter] public Guid Id { get; set; }

    [Inject] private DeskMoneyQueries Queries { get; set; } = null!;
    [Inject] private ReceiptQueries Receipts { get; set; } = null!;
    [Inject] private BillService Bills { get; set; } = null!;
    [Inject] private CheckoutService Checkouts { get; set; } = null!;
    [Inject] private PaymentService Payments { get; set; } = null!;
    [Inject] private BookingService Bookings { get; set; } = null!;

    protected override Permission Needs => Permission.TakePayments;

    private BookingId Visit => new(Id);

    private string BackHref => view is null ? $"/desk/{Here.Slug}" : Navigation.GetUriWithQueryParameters($"/desk/{Here.Slug}", new Dictionary<string, object?>
    {
        ["date"] = DatesModel.Text(view.Date), ["branch"] = view.Branch.ToString(), ["booking"] = view.Booking.ToString(),
    });

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Payments or ChangeKind.Bookings;

    protected override async Task<Error?> LoadAsync(Actor actor)
    {
        var isFirst = view is null;
        if (!(await Queries.CheckoutAsync(actor, Visit, Gone)).TryGet(out var read, out var refusal)) return refusal;
        (view, local) = (read, T.In(read.Zone));
        if (!(await Queries.MenuAsync(actor, Gone)).TryGet(out menu!, out refusal)) return refusal;
        receipts = (await Receipts.OfBookingAsync(actor, Visit, Gone)).TryGet(out var issued, out _) ? issued : [];
        if (isFirst) model.Begin(read);
        else model.Follow(read);
        return null;
    }

    private Money Of(long minor) => view!.Bill.Total with { Minor = minor };

    private async Task PayAsync()
    {
        CheckoutDone? paid = null;
        var complete = alsoComplete && view!.Status is BookingStatus.Arrived or BookingStatus.InService;
        var isDone = await DoAsync(async actor =>
        {
            var checks = new Checks();
            if (model.Read(checks, view!) is not { } request) return checks.Refusal;
            if (!(await Checkouts.PayAsync(actor, request, Gone)).TryGet(out paid, out var refusal)) return refusal;
            return complete && paid.Due.Minor == 0 ? (await Bookings.CompleteAsync(actor, Visit, Gone)).Error : null;
        });
        if (paid is not null)
        {
            done = paid;
            model.Begin(view!);
        }

        if (isDone || paid is not null) await ReadAsync();
    }

    private async Task CompleteAsync()
    {
        if (!await DoAsync(async actor => (await Bookings.CompleteAsync(actor, Visit, Gone)).Error)) return;
        Notices.Say(T["Desk.DoneComplete", T.CustomerOf(view!.Customer)]);
        await ReadAsync();
    }

    // The parts of the form change the model in themselves; what they do reaches the form too, and the sum on its button is drawn again.
    private static void Redraw()
    {
    }

    private Task AddServiceAsync(AddedService request) => ChangeAsync(actor => Bills.AddAsync(actor, Visit, request, Gone), lineDialog.HideAsync);

    private Task SellAsync(SoldItem request) => ChangeAsync(actor => Bills.SellAsync(actor, Visit, request, Gone), itemDialog.HideAsync);

    private Task DiscountAsync(DiscountRequest request) => ChangeAsync(actor => Bills.DiscountAsync(actor, Visit, request, Gone), discountDialog.HideAsync);

    private async Task ChangeAsync(Func<Actor, Task<Result<Bill>>> change, Func<Task> hide)
    {
        if (!await DoAsync(async actor => (await change(actor)).Error)) return;
        await hide();
        Settle();
        await ReadAsync();
    }

    private void Show(ITillDialog dialog)
    {
        (asksForLine, Error) = (true, null);
        dialog.Open();
    }

    private void AskRemove(BillItem item)
    {
        (removing, voiding, reason, asksForLine, Error) = (item, null, T["Till.ReasonMistake"], true, null);
        reasonDialog.Show();
    }

    private void AskVoid(TakenView taken)
    {
        (removing, voiding, reason, asksForLine, Error) = (null, taken, "", true, null);
        reasonDialog.Show();
    }

    private async Task RemoveOrVoidAsync()
    {
        var isDone = await DoAsync(async actor => voiding is { } payment
            ? await Checkouts.VoidAsync(actor, payment.Id, reason, Gone)
            : (await Bills.RemoveAsync(actor, Visit, removing!.Line!.Value, reason, Gone)).Error);
        if (!isDone) return;
        await reasonDialog.HideAsync();
        Settle();
        await ReadAsync();
    }

    private async Task TakePromiseAsync(PromisedView promise)
    {
        if (!await DoAsync(async actor => (await Payments.TakePromiseAsync(actor, promise.Id, Gone)).Error)) return;
        Notices.Say(T["Till.PromiseTaken", promise.Amount]);
        await ReadAsync();
    }

    private void Settle() => (asksForLine, Error) = (false, null);
}

/// <summary>A form that a button of the checkout opens.</summary>
public interface ITillDialog
{
    void Open();
}
