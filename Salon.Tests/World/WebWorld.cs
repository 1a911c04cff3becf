using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Salon.Accounts;
using Salon.Data;
using Salon.Jobs;
using Salon.Messaging;
using Salon.Web.Hosting;

namespace Salon.Tests.World;

/// <summary>The whole site, in memory or over real HTTP, on a database of its own, with a clock the test moves and a telephone that shows codes.</summary>
public sealed class WebWorld : IWorld, IAsyncDisposable
{
    private readonly Func<WebWorld, WebApplicationFactory<Program>> start;
    private readonly string folder;
    private readonly bool overHttp;
    private bool isFirst = true;
    private WebApplicationFactory<Program> site;

    private WebWorld(string folder, bool overHttp, Func<WebWorld, WebApplicationFactory<Program>> start)
    {
        (this.folder, this.overHttp, this.start) = (folder, overHttp, start);
        site = start(this);
    }

    public TestClock Clock { get; } = new(SalonWorld.Morning);

    public CodeInbox Inbox { get; } = new();

    public TextInbox Texts { get; } = new();

    public IServiceProvider Services => site.Services;

    public Database Database => Get<Database>();

    public T Get<T>() where T : notnull => site.Services.GetRequiredService<T>();

    /// <param name="settings">Such as ("Salon:SignIn:CodesPerPhone", "5"). The environment is Production, so that nothing generous slips in.</param>
    /// <param name="change">Replaces services.</param>
    public static async Task<WebWorld> StartAsync(Db db, (string Key, string Value)[]? settings = null, Action<IServiceCollection>? change = null)
    {
        var database = await SalonWorld.NewDatabaseAsync(db);
        return new WebWorld(database.DataDirectory, overHttp: false, world => Start(world, database, settings ?? [], change));
    }

    /// <summary>The same behind Kestrel on a free port of 127.0.0.1: sockets, limits of sizes and many callers at once are real.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public static async Task<WebWorld> ServeAsync(Db db, (string Key, string Value)[]? settings = null, Action<IServiceCollection>? change = null)
    {
        var database = await SalonWorld.NewDatabaseAsync(db);
        return new WebWorld(database.DataDirectory, overHttp: true, world => Start(world, database, settings ?? [], change));
    }

    /// <summary>Where the site answers when it is served over HTTP.</summary>
    public Uri Address => new(site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>A further node on the same database and data directory, behind the same address.</summary>
    public WebWorld AddNode() => new(folder, overHttp, start) { isFirst = false };

    /// <summary>The same installation after a stop and a start: same database, same data directory, nothing remembered.</summary>
    public async Task RestartAsync()
    {
        await site.DisposeAsync();
        site = start(this);
    }

    private static WebApplicationFactory<Program> Start(
        WebWorld world, DatabaseOptions database, (string Key, string Value)[] settings, Action<IServiceCollection>? change)
    {
        var site = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            host.UseUrls("http://127.0.0.1:0");
            host.UseSetting("Salon:DataDirectory", database.DataDirectory);
            host.UseSetting("Salon:PublicUrl", "http://localhost");
            host.UseSetting("ConnectionStrings:Salon", database.ConnectionString);
            host.UseSetting("Logging:LogLevel:Default", "Error");
            host.UseSetting("Salon:DrainSeconds", "0");
            host.UseSetting("Salon:Authentica:Key", "test-key");
            if (database.IsPostgres) host.UseSetting("Salon:KeyRingSecret", SalonProcess.Secret); // required there
            host.UseSetting("Salon:Authentica:Address", "https://authentica.invalid/"); // whatever slips past the inboxes goes nowhere
            foreach (var (key, value) in settings) host.UseSetting(key, value);
            host.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(world.Clock);
                services.AddSingleton<ICodeSender>(world.Inbox);
                services.RemoveAll<IMessageChannel>().AddSingleton<IMessageChannel>(world.Texts);
                services.Remove(services.Single(service => service.ImplementationType == typeof(JobRunner))); // tests run jobs when they want them
                change?.Invoke(services);
            });
        });
        if (world.overHttp) site.UseKestrel(); // not UseKestrel(port: 0), which takes 5000: two sites would meet there
        site.StartServer(); // a wrong setting fails here, not at the first request
        return site;
    }

    /// <summary>A browser or app of its own: keeps its cookies, shows redirects instead of following them.</summary>
    /// <param name="address">Only in memory: what the site believes to be called by.</param>
    /// <param name="keepsCookies">False for whoever keeps them herself.</param>
    public HttpClient Client(string address = "http://localhost", bool keepsCookies = true) => overHttp
        ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = keepsCookies, CookieContainer = new() }) { BaseAddress = Address }
        : site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri(address), HandleCookies = keepsCookies });

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        if (isFirst) Directory.Delete(folder, recursive: true);
    }
}
