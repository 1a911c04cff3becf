using System.Globalization;
using NodaTime.Extensions;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Bookings.Reviews;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>A customer's own bookings. Whatever else she is to a salon, here she is its customer.</summary>
internal static class BookingEndpoints
{
    public static void MapBookingApi(this RouteGroupBuilder api)
    {
        var bookings = api.MapGroup("/bookings").RequireAuthorization().WithTags("Bookings").Refuses(AccountsErrors.SessionOver);
        bookings.MapPost("", BookAsync).WithName("createBooking").TakesIdempotencyKey()
            .WithSummary("Book a visit, or hold a time")
            .WithDescription("With an Idempotency-Key the call may be repeated safely: the same key with the same body answers with the same booking, with another body it is refused.")
            .Produces<BookingAnswer>(StatusCodes.Status201Created)
            .Refuses(ApiErrors.InvalidRequest, TenancyErrors.UnknownSalon, BookingErrors.SalonClosed, BookingErrors.NoteTooLong, BookingErrors.KeyReused).RefusesVisits();
        bookings.MapGet("", MineAsync).WithName("listBookings")
            .WithSummary("My bookings at every salon").WithDescription("The next visit first, then the past from the latest; at most 50.").Produces<IReadOnlyList<BookingAnswer>>();

        var one = bookings.MapGroup("/{id:guid}").Refuses(BookingErrors.NotFound);
        one.MapGet("", FindAsync).WithName("getBooking").WithSummary("One of my bookings").Produces<BookingAnswer>();
        one.MapPost("/confirm", ConfirmAsync).WithName("confirmBooking").WithSummary("Turn a held time into a booking")
            .WithDescription("Also after the hold ran out, as long as nobody else has taken the time. May be repeated.")
            .Produces<BookingAnswer>().Refuses(ApiErrors.InvalidRequest, BookingErrors.NoteTooLong, BookingErrors.HoldExpired, BookingErrors.TooManyThatDay(3), BookingErrors.TooManyOpen(10), BookingErrors.TooManyTries);
        one.MapPost("/cancel", CancelAsync).WithName("cancelBooking").WithSummary("Cancel, as the policy agreed on allows").WithDescription("May be repeated.")
            .Produces<BookingAnswer>().Refuses(ApiErrors.InvalidRequest, BookingErrors.TooLateToCancel, BookingErrors.AlreadyStarted, BookingErrors.NotOpen);
        one.MapPost("/reschedule", MoveAsync).WithName("rescheduleBooking").WithSummary("Move to another time, and to other services")
            .WithDescription("The old time is given back only once the new one is taken.")
            .Produces<BookingAnswer>().Refuses(ApiErrors.InvalidRequest, BookingErrors.TooLateToMove, BookingErrors.AlreadyStarted, BookingErrors.NotOpen).RefusesVisits();
        one.MapPost("/review", ReviewAsync).WithName("reviewBooking").WithSummary("Say how the visit was")
            .WithDescription("Once the visit is over, for 30 days. Written again, the review is replaced: there is one for each visit.")
            .Produces<BookingAnswer>().Refuses(ApiErrors.InvalidRequest, ReviewErrors.NotYet, ReviewErrors.TooLate, ReviewErrors.Hidden);
    }

    private static async Task<IResult> BookAsync(
        BookingRequest body, HttpContext context, SalonDirectory directory, BookingService bookings, BookingReplies replies, CustomerNames names, CancellationToken ct)
    {
        var fields = new Fields();
        var slug = fields.Need("salon", body.Salon, Slugs.Longest);
        var branch = new BranchId(fields.Need("branch", body.Branch));
        var start = fields.Need("start", body.Start).ToInstant();
        var lines = fields.Lines("lines", body.Lines);
        fields.Text("name", body.Name, Customer.MaxName);
        var key = IdempotencyKey.Of(context, fields, body);
        if (fields.AreWrong(out var problem)) return problem;

        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out var refusal)) return Problems.Of(refusal);
        if (await names.CustomerAsync(context, body.Name, ct) is not { } customer) return Problems.Of(AccountsErrors.SessionOver);
        var actor = ActorOf(context, salon.Id);
        var request = new BookRequest(BookingId.New(), branch, start, lines)
        {
            Note = body.Note ?? "", Channel = BookingChannel.Api, Language = customer.Language, Key = key,
        };
        var result = body.Hold == true ? await bookings.HoldAsync(actor, request, ct) : await bookings.BookAsync(actor, request, customer, ct);
        return await replies.CreatedAsync(actor, result, new VisitQuestion(salon.Id, branch, lines), start, id => $"/api/v1/bookings/{id}", ct);
    }

    private static async Task<IResult> MineAsync(HttpContext context, BookingQueries queries, BookingReplies replies, CancellationToken ct) =>
        TypedResults.Ok(await replies.AnswersAsync(await queries.MineInFullAsync(context.SignedInUser!.Value, ct), ct));

    private static Task<IResult> FindAsync(Guid id, HttpContext context, BookingReplies replies, CancellationToken ct) =>
        OnMineAsync(id, context, replies, (actor, booking) => replies.ShowAsync(actor, booking, ct), ct);

    private static async Task<IResult> ConfirmAsync(
        Guid id, ConfirmRequest? body, HttpContext context, BookingService bookings, BookingReplies replies, CustomerNames names, CancellationToken ct)
    {
        var fields = new Fields();
        fields.Text("name", body?.Name, Customer.MaxName);
        if (fields.AreWrong(out var problem)) return problem;
        if (await names.CustomerAsync(context, body?.Name, ct) is not { } customer) return Problems.Of(AccountsErrors.SessionOver);

        return await OnMineAsync(id, context, replies, async (actor, booking) =>
            await replies.ShowAsync(actor, await bookings.ConfirmAsync(actor, booking, customer, body?.Note, ct), ct), ct);
    }

    private static Task<IResult> CancelAsync(Guid id, CancelRequest? body, HttpContext context, BookingService bookings, BookingReplies replies, CancellationToken ct) =>
        OnMineAsync(id, context, replies, async (actor, booking) => await replies.ShowAsync(actor, await bookings.CancelAsync(actor, booking, body?.Reason, ct), ct), ct);

    private static async Task<IResult> MoveAsync(Guid id, MoveRequest body, HttpContext context, BookingService bookings, BookingReplies replies, CancellationToken ct)
    {
        var fields = new Fields();
        var start = fields.Need("start", body.Start).ToInstant();
        var lines = body.Lines is null ? null : fields.Lines("lines", body.Lines);
        if (fields.AreWrong(out var problem)) return problem;

        return await OnMineAsync(id, context, replies, async (actor, booking) =>
            await replies.MovedAsync(actor, booking, await bookings.MoveAsync(actor, booking, start, lines, ct), lines, start, ct), ct);
    }

    private static async Task<IResult> ReviewAsync(Guid id, ReviewRequest body, HttpContext context, ReviewService reviews, BookingReplies replies, CancellationToken ct)
    {
        var fields = new Fields();
        var rating = fields.Need("rating", body.Rating);
        if (body.Rating is < Review.LeastStars or > Review.MostStars) fields.Refuse("rating", new Error(ErrorKind.Invalid, "Form.OutOfRange", Review.LeastStars, Review.MostStars));
        fields.Text("text", body.Text, Review.LongestText);
        if (fields.AreWrong(out var problem)) return problem;

        return await OnMineAsync(id, context, replies, async (actor, booking) =>
            (await reviews.WriteAsync(actor, booking, rating, body.Text, ct)).TryGet(out _, out var refusal) ? await replies.ShowAsync(actor, booking, ct) : Problems.Of(refusal), ct);
    }

    // The salon a booking belongs to is not in its address: it is looked up, and the booking read again as that salon's customer.
    private static async Task<IResult> OnMineAsync(Guid id, HttpContext context, BookingReplies replies, Func<Actor, BookingId, Task<IResult>> answer, CancellationToken ct)
    {
        var booking = new BookingId(id);
        return await replies.OrganizationOfAsync(booking, ct) is { } organization
            ? await answer(ActorOf(context, organization), booking)
            : Problems.Of(BookingErrors.NotFound);
    }

    private static Actor ActorOf(HttpContext context, OrganizationId organization) => new(organization, context.SignedInUser, Role.Customer);
}
