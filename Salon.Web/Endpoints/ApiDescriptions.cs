namespace Salon.Web.Endpoints;

/// <summary>Short ways of saying in the API's document what an endpoint does.</summary>
internal static class ApiDescriptions
{
    /// <summary>The statuses with which it refuses, each with a problem.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params int[] statuses) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata([.. statuses.Select(object (status) => new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.MediaType]))]);
}
