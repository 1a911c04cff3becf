using Salon.Payments.Online.Moyasar;
using Salon.Providers;
using Salon.Tenancy;

namespace Salon.Web.Endpoints;

/// <summary>News of outside services: raw bytes, verified, stored, answered. What they mean is found out afterwards.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        api.MapPost("/webhooks/moyasar/{organization}", MoyasarAsync).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
    }

    /// <param name="organization">The salon's id, or its slug.</param>
    private static async Task<IResult> MoyasarAsync(string organization, HttpContext context, MoyasarWebhooks webhooks, SalonDirectory directory, CancellationToken ct)
    {
        OrganizationId id;
        if (Guid.TryParse(organization, out var known)) id = new(known);
        else if ((await directory.FindAsync(organization, ct)).TryGet(out var salon, out _)) id = salon.Id;
        else return TypedResults.NotFound();

        if (await ReadAsync(context.Request, ct) is not { } body) return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        return await webhooks.ReceiveAsync(id, body, ct) switch
        {
            WebhookAnswer.Stored => TypedResults.Ok(),
            WebhookAnswer.NotConfigured => TypedResults.NotFound(),
            WebhookAnswer.NotVerified => TypedResults.StatusCode(StatusCodes.Status401Unauthorized),
            WebhookAnswer.WrongMode => TypedResults.StatusCode(StatusCodes.Status403Forbidden),
            _ => TypedResults.BadRequest(),
        };
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > WebhookEvent.LongestBody) return null;
        using var kept = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (await request.Body.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (kept.Length + read > WebhookEvent.LongestBody) return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
