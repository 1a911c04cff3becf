using System.Net;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salon.Accounts;
using Salon.Jobs;
using Salon.Tests.Pages;
using Salon.Tests.World;

namespace Salon.Tests.Web;

public sealed class JobsDashboardTests
{
    [Theory, BothDatabases]
    public async Task Only_the_operator_sees_the_jobs_and_under_the_policy_of_every_page(Db db)
    {
        await using var world = await StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await shop.SignInAsync("+966500000001", Role.Owner);
        var (stranger, owner, boss) = (new Browser(world), new Browser(world), await OperatorAsync(world));
        await owner.SignInAsync("0500000001", world);

        using var turnedAway = await stranger.GetAsync("/platform/jobs/recurring");
        using var refused = await owner.GetAsync("/platform/jobs/recurring");
        using var shown = await boss.GetAsync("/platform/jobs/recurring");
        using var ours = await boss.GetAsync("/platform/work");

        Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (turnedAway.StatusCode, turnedAway.Headers.Location?.AbsolutePath));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, shown.StatusCode));
        Assert.Equal(ours.Headers.GetValues("Content-Security-Policy"), shown.Headers.GetValues("Content-Security-Policy"));
        await boss.OpenAsync("/platform/jobs/recurring");
        Assert.Contains("Give back holds that ran out", boss.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("en", boss.Page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(boss.Page.QuerySelector("a[href='/platform/work']"));
        Assert.Empty(boss.Page.QuerySelectorAll("style, script:not([src])"));
        foreach (var page in (string[])["", "/jobs/failed", "/jobs/scheduled", "/servers"])
        {
            using var other = await boss.GetAsync("/platform/jobs" + page);
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        using var missing = await boss.GetAsync("/platform/jobs/nothing");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task The_charts_add_no_styles_to_the_page()
    {
        await using var world = await StartAsync(Db.Sqlite);
        var boss = await OperatorAsync(world);
        await boss.OpenAsync("/platform/jobs");

        using var script = await boss.GetAsync(boss.Page.QuerySelector("script[src]")!.GetAttribute("src")!);

        Assert.Contains("Chart.platform.disableCSSInjection = true", await script.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_an_operator_starts_there_is_written_down_and_nobody_else_starts_anything(Db db)
    {
        var logs = new LogSink();
        await using var world = await StartAsync(db, logs);
        var (stranger, boss) = (new Browser(world), await OperatorAsync(world));
        await boss.OpenAsync("/platform/jobs/recurring");
        string Meta(string name) => boss.Page.QuerySelector($"meta[name={name}]")!.GetAttribute("content")!;
        var token = (Meta("csrf-header"), Meta("csrf-token"));
        var before = Queued(world);

        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(stranger, "/recurring/trigger", token));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(stranger, "/stats", ("X-Requested-With", "XMLHttpRequest"))); // a page that was left open
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(boss, "/recurring/trigger", ("X-None", "none")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(boss, "/recurring/remove", token));
        Assert.Equal(before, Queued(world));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(boss, "/recurring/trigger", token));

        Assert.Equal(before + 1, Queued(world));
        var line = Assert.Single(logs.Entries, entry => entry.Category.EndsWith("JobsHosting", StringComparison.Ordinal));
        Assert.StartsWith("trigger of jobs SweepHoldsJob by user ", line.Text, StringComparison.Ordinal);
    }

    private static long Queued(WebWorld world) => world.Get<JobStorage>().GetMonitoringApi().EnqueuedCount("default");

    private static async Task<HttpStatusCode> PostAsync(Browser browser, string command, (string Name, string Value) token)
    {
        using var answer = await browser.PostAsync($"/platform/jobs{command}", [("jobs[]", "SweepHoldsJob")], token);
        return answer.StatusCode;
    }

    private static async Task<Browser> OperatorAsync(WebWorld world)
    {
        await world.Get<PlatformAdmins>().AddAsync(PhoneNumber.FromStored("+966500000099"), default);
        var boss = new Browser(world);
        await boss.SignInAsync("0500000099", world);
        return boss;
    }

    private static async Task<WebWorld> StartAsync(Db db, LogSink? logs = null)
    {
        (string, string)[] settings = logs is null ? [] : [("Logging:LogLevel:Default", "Information")];
        var world = await WebWorld.StartAsync(db, settings, services =>
        {
            if (logs is not null) services.AddLogging(logs.AddTo);
        });
        world.Get<JobPlan>().Write(world.Get<JobStorage>());
        return world;
    }
}
