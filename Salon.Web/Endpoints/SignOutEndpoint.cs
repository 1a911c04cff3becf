using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Salon.Accounts;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>Signing a browser out: a form, because a link could be followed by a prefetch or from another site.</summary>
internal static class SignOutEndpoint
{
    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost("/sign-out", SignOutAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SessionService sessions, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            // In another tab she was signed out already, and this page's token went with it: there is nothing to do, and nothing wrong.
            return context.SignedInUser is null && context.Request.CameFromHere ? TypedResults.LocalRedirect("/") : TypedResults.BadRequest();
        }

        if (context.SignedInUser is { } user && context.SignedInSession is { } session) await sessions.EndAsync(user, session, ct);
        await context.SignOutAsync(AuthHosting.CookieScheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\""; // the back button shows nothing of hers
        return TypedResults.LocalRedirect("/");
    }
}
