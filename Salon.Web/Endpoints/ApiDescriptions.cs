using Salon.Bookings;
using Salon.Scheduling;

namespace Salon.Web.Endpoints;

/// <summary>Short ways of saying in the API's document what an endpoint does.</summary>
internal static class ApiDescriptions
{
    /// <summary>The reasons for which it refuses; status, code and sentence in the document follow from them.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params Error[] reasons) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(
    [
        .. reasons.Select(Problems.StatusOf).Distinct().Select(object (status) => new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.MediaType])),
        .. reasons.Select(reason => new Refusal(reason)),
    ]);

    /// <summary>Why a visit can be refused, whoever books or moves it.</summary>
    public static TBuilder RefusesVisits<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.Refuses(
        BookingErrors.NoServices, BookingErrors.TooManyServices, SchedulingErrors.NotTogether, SchedulingErrors.UnknownBranch, SchedulingErrors.UnknownService, SchedulingErrors.UnknownStaff,
        BookingErrors.TooManyThatDay(3), BookingErrors.TooManyOpen(10), BookingErrors.TooManyTries, BookingErrors.SlotTaken, SchedulingErrors.Closed, SchedulingErrors.TooSoon, SchedulingErrors.TooFar, SchedulingErrors.NotOnStep);

    /// <summary>Reads an <see cref="IdempotencyKey"/>.</summary>
    public static TBuilder TakesIdempotencyKey<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Keyed());
}

/// <summary>One reason for which an endpoint refuses.</summary>
internal sealed record Refusal(Error Error);

/// <summary>Marks endpoints that read an <see cref="IdempotencyKey"/>.</summary>
internal sealed record Keyed;
