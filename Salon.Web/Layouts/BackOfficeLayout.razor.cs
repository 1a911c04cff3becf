using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Salon.Accounts;
using Salon.Web.Components.BackOffice;
using Salon.Web.Hosting;
using Salon.Web.State;

namespace Salon.Web.Layouts;

/// <summary>The shell of desk, admin and platform: where one is, where one can go, what was just done.</summary>
public sealed partial class BackOfficeLayout
{
    private const int OnPhone = 5; // places at the bottom of a phone; more than that, and the last of them opens the others

    private static readonly TimeSpan NoticeStays = TimeSpan.FromSeconds(9);

    private static readonly (string Sign, string Words, string Path, Permission Needs)[] Sections =
    [
        ("confirmed", "Desk.Day", "/desk/{0}", Permission.WorkOwnBookings),
        ("menu", "Admin.HomeShort", "/admin/{0}", Permission.EditMenu),
        ("people", "People.Customers", "/desk/{0}/customers", Permission.SeeContacts),
        ("pending", "People.Waitlist", "/desk/{0}/waitlist", Permission.WorkAllBookings),
        ("cash", "Payments.Title", "/admin/{0}/payments", Permission.TakePayments),
        ("scissors", "Admin.Services", "/admin/{0}/services", Permission.EditMenu),
        ("people", "Admin.Team", "/admin/{0}/team", Permission.EditTeam),
        ("shop", "Admin.Branches", "/admin/{0}/branches", Permission.EditBranches),
        ("note", "People.Reviews", "/admin/{0}/reviews", Permission.AnswerReviews),
        ("sliders", "Admin.Settings", "/admin/{0}/settings", Permission.EditSettings),
    ];

    private readonly CancellationTokenSource gone = new();
    private readonly CancellationToken leaving; // its source is no more once the page is
    private BrokenPage? boundary;
    private IReadOnlyList<MembershipRow> shops = [];
    private MembershipRow? current;
    private IReadOnlyList<(string Sign, string Words, string Url, int Badge)> links = [];
    private string name = "";
    private bool onPlatform;
    private ITimer? timer;

    public BackOfficeLayout() => leaving = gone.Token;

    [Inject] private ProfileService Profiles { get; set; } = null!;
    [Inject] private Salon.Payments.Books.PaymentQueries Money { get; set; } = null!;
    [Inject] private CircuitTurns Turns { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;

    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    private string Title => onPlatform ? T["Admin.Platform"] : current?.Name.In(T.Culture) ?? T["Public.ProductName"];

    private string OtherLanguage => T.Culture.Name == "ar" ? "en" : "ar";

    private string OtherLanguageUrl => new Uri(Navigation.GetUriWithQueryParameter("culture", OtherLanguage)).PathAndQuery;

    protected override async Task OnInitializedAsync()
    {
        Notices.Changed += ShowNotice;
        Navigation.LocationChanged += Follow;
        await (RendererInfo.IsInteractive ? Turns.InTurnAsync(FindPlaceAsync, leaving) : FindPlaceAsync());
    }

    private async Task FindPlaceAsync()
    {
        var segments = new Uri(Navigation.Uri).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        onPlatform = segments is ["platform", ..];
        shops = await Me.MembershipsAsync(leaving);
        current = onPlatform ? null : segments is [_, var slug, ..] ? shops.FirstOrDefault(s => s.Slug == slug) : shops is [var first, ..] ? first : null;
        if (onPlatform)
        {
            links = (await Me.OnPlatformAsync(leaving)).May(Permission.OperatePlatform)
                ? [("shop", T["Admin.Organizations"], "/platform", 0), ("sliders", T["Platform.Work"], "/platform/work", 0),
                    ("note", T["People.Reviews"], "/platform/reviews", 0)]
                : [];
        }
        else if (current is null) links = [];
        else
        {
            var differences = await Money.DifferencesAsync(await Me.ActorAsync(current.Organization, leaving), leaving);
            links = [.. Sections.Where(s => Permissions.Of(current.Role).Contains(s.Needs))
                .Select(s => (s.Sign, T[s.Words], string.Format(T.Culture, s.Path, current.Slug), s.Needs == Permission.TakePayments ? differences : 0))];
        }

        name = await Me.UserAsync(leaving) is { } user && (await Profiles.FindAsync(user, leaving)).TryGet(out var profile, out _) ? profile.Name : "";
    }

    // An open menu or an old section must not stay lit after going elsewhere; roles may have changed too.
    private void Follow(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(async () =>
    {
        boundary?.Recover();
        await FindPlaceAsync();
        StateHasChanged();
    });

    private bool IsMore(int place) => links.Count > OnPhone && place >= OnPhone - 1;

    // Of two sections that fit, such as the day and its customers, the nearer one.
    private bool IsHere(string url) => Fits(url) && !links.Any(other => other.Url.Length > url.Length && other.Url.StartsWith(url, StringComparison.Ordinal) && Fits(other.Url));

    private bool Fits(string url)
    {
        var path = new Uri(Navigation.Uri).AbsolutePath;
        if (url.Count(c => c == '/') == 2 && url.StartsWith("/admin/", StringComparison.Ordinal)) return path == url || path == url + "/report"; // the rest of the office has sections of its own
        if (url == "/platform") return path is "/platform" or "/platform/new";
        return path == url || path.StartsWith(url + "/", StringComparison.Ordinal) || (path == "/desk" && url == $"/desk/{current?.Slug}")
            || (url.EndsWith("/branches", StringComparison.Ordinal) && path.EndsWith("/resources", StringComparison.Ordinal))
            || (url.EndsWith("/payments", StringComparison.Ordinal) && path.EndsWith("/money", StringComparison.Ordinal))
            || (url.EndsWith("/settings", StringComparison.Ordinal) && IsOfSettings(path[(path.LastIndexOf('/') + 1)..]));
    }

    private static bool IsOfSettings(string page) => page is "rules" or "branding" or "users" or "audit" or "deposits" or "tax" or "payment-account";

    // The circuit speaks the language it was opened in: another language is another page load.
    private void SwitchLanguage() => Navigation.NavigateTo(OtherLanguageUrl, forceLoad: true);

    private void ShowNotice(object? sender, EventArgs change) => _ = InvokeAsync(() =>
    {
        timer?.Dispose();
        timer = Notices.Current is null ? null : Clock.CreateTimer(_ => Notices.Clear(), null, NoticeStays, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    });

    private async Task UndoAsync()
    {
        var undo = Notices.Current?.Undo;
        Notices.Clear();
        if (undo is not null) await undo();
    }

    public void Dispose()
    {
        Notices.Changed -= ShowNotice;
        Navigation.LocationChanged -= Follow;
        timer?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }
}
