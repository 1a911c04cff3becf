using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing.Template;

namespace Salon.Web.Hosting;

/// <summary>Keeps routes that are not the API's from answering under /api, where programs ask: 404 and 405 stay what they are there.</summary>
internal static class ApiMethods
{
    public static Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        // A page's route such as /{slug}/book also fits /api/book.
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) context.SetEndpoint(null);
        if (context.GetEndpoint() is not null) return next(context);

        // In Development the route of files fits every path, for GET; routing then never says 405.
        var allowed = AllowedAt(context.Request.Path, context.RequestServices.GetRequiredService<EndpointDataSource>());
        if (allowed.Count == 0) return next(context);

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = string.Join(", ", allowed);
        return Task.CompletedTask;
    }

    private static List<string> AllowedAt(PathString path, EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
            .Where(e => new TemplateMatcher(new RouteTemplate(e.RoutePattern), []).TryMatch(path, []))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
