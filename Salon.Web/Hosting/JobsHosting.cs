using System.Globalization;
using System.Text.RegularExpressions;
using Hangfire;
using Hangfire.Dashboard;

namespace Salon.Web.Hosting;

/// <summary>Hangfire's own pages, for whoever operates the installation: what ran, what failed and why, what comes next.</summary>
/// <remarks>They know English only. The policy is that of every page of ours.</remarks>
internal static partial class JobsHosting
{
    public const string PagePath = "/platform/jobs";
    private const string Back = "/platform/work";
    private const int LookSeconds = 5;
    private const int MostNamed = 20;

    static JobsHosting() => DashboardRoutes.AddJavaScript(typeof(JobsHosting).Assembly, "jobs-dashboard.js");

    public static void MapJobs(this WebApplication app)
    {
        // Made when somebody looks: the storage is opened by then, and a start that fails says why by itself.
        var dashboard = new Lazy<AspNetCoreDashboardMiddleware>(() => new(
            next: _ => Task.CompletedTask, app.Services.GetRequiredService<JobStorage>(), Options(), DashboardRoutes.Routes,
            finalizeWhenNotFound: true), LazyThreadSafetyMode.PublicationOnly); // a storage that was away is asked again
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(JobsHosting));
        app.Map(PagePath + "/{**path}", context => ShowAsync(context, dashboard, log))
            .RequireAuthorization(AuthHosting.OperatorPolicy).ExcludeFromDescription();
    }

    private static DashboardOptions Options() => new()
    {
        DashboardTitle = "Salon jobs", AppPath = Back, DisplayStorageConnectionString = false, StatsPollingInterval = LookSeconds * 1000,
        Authorization = [], // the endpoint's policy decides
        IgnoreAntiforgeryToken = false,
        DisplayNameFunc = (_, job) => job.Args is [string name, ..] ? Texts.For(Languages.English).Find($"Platform.Job.{name}") ?? name : job.ToString(),
    };

    private static async Task ShowAsync(HttpContext context, Lazy<AspNetCoreDashboardMiddleware> dashboard, ILogger log)
    {
        var request = context.Request;
        var (before, asked) = (request.PathBase, request.Path);
        asked.StartsWithSegments(PagePath, StringComparison.OrdinalIgnoreCase, out var rest);
        if (IsNobodys(rest))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (Languages.English, Languages.English);
        context.Response.Headers.ContentLanguage = Languages.English.Name;
        (request.PathBase, request.Path) = (before.Add(PagePath), rest);
        try
        {
            await dashboard.Value.Invoke(context);
        }
        finally
        {
            (request.PathBase, request.Path) = (before, asked);
        }

        if (context.Response.StatusCode == StatusCodes.Status204NoContent && Command().Match(rest.Value ?? "") is { Success: true } command)
            LogDone(log, command.Groups["verb"].Value, await JobsOfAsync(request, command.Groups["job"].Value), context.SignedInUser?.Value);
    }

    // Taken out of the plan, a job would not come again until the next start.
    private static bool IsNobodys(PathString rest) => rest.StartsWithSegments("/recurring/remove", StringComparison.OrdinalIgnoreCase);

    private static async Task<string> JobsOfAsync(HttpRequest request, string one)
    {
        IEnumerable<string?> jobs = one.Length > 0 ? [one] : request.HasFormContentType ? (await request.ReadFormAsync(CancellationToken.None))["jobs[]"] : [];
        return string.Join(' ', jobs.OfType<string>().Where(id => JobId().IsMatch(id)).Take(MostNamed));
    }

    [GeneratedRegex(@"/(?<verb>requeue|enqueue|delete|trigger)(/(?<job>.+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"^[A-Za-z0-9]{1,60}$", RegexOptions.None, 1000)]
    private static partial Regex JobId();

    [LoggerMessage(LogLevel.Information, "{Verb} of jobs {Jobs} by user {User}")]
    private static partial void LogDone(ILogger log, string verb, string jobs, Guid? user);
}
