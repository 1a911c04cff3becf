using System.ComponentModel;
using NodaTime.Extensions;
using Salon.Accounts;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>The devices a person is signed in on, for API clients.</summary>
internal static class SessionEndpoints
{
    public sealed record DeviceAnswer(
        [property: Description("Names the device when it is signed out.")] Guid Id,
        [property: Description("Browser and system in words, such as \"Safari, iPhone\"; null when it did not say.")] string? Device,
        [property: Description("Where it was last used from, roughly, such as 203.0.113.0/24; null when nobody noted it.")] string? Network,
        [property: Description("An app of the API, not a browser.")] bool App,
        [property: Description("The one that asks.")] bool Current,
        [property: Description("When somebody signed in there.")] DateTimeOffset SignedInAt,
        [property: Description("When it was last used, to a quarter of an hour.")] DateTimeOffset LastUsedAt);

    public static void MapSessionApi(this RouteGroupBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Auth").RequireAuthorization();
        sessions.MapGet("/", ListAsync).WithName("listSessions")
            .WithSummary("List the devices you are signed in on").Produces<DeviceAnswer[]>().Refuses(AccountsErrors.SessionOver);
        sessions.MapDelete("/{session:guid}", EndAsync).WithName("endOneSession")
            .WithSummary("Sign one device out").WithDescription("It works at once. Doing it again changes nothing.")
            .Produces(StatusCodes.Status204NoContent).Refuses(AccountsErrors.SessionOver);
        sessions.MapDelete("/", EndAllAsync).WithName("endSessions")
            .WithSummary("Sign all devices out").WithDescription("With others=true the one that asks stays signed in.")
            .Produces(StatusCodes.Status204NoContent).Refuses(AccountsErrors.SessionOver);
    }

    private static async Task<IResult> ListAsync(HttpContext context, SessionService sessions, CancellationToken ct)
    {
        var rows = await sessions.ListAsync(context.SignedInUser!.Value, ct);
        return TypedResults.Ok(rows.Select(row => new DeviceAnswer(
            row.Id.Value, Origin.DeviceOf(row.Device), row.Network, row.IsApp, row.Id == context.SignedInSession,
            row.CreatedAt.ToDateTimeOffset(), row.LastSeenAt.ToDateTimeOffset())).ToArray());
    }

    private static async Task<IResult> EndAsync(
        [Description("From the list.")] Guid session, HttpContext context, SessionService sessions, CancellationToken ct)
    {
        await sessions.EndAsync(context.SignedInUser!.Value, new(session), ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndAllAsync(
        [Description("True keeps the one that asks.")] bool? others, HttpContext context, SessionService sessions, CancellationToken ct)
    {
        var user = context.SignedInUser!.Value;
        if (others == true && context.SignedInSession is { } kept) await sessions.EndOthersAsync(user, kept, ct);
        else await sessions.EndAllAsync(user, ct);
        return TypedResults.NoContent();
    }
}
