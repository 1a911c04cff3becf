using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Net.Http.Headers;

namespace Salon.Web.Hosting;

/// <summary>
/// A form of our own page whose token or session is no longer good: she signed out in another tab, her cookies are gone, or the page is older than they
/// are. Nothing is done with it; the page she is on is shown again, after signing in where it takes that, with what she typed and a new token, so that one
/// more tap is enough.
/// </summary>
/// <remarks>A form sent from another site is refused as before: only what the browser itself says came from here is shown again.</remarks>
internal static class LostSession
{
    private static readonly object Typed = new();

    extension(HttpContext http)
    {
        /// <summary>
        /// Whether this page is shown in the place of an answer to a form that had lost its token, or after signing in again because of such a form.
        /// </summary>
        public bool LostItsSession => http.Items.ContainsKey(Typed);

        /// <summary>A form that was sent from a page of this site to one.</summary>
        private bool IsFormOfOurs => HttpMethods.IsPost(http.Request.Method) && http.IsPage && http.Request.CameFromHere;

        private bool IsPage => http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

        /// <summary>What was typed into a field of such a form; null when there is none.</summary>
        public string? StillTyped(string field) => http.Items[Typed] is IFormCollection form && form.TryGetValue(field, out var text) ? text.ToString() : null;
    }

    /// <summary>Her session ended on a page that is for people who are signed in: what she typed waits for her there.</summary>
    public static async Task KeepTypedAsync(HttpContext http)
    {
        if (!http.IsFormOfOurs || !http.Request.HasFormContentType) return;
        http.RequestServices.GetRequiredService<KeptForm>().Keep(http, await http.Request.ReadFormAsync(http.RequestAborted));
    }

    /// <summary>Stands behind the check of tokens, which only says what it found.</summary>
    public static void UseLostSessions(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!http.IsFormOfOurs || http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            if (HttpMethods.IsGet(http.Request.Method) && http.IsPage && http.RequestServices.GetRequiredService<KeptForm>().Take(http) is { } form)
                http.Items[Typed] = form;
            await next(http);
            return;
        }

        http.Features.Set<IAntiforgeryValidationFeature>(null); // the form is read to be shown, never acted on
        http.Items[Typed] = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Post;
        }
    });

    extension(HttpRequest request)
    {
        /// <summary>Whether the browser says that the form stood on a page of this site.</summary>
        public bool CameFromHere =>
            Uri.TryCreate(request.Headers[HeaderNames.Origin], UriKind.Absolute, out var origin)
            && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var here) && Uri.Compare(origin, here, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
    }
}
