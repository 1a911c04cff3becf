using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Extensions;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>What everybody may know of salons: who there is, what they offer, when they are free.</summary>
internal static class SalonEndpoints
{
    private const int LongestQuery = 100;

    public static void MapSalonApi(this RouteGroupBuilder api)
    {
        var salons = api.MapGroup("/salons").AllowAnonymous().WithTags("Salons");
        salons.MapGet("", ListAsync).WithName("listSalons")
            .WithSummary("Find salons").WithDescription("By name, city or service, in any spelling; at most 60, the best rated first.")
            .Produces<IReadOnlyList<SalonListItem>>().Refuses(ApiErrors.InvalidRequest);

        var one = salons.MapGroup("/{slug}").Refuses(TenancyErrors.UnknownSalon);
        one.MapGet("", FindAsync).WithName("getSalon")
            .WithSummary("One salon with its branches").Produces<SalonAnswer>();
        one.MapGet("/services", ServicesAsync).WithName("listServices")
            .WithSummary("The menu").WithDescription("What can be booked online, in the salon's own order.").Produces<IReadOnlyList<ServiceAnswer>>();
        one.MapGet("/staff", StaffAsync).WithName("listStaff")
            .WithSummary("The people customers may ask for").Produces<IReadOnlyList<StaffAnswer>>();
        one.MapGet("/availability", AvailabilityAsync).WithName("getAvailability")
            .WithSummary("Free times").WithDescription("Every time shown is one that a booking of the same services is accepted at, until somebody takes it.")
            .Produces<AvailabilityAnswer>()
            .Refuses(ApiErrors.InvalidRequest, SchedulingErrors.RangeTooLong, SchedulingErrors.TooManyServices, SchedulingErrors.UnknownBranch, SchedulingErrors.UnknownService);
    }

    private static async Task<IResult> ListAsync(
        SalonDirectory directory, CancellationToken ct,
        [Description("Words of a name, a city or a service.")] string? query = null,
        [Description("The English name of a city.")] string? city = null)
    {
        var fields = new Fields();
        fields.Text("query", query, LongestQuery);
        fields.Text("city", city, LongestQuery);
        if (fields.AreWrong(out var problem)) return problem;
        return TypedResults.Ok((await directory.SearchAsync(query, city, ct)).Select(SalonListItem.Of));
    }

    private static async Task<IResult> FindAsync(string slug, SalonDirectory directory, PublicHours hours, TimeProvider clock, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out var refusal)) return Problems.Of(refusal);
        return TypedResults.Ok(SalonAnswer.Of(salon, await hours.ReadAsync(salon.Id, ct), clock.GetCurrentInstant()));
    }

    private static async Task<IResult> ServicesAsync(string slug, SalonDirectory directory, PublicMenu menu, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out var refusal)) return Problems.Of(refusal);
        return TypedResults.Ok((await menu.ReadAsync(salon.Id, ct)).SelectMany(ServiceAnswer.Of));
    }

    private static async Task<IResult> StaffAsync(string slug, SalonDirectory directory, PublicTeam team, CancellationToken ct)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out var refusal)) return Problems.Of(refusal);
        return TypedResults.Ok((await team.ReadAsync(salon.Id, ct)).Select(StaffAnswer.Of));
    }

    private static async Task<IResult> AvailabilityAsync(
        string slug, HttpContext context, SalonDirectory directory, FreeTimesService freeTimes, BookingQueries bookings, CancellationToken ct,
        [Description("A branch's id; may be left out when the salon has only one.")] string? branch = null,
        [FromQuery, Required, Description("Ids of services, in the order of the visit.")] string[]? service = null,
        [FromQuery, Description("Nobody: anyone will do. One id: she does all of it. As many as services: who does each; an empty one means anyone.")]
        string[]? staff = null,
        [Required, Description("The first business day, yyyy-MM-dd.")] string? from = null,
        [Description("The last business day, yyyy-MM-dd; left out, only the first. At most 62 days.")] string? to = null)
    {
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out var refusal)) return Problems.Of(refusal);

        var fields = new Fields();
        var place = fields.Id("branch", branch) is { } id ? new BranchId(id) : salon.Branches is [{ Id: var only }] ? only : new BranchId(fields.Need<Guid>("branch", null));
        var lines = LinesOf(fields, service ?? [], staff ?? []);
        var first = fields.Date("from", from);
        if (string.IsNullOrEmpty(from)) fields.Refuse("from", ApiErrors.Missing);
        var last = fields.Date("to", to) ?? first;
        if (last < first) fields.Refuse("to", ApiErrors.RangeBackwards);
        if (fields.AreWrong(out var problem)) return problem;

        var hers = await bookings.HeldByAsync(new Actor(salon.Id, context.SignedInUser, Role.Customer), ct); // what she keeps herself is free to her
        var question = new VisitQuestion(salon.Id, place, lines) { Ignore = hers };
        return (await freeTimes.AvailabilityAsync(question, new(first!.Value, last!.Value), ct)).TryGet(out var free, out refusal)
            ? TypedResults.Ok(AvailabilityAnswer.Of(free))
            : Problems.Of(refusal);
    }

    private static IReadOnlyList<WantedLine> LinesOf(Fields fields, string[] services, string[] staff)
    {
        if (services.Length == 0) fields.Refuse("service", ApiErrors.Missing);
        if (staff.Length > 1 && staff.Length != services.Length) fields.Refuse("staff", ApiErrors.StaffPerService);
        var people = staff.Select(text => fields.Id("staff", text) is { } id ? new StaffId(id) : (StaffId?)null).ToList();
        return
        [
            .. services.Select((text, i) =>
            {
                if (text.Length == 0) fields.Refuse("service", ApiErrors.NotAnId);
                return new WantedLine(new(fields.Id("service", text) ?? Guid.Empty), people.Count == 1 ? people[0] : people.ElementAtOrDefault(i));
            }),
        ];
    }
}
