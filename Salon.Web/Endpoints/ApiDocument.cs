using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>What the API's document says of all calls together: how to sign in, how refusals look, how many calls are allowed.</summary>
internal sealed class ApiDocument(SalonSettings settings, Limits limits) : IOpenApiDocumentTransformer
{
    public const string Bearer = "bearer";

    private const string About = """
        Find salons, ask for free times, book, and work a salon's day.

        **Form.** JSON in camelCase; times are ISO 8601 with the branch's offset, dates yyyy-MM-dd, money whole minor units with its currency. Unknown fields of a body are ignored.

        **Languages.** Names and sentences follow `Accept-Language` (`ar`, `en`; Arabic unless asked otherwise).

        **Signing in.** Ask for a code at `/auth/otp`, answer it at `/auth/otp/verify`, and send the access token as `Authorization: Bearer …`. Exchange the refresh token before the access token ends.

        **Refusals** are problem details (RFC 9457) of the type `application/problem+json`: programs decide by `code`, people read `detail`, and `traceId` names the call in the
        installation's logs. Every call names its own codes; besides them any call may answer `not_found` (404), `method_not_allowed` (405), `body_too_large` (413, more than 64 KB),
        `unsupported_media_type` (415), `internal_error` (500) and `unavailable` (503, with `Retry-After`).

        **Limits.** Beyond the calls a minute below, the answer is 429 `rate_limited` with `Retry-After` in seconds. Codes are limited further, for each phone and address.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "Salon", Version = "1", Description = $"{About}\n\n{Allowances()}" };
        document.Servers = [new OpenApiServer { Url = settings.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Salons", Description = "What everybody may know: who there is, what they offer, when they are free." },
            new() { Name = "Auth", Description = "Signing in by phone." },
            new() { Name = "Bookings", Description = "A customer's own visits." },
            new() { Name = "Desk", Description = "The day of a salon, for those who work there." },
        };
        (document.Components ??= new()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "The `accessToken` of `/api/v1/auth/otp/verify` or `/api/v1/auth/refresh`." },
        };
        return Task.CompletedTask;
    }

    private string Allowances() => string.Create(CultureInfo.InvariantCulture, $"""
        | calls a minute | from one address | by one person |
        |---|---|---|
        | reading (GET) | {limits.Reads.PerAddress:N0} | {limits.Reads.PerUser:N0} |
        | writing | {limits.Writes.PerAddress:N0} | {limits.Writes.PerUser:N0} |
        | signing in | {limits.Auth.PerAddress:N0} | {limits.Auth.PerUser:N0} |
        """);
}
