using System.ComponentModel;
using System.Globalization;
using NodaTime.Extensions;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>The day at a salon's desk. To whoever does not work there, its desk does not exist.</summary>
internal static class DeskEndpoints
{
    public static void MapDeskApi(this RouteGroupBuilder api)
    {
        var desk = api.MapGroup("/desk/{slug}").RequireAuthorization().WithTags("Desk").Refuses(AccountsErrors.SessionOver, TenancyErrors.UnknownSalon);
        desk.MapGet("/day", DayAsync).WithName("getDay").WithSummary("One business day of a branch")
            .WithDescription("Stylists see only the visits they work on.")
            .Produces<DayListAnswer>().Refuses(ApiErrors.InvalidRequest, BookingErrors.NotAllowed, BookingErrors.NotFound);
        desk.MapPost("/bookings", BookAsync).WithName("createDeskBooking").TakesIdempotencyKey().WithSummary("Book for somebody")
            .WithDescription("At any minute at which people and rooms are free, without the lead time customers have. An Idempotency-Key works as for customers.")
            .Produces<BookingAnswer>(StatusCodes.Status201Created)
            .Refuses(ApiErrors.InvalidRequest, BookingErrors.NotAllowed, BookingErrors.SalonClosed, BookingErrors.NoteTooLong, BookingErrors.KeyReused).RefusesVisits();

        var one = desk.MapGroup("/bookings/{id:guid}").Refuses(BookingErrors.NotFound);
        one.MapGet("", FindAsync).WithName("getDeskBooking").WithSummary("One booking").Produces<BookingAnswer>();
        MapStep(one, "arrive", "The customer is here", bookings => bookings.ArriveAsync, BookingErrors.NotToday);
        MapStep(one, "start", "The first service begins", bookings => bookings.StartAsync, BookingErrors.NotToday);
        MapStep(one, "complete", "The visit is over", bookings => bookings.CompleteAsync, BookingErrors.NotToday);
        MapStep(one, "no-show", "The customer did not come", bookings => bookings.NoShowAsync, BookingErrors.TooEarly);
        one.MapPost("/cancel", CancelAsync).WithName("cancelDeskBooking").WithSummary("Cancel for the salon, with its reason")
            .Produces<BookingAnswer>().Refuses(ApiErrors.InvalidRequest, BookingErrors.NotOpen);
        one.MapPost("/move", MoveAsync).WithName("moveDeskBooking").WithSummary("Move to another time, and to other services or people")
            .Produces<BookingAnswer>().Refuses(ApiErrors.InvalidRequest, BookingErrors.NotOpen).RefusesVisits();
    }

    private static void MapStep(
        RouteGroupBuilder one, string verb, string summary, Func<BookingService, Func<Actor, BookingId, CancellationToken, Task<Result<BookingId>>>> step, params Error[] refusals) =>
        one.MapPost($"/{verb}", (string slug, Guid id, HttpContext context, DeskActors desk, BookingService bookings, BookingReplies replies, CancellationToken ct) =>
                desk.Async(context, slug, async actor => await replies.ShowAsync(actor, await step(bookings)(actor, new(id), ct), ct), ct))
            .WithName($"{verb.Replace("-s", "S", StringComparison.Ordinal)}DeskBooking").WithSummary(summary).WithDescription("May be repeated.")
            .Produces<BookingAnswer>().Refuses([BookingErrors.NotOpen, .. refusals]);

    private static Task<IResult> DayAsync(
        string slug, HttpContext context, DeskActors desk, BookingQueries queries, CancellationToken ct,
        [Description("A branch's id; may be left out when the salon has only one.")] string? branch = null,
        [Description("yyyy-MM-dd; left out, the business day under way.")] string? date = null,
        [Description("Only the visits this person works on.")] string? staff = null) => desk.Async(context, slug, async (actor, salon) =>
    {
        var fields = new Fields();
        var place = fields.Id("branch", branch) is { } id ? new BranchId(id) : salon.Branches is [{ Id: var only }] ? only : new BranchId(fields.Need<Guid>("branch", null));
        var day = fields.Date("date", date);
        var person = fields.Id("staff", staff) is { } who ? new StaffId(who) : (StaffId?)null;
        if (fields.AreWrong(out var problem)) return problem;

        return (await queries.DayAsync(actor, place, day, person, ct)).TryGet(out var view, out var refusal) ? TypedResults.Ok(DayListAnswer.Of(view)) : Problems.Of(refusal);
    }, ct);

    private static Task<IResult> BookAsync(
        string slug, DeskRequest body, HttpContext context, DeskActors desk, BookingService bookings, BookingReplies replies, CancellationToken ct) => desk.Async(context, slug, async (actor, salon) =>
    {
        var fields = new Fields();
        var branch = new BranchId(fields.Need("branch", body.Branch));
        var start = fields.Need("start", body.Start).ToInstant();
        var lines = fields.Lines("lines", body.Lines);
        var customer = CustomerOf(fields, body.Customer);
        var key = IdempotencyKey.Of(context, fields, body);
        if (fields.AreWrong(out var problem)) return problem;

        var request = new BookRequest(BookingId.New(), branch, start, lines) { Note = body.Note ?? "", Channel = BookingChannel.Desk, Language = customer.Language, Key = key };
        var question = new VisitQuestion(salon.Id, branch, lines) { Online = false };
        return await replies.CreatedAsync(actor, await bookings.BookAsync(actor, request, customer, ct), question, start, id => $"/api/v1/desk/{salon.Slug}/bookings/{id}", ct);
    }, ct);

    private static Task<IResult> FindAsync(string slug, Guid id, HttpContext context, DeskActors desk, BookingReplies replies, CancellationToken ct) =>
        desk.Async(context, slug, actor => replies.ShowAsync(actor, new BookingId(id), ct), ct);

    private static Task<IResult> CancelAsync(
        string slug, Guid id, DeskCancelRequest? body, HttpContext context, DeskActors desk, BookingService bookings, BookingReplies replies, CancellationToken ct) =>
        desk.Async(context, slug, async actor => await replies.ShowAsync(actor, await bookings.CancelAsync(actor, new(id), body?.Reason, ct, body?.ForCustomer == true), ct), ct);

    private static Task<IResult> MoveAsync(
        string slug, Guid id, MoveRequest body, HttpContext context, DeskActors desk, BookingService bookings, BookingReplies replies, CancellationToken ct) => desk.Async(context, slug, async actor =>
    {
        var fields = new Fields();
        var start = fields.Need("start", body.Start).ToInstant();
        var lines = body.Lines is null ? null : fields.Lines("lines", body.Lines);
        if (fields.AreWrong(out var problem)) return problem;

        return await replies.MovedAsync(actor, new(id), await bookings.MoveAsync(actor, new(id), start, lines, ct), lines, start, ct);
    }, ct);

    private static Customer CustomerOf(Fields fields, ContactRequest? request)
    {
        var name = fields.Need("customer.name", request?.Name, Customer.MaxName);
        PhoneNumber? phone = null;
        if (!string.IsNullOrWhiteSpace(request?.Phone))
        {
            if (PhoneNumber.Parse(request.Phone).TryGet(out var number, out var wrong)) phone = number;
            else fields.Refuse("customer.phone", wrong);
        }

        var language = string.IsNullOrEmpty(request?.Language) ? Languages.Nearest(CultureInfo.CurrentUICulture) : Languages.Parse(request.Language);
        if (language is null) fields.Refuse("customer.language", ApiErrors.NotALanguage);
        return new Customer(null, phone, name, (language ?? Languages.Arabic).Name);
    }
}

/// <summary>Lets those who work at a salon through to its desk.</summary>
internal sealed class DeskActors(SalonDirectory directory, ActorService actors)
{
    public Task<IResult> Async(HttpContext context, string slug, Func<Actor, Task<IResult>> work, CancellationToken ct) => Async(context, slug, (actor, _) => work(actor), ct);

    public async Task<IResult> Async(HttpContext context, string slug, Func<Actor, SalonProfile, Task<IResult>> work, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out var refusal)) return Problems.Of(refusal);
        var actor = await actors.ForUserAsync(context.SignedInUser!.Value, salon.Id, ct);
        return actor.IsStaff ? await work(actor, salon) : Problems.Of(TenancyErrors.UnknownSalon);
    }
}
