using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Tests.World;
using Salon.Web.Hosting;

namespace Salon.Tests.Web;

public sealed class AuthCookieTests
{
    private static readonly PhoneNumber Sara = PhoneNumber.FromStored("+966500000010");

    [Theory, BothDatabases]
    public async Task A_browser_is_the_person_until_her_session_ends(Db db)
    {
        await using var world = await StartAsync(db);
        var (browser, person) = (world.Client(), await SignedInAsync(world));
        Assert.Equal("nobody", await WhoAsync(browser));

        await browser.GetAsync($"/test/sign-in?user={person.User}&session={person.Session}");
        Assert.Equal(person.User.ToString(), await WhoAsync(browser));
        Assert.Equal("nobody", await WhoAsync(world.Client())); // another browser

        await world.Get<SessionService>().EndAsync(person.User, person.Session, default);
        Assert.Equal("nobody", await WhoAsync(browser));
    }

    [Theory, BothDatabases]
    public async Task A_cookie_outlives_a_restart_because_the_keys_do(Db db)
    {
        await using var world = await StartAsync(db);
        var person = await SignedInAsync(world);
        var signedIn = await world.Client().GetAsync($"/test/sign-in?user={person.User}&session={person.Session}");

        await world.RestartAsync();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/test/who");
        request.Headers.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        Assert.Equal(person.User.ToString(), await (await world.Client().SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("https://book.example.sa", "__Host-salon", "__Host-salon-browser", true)]
    [InlineData("http://localhost", "salon", "salon-browser", false)]
    public async Task Cookies_are_out_of_reach_of_scripts_and_of_other_sites(string publicUrl, string session, string secret, bool secure)
    {
        await using var world = await StartAsync(Db.Sqlite, settings: [("Salon:PublicUrl", publicUrl)]);
        var person = await SignedInAsync(world);

        var response = await world.Client(publicUrl).GetAsync($"/test/sign-in?user={person.User}&session={person.Session}");

        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.Contains(cookies, cookie => cookie.StartsWith($"{session}=", StringComparison.Ordinal));
        Assert.Contains(cookies, cookie => cookie.StartsWith($"{secret}=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public async Task A_browser_keeps_one_secret_and_gets_none_before_it_needs_one()
    {
        await using var world = await StartAsync(Db.Sqlite);
        var browser = world.Client();

        Assert.False((await browser.GetAsync("/test/who")).Headers.Contains("Set-Cookie"));
        var first = await browser.GetStringAsync("/test/secret");
        Assert.Equal(first, await browser.GetStringAsync("/test/secret"));
        Assert.NotEqual(first, await world.Client().GetStringAsync("/test/secret"));
    }

    [Fact, Trait("Proves", "S-06")]
    public async Task A_cookie_is_not_enough_for_the_api()
    {
        await using var world = await StartAsync(Db.Sqlite);
        var (browser, person) = (world.Client(), await SignedInAsync(world));
        await browser.GetAsync($"/test/sign-in?user={person.User}&session={person.Session}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/api/v1/auth/logout", content: null)).StatusCode);
    }

    [Fact, Trait("Proves", "S-06")]
    public async Task Signing_out_needs_the_form_of_our_own_page()
    {
        await using var world = await StartAsync(Db.Sqlite);
        var (browser, person) = (world.Client(), await SignedInAsync(world));
        await browser.GetAsync($"/test/sign-in?user={person.User}&session={person.Session}");

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/sign-out", new FormUrlEncodedContent([]))).StatusCode);
        Assert.Equal(person.User.ToString(), await WhoAsync(browser));

        var token = await browser.GetStringAsync("/test/form");
        var response = await browser.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Equal("nobody", await WhoAsync(browser));
        Assert.Null(await world.Get<SessionService>().FindAsync(person.Session, default));
    }

    [Fact]
    public void The_rules_of_signing_in_are_settings_and_a_wrong_one_is_refused_with_a_sentence()
    {
        var options = Configuration(("CodesPerPhone", "9"), ("CodeLifetime", "0:00:03:00"), ("ResendDelays:0", "0:00:00:10")).ReadSignInOptions();

        Assert.Equal((9, Duration.FromMinutes(3)), (options.CodesPerPhone, options.CodeLifetime));
        Assert.Equal([Duration.FromSeconds(10)], options.ResendDelays);
        Assert.Equal(new SignInOptions().ResendDelays, Configuration().ReadSignInOptions().ResendDelays);
        var refusal = Assert.Throws<SettingException>(() => Configuration(("CodeTries", "0")).ReadSignInOptions());
        Assert.Equal("Salon:SignIn:CodeTries must be at least 1.", refusal.Message);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"Salon:SignIn:{v.Key}", (string?)v.Value)))
        .Build();

    private static Task<WebWorld> StartAsync(Db db, (string Key, string Value)[]? settings = null) =>
        WebWorld.StartAsync(db, settings, services => services.AddSingleton<IStartupFilter, TestPaths>());

    private static async Task<SignedIn> SignedInAsync(WebWorld world)
    {
        var signIn = world.Get<SignInService>();
        var asked = await signIn.RequestAsync(new(Sara, CodeChannel.Sms, Languages.Arabic, Address: null), default);
        Assert.True(asked.TryGet(out var sent, out _));
        var answered = await signIn.AnswerAsync(new(sent.Challenge, world.Inbox.LastCode, null, "Firefox", Languages.Arabic), default);
        return answered.TryGet(out var person, out _) ? person : throw new Xunit.Sdk.XunitException("Could not sign in.");
    }

    private static Task<string> WhoAsync(HttpClient browser) => browser.GetStringAsync("/test/who");

    /// <summary>Does what pages do, without the pages.</summary>
    private sealed class TestPaths : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/test/sign-in", path => path.Run(async context =>
            {
                BrowserCookie.Ensure(context);
                var (user, session) = (Guid.Parse(context.Request.Query["user"]!), Guid.Parse(context.Request.Query["session"]!));
                await context.SignInAsync(new SignedIn(new(user), new(session), IsNew: false));
            }));
            app.Map("/test/who", path => path.Run(async context =>
            {
                context.User = (await context.AuthenticateAsync()).Principal ?? new();
                var actor = await context.ActorAsync(OrganizationId.New(), default);
                await context.Response.WriteAsync(actor.User?.ToString() ?? "nobody");
            }));
            app.Map("/test/secret", path => path.Run(context => context.Response.WriteAsync(BrowserCookie.Ensure(context))));
            app.Map("/test/form", path => path.Run(async context =>
            {
                context.User = (await context.AuthenticateAsync()).Principal ?? new();
                var tokens = context.RequestServices.GetRequiredService<Microsoft.AspNetCore.Antiforgery.IAntiforgery>().GetAndStoreTokens(context);
                await context.Response.WriteAsync(tokens.RequestToken!);
            }));
            next(app);
        };
    }
}
