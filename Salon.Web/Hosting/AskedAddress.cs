using Microsoft.AspNetCore.Diagnostics;

namespace Salon.Web.Hosting;

/// <summary>Where a person believes to be: an error page is made under an address of its own and shown at hers.</summary>
internal static class AskedAddress
{
    extension(HttpContext http)
    {
        /// <summary>Path with query, such as "/lamsa?culture=en".</summary>
        public string AskedPathAndQuery => http.Features.Get<IStatusCodeReExecuteFeature>() is { } failed
            ? failed.OriginalPathBase + failed.OriginalPath + failed.OriginalQueryString
            : http.Request.PathBase + http.Request.Path + http.Request.QueryString;
    }
}
