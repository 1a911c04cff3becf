using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Till;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>How a customer pays for a booking.</summary>
internal sealed record PaymentRequest(
    [property: Description("Where the customer is sent afterwards: a page of this installation, or of a host that its operator has named. Being sent there proves nothing."), Required] string? ReturnUrl,
    [property: Description("A card's token, made by the provider in the customer's browser; left out, she pays on the provider's page.")] string? Token,
    [property: Description("Only with a token: promise the amount now, take it at the visit.")] bool? Manual);

/// <summary>What staff want done with a payment.</summary>
internal sealed record MoneyRequest(
    [property: Description("In minor units; left out, all of it.")] long? Amount,
    [property: Description("At most 300 characters."), Required] string? Reason);

/// <summary>A payment under way.</summary>
internal sealed record CheckoutAnswer(
    Guid PaymentId,
    [property: Description("Where the customer pays; null when nothing is left to do there.")] string? CheckoutUrl,
    PaymentStatus Status, MoneyAnswer Amount)
{
    public static CheckoutAnswer Of(Checkout checkout) => new(checkout.Payment.Value, checkout.Url, checkout.Status, MoneyAnswer.Of(checkout.Amount));
}

/// <summary>Money on its way back.</summary>
internal sealed record RefundAnswer(Guid Id, Guid PaymentId, long Amount, RefundStatus Status)
{
    public static RefundAnswer Of(Refund refund) => new(refund.Id.Value, refund.PaymentId.Value, refund.Minor, refund.Status);
}

/// <summary>Money: a customer pays for her booking; staff capture, refund and void.</summary>
internal static class PaymentEndpoints
{
    private const int LongestUrl = 2_000;

    public static void MapPaymentApi(this RouteGroupBuilder api)
    {
        api.MapPost("/bookings/{id:guid}/payments", StartAsync).RequireAuthorization().WithTags("Bookings").WithName("payBooking")
            .WithSummary("Pay what is due for a booking").WithDescription("Called again while the page is open, it answers with the same page. The booking stands once the provider says that the money came.")
            .Produces<CheckoutAnswer>(StatusCodes.Status201Created)
            .Refuses(
                ApiErrors.InvalidRequest, AccountsErrors.SessionOver, BookingErrors.NotFound, PaymentErrors.NotConnected, PaymentErrors.NothingDue, PaymentErrors.TimeIsUp,
                PaymentErrors.Declined, PaymentErrors.TryAgain);

        var one = api.MapGroup("/admin/{slug}/payments/{id:guid}").RequireAuthorization().WithTags("Payments").Refuses(
            ApiErrors.InvalidRequest, AccountsErrors.SessionOver, PaymentErrors.NotAllowed, TenancyErrors.UnknownSalon, PaymentErrors.NotFound, PaymentErrors.NotOpen, PaymentErrors.TooMuch,
            PaymentErrors.ReasonNeeded, PaymentErrors.NotAnAmount, PaymentErrors.NotConnected, PaymentErrors.ConnectAgain, PaymentErrors.TryAgain);
        one.MapPost("/capture", CaptureAsync).WithName("capturePayment").WithSummary("Take what the bank keeps for the salon").Produces<CheckoutAnswer>();
        one.MapPost("/refund", RefundAsync).WithName("refundPayment").WithSummary("Give money back, all or a part")
            .WithDescription("An Idempotency-Key makes a repeated call harmless; without one, the same amount of the same payment goes back once.").Produces<RefundAnswer>().Refuses(BookingErrors.KeyReused).TakesIdempotencyKey();
        one.MapPost("/void", VoidAsync).WithName("voidPayment").WithSummary("Undo a payment before it is settled, or one of the counter before its day is closed").Produces<CheckoutAnswer>().Refuses(DayErrors.DayIsClosed);
    }

    private static async Task<IResult> StartAsync(Guid id, PaymentRequest body, HttpContext context, BookingReplies replies, PaymentService payments, SalonSettings settings, CancellationToken ct)
    {
        var fields = new Fields();
        var back = fields.Need("returnUrl", body.ReturnUrl, LongestUrl);
        fields.Text("token", body.Token, PaymentService.MaxToken);
        if (!Uri.TryCreate(back, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) fields.Refuse("returnUrl", ApiErrors.NotAnAddress);
        else if (!IsOurs(url, context.Request, settings)) fields.Refuse("returnUrl", ApiErrors.ForeignAddress);
        if (fields.AreWrong(out var problem)) return problem;

        var booking = new BookingId(id);
        if (await replies.OrganizationOfAsync(booking, ct) is not { } organization) return Problems.Of(BookingErrors.NotFound);
        var actor = new Actor(organization, context.SignedInUser, Role.Customer);
        var started = body.Token is { } token ? await payments.ChargeAsync(actor, booking, token, body.Manual == true, url!, ct) : await payments.StartAsync(actor, booking, url!, ct);
        return started.TryGet(out var checkout, out var refusal) ? TypedResults.Created((string?)null, CheckoutAnswer.Of(checkout)) : Problems.Of(refusal);
    }

    // Whoever pays is sent there from a page she trusts: nobody may have her sent somewhere else.
    private static bool IsOurs(Uri url, HttpRequest request, SalonSettings settings) =>
        url.UserInfo.Length == 0
        && (url.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase) || url.Host.Equals(settings.PublicUrl?.Host, StringComparison.OrdinalIgnoreCase)
            || settings.ReturnHosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase));

    private static Task<IResult> CaptureAsync(string slug, Guid id, MoneyRequest body, HttpContext context, DeskActors desk, PaymentService payments, CancellationToken ct) =>
        desk.Async(context, slug, async actor => Answer(await payments.CaptureAsync(actor, new(id), body.Amount, body.Reason, ct)), ct);

    private static Task<IResult> VoidAsync(
        string slug, Guid id, MoneyRequest body, HttpContext context, DeskActors desk, PaymentService payments, CheckoutService checkouts, PaymentQueries queries, CancellationToken ct) => desk.Async(context, slug, async actor =>
    {
        if (!(await queries.FindAsync(actor, new(id), ct)).TryGet(out var view, out var refusal)) return Problems.Of(refusal);
        if (view.Row.Method == PaymentMethod.Online) return Answer(await payments.VoidAsync(actor, new(id), body.Reason, ct));
        return await checkouts.VoidAsync(actor, new(id), body.Reason, ct) is { } trouble ? Problems.Of(trouble) : TypedResults.Ok(CheckoutAnswer.Of(new(new(id), view.Row.Amount, PaymentStatus.Voided, null)));
    }, ct);

    private static Task<IResult> RefundAsync(string slug, Guid id, MoneyRequest body, HttpContext context, DeskActors desk, PaymentService payments, CancellationToken ct) => desk.Async(context, slug, async actor =>
    {
        var fields = new Fields();
        var key = IdempotencyKey.Of(context, fields, body)?.Key ?? $"amount:{body.Amount}";
        if (fields.AreWrong(out var problem)) return problem;
        return (await payments.RefundAsync(actor, new(id), body.Amount, body.Reason, key, ct)).TryGet(out var refund, out var refusal) ? TypedResults.Ok(RefundAnswer.Of(refund)) : Problems.Of(refusal);
    }, ct);

    private static IResult Answer(Result<Checkout> done) => done.TryGet(out var checkout, out var refusal) ? TypedResults.Ok(CheckoutAnswer.Of(checkout)) : Problems.Of(refusal);
}
