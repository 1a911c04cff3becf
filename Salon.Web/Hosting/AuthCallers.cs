using Microsoft.AspNetCore.Authentication;
using Salon.Accounts;

namespace Salon.Web.Hosting;

/// <summary>Who is asking, for endpoints and for pages that are plain HTML. Pages in a circuit ask <see cref="Me"/>.</summary>
internal static class AuthCallers
{
    extension(HttpContext context)
    {
        /// <summary>Null for a visitor.</summary>
        public UserId? SignedInUser => context.User.UserId;

        /// <summary>Null for a visitor.</summary>
        public SessionId? SignedInSession => context.User.SessionId;

        /// <summary>Where the request came from, as much of it as is kept.</summary>
        public Origin Origin => new(ClientNetwork.Of(context.Connection.RemoteIpAddress), Origin.DeviceOf(context.Request.Headers.UserAgent));

        /// <summary>What the caller is to an organization: her role, a customer, or a visitor known by her browser only.</summary>
        public async Task<Actor> ActorAsync(OrganizationId organization, CancellationToken ct)
        {
            var browser = BrowserCookie.Of(context);
            if (context.User.UserId is not { } user) return Actor.Visitor(organization, browser);

            var actors = context.RequestServices.GetRequiredService<ActorService>();
            return await actors.ForUserAsync(user, organization, ct) with { Browser = browser, From = context.Origin }; // holds taken before signing in stay hers
        }

        /// <summary>Signs this browser in: from the next request on it is the person.</summary>
        public Task SignInAsync(SignedIn person) => context.SignInAsync(
            AuthHosting.CookieScheme,
            AuthPrincipal.Of(person.User, person.Session, AuthHosting.CookieScheme),
            new AuthenticationProperties { IsPersistent = true });
    }
}
