using Microsoft.AspNetCore.Diagnostics;

namespace Salon.Web.Hosting;

/// <summary>Where a person believes to be: an error page is made under an address of its own and shown at hers.</summary>
internal static class AskedAddress
{
    extension(HttpContext http)
    {
        /// <summary>Path, such as "/lamsa".</summary>
        public PathString AskedPath =>
            http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? http.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? http.Request.Path;

        /// <summary>Path with query, such as "/lamsa?culture=en".</summary>
        public string AskedPathAndQuery => http.Features.Get<IStatusCodeReExecuteFeature>() is { } failed
            ? failed.OriginalPathBase + failed.OriginalPath + failed.OriginalQueryString
            : http.Request.PathBase + http.AskedPath + http.Request.QueryString;
    }
}
