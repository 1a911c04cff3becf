using System.Security.Claims;
using Salon.Accounts;

namespace Salon.Web.Hosting;

/// <summary>What a request carries about a person: her id and her session's. Roles are not carried, they are read when they matter.</summary>
internal static class AuthPrincipal
{
    private const string Session = "session";

    public static ClaimsPrincipal Of(UserId user, SessionId session, string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.ToString()), new Claim(Session, session.ToString())], scheme));

    extension(ClaimsPrincipal principal)
    {
        public UserId? UserId => Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new UserId(id) : null;

        public SessionId? SessionId => Guid.TryParse(principal.FindFirstValue(Session), out var id) ? new SessionId(id) : null;
    }
}
