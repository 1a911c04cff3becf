using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;

namespace Salon.Web.Hosting;

/// <summary>
/// Public pages as somebody sees them who comes for the first time: made once, and kept until a salon changes something, at most for half a minute.
/// A page asks for it with <c>[OutputCache(PolicyName = PageCacheHosting.FirstVisit)]</c>. Whoever brings a cookie that says more than a language or a theme
/// gets a page of her own.
/// </summary>
internal static class PageCacheHosting
{
    public const string FirstVisit = "first-visit";
    private const long Megabyte = 1024 * 1024;

    /// <summary>Cookies that say no more of a browser than a language and a theme.</summary>
    public static readonly IReadOnlySet<string> Harmless = new HashSet<string>(StringComparer.Ordinal) { LanguageHosting.Cookie, "theme" };

    public static void AddPageCache(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicVersion>();
        builder.Services.AddOutputCache(options =>
        {
            (options.SizeLimit, options.MaximumBodySize) = (32 * Megabyte, Megabyte / 2);
            options.AddPolicy(FirstVisit, policy => policy.AddPolicy<FirstVisitPolicy>(), excludeDefaultPolicy: true);
        });
    }

    public static void UsePageCache(this WebApplication app) => app.UseOutputCache();

    /// <summary>Counts what was changed on anything a public page shows. It is part of a page's key, so a page begun before a change is never shown after it.</summary>
    private sealed class PublicVersion : IDisposable
    {
        private readonly IDisposable subscription;
        private long version;

        public PublicVersion(ChangeFeed feed) => subscription = feed.SubscribeToAll(change =>
        {
            if (change.Kind is not (ChangeKind.Bookings or ChangeKind.Contacts or ChangeKind.Waitlist or ChangeKind.Payments or ChangeKind.Sessions)) Interlocked.Increment(ref version);
        });

        public long Current => Interlocked.Read(ref version);

        public void Dispose() => subscription.Dispose();
    }

    private sealed class FirstVisitPolicy(PublicVersion version, TimeProvider clock) : IOutputCachePolicy
    {
        private const int Seconds = 30; // how late "open now", or a change on another node, may be

        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var http = context.HttpContext;
            var first = HttpMethods.IsGet(http.Request.Method) && !http.Request.QueryString.HasValue && http.User.Identity?.IsAuthenticated != true
                && http.Request.Headers.Authorization.Count == 0 && http.Request.Cookies.Keys.All(Harmless.Contains);
            context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = first;
            if (!first) return ValueTask.CompletedTask;

            context.ResponseExpirationTimeSpan = TimeSpan.FromSeconds(Seconds);
            var rules = context.CacheVaryByRules;
            rules.QueryKeys = "";
            rules.VaryByValues["language"] = CultureInfo.CurrentUICulture.Name;
            rules.VaryByValues["theme"] = http.Request.Cookies["theme"] is "light" or "dark" ? http.Request.Cookies["theme"]! : "";
            rules.VaryByValues["version"] = version.Current.ToString(CultureInfo.InvariantCulture);
            rules.VaryByValues["moment"] = (clock.GetUtcNow().ToUnixTimeSeconds() / Seconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var response = context.HttpContext.Response;
            context.AllowCacheStorage = response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0 && response.Headers.CacheControl.Count == 0;
            return ValueTask.CompletedTask;
        }
    }
}
