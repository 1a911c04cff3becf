using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Tests.World;
using Salon.Web.Sandbox;

namespace Salon.Tests.Sandbox;

/// <summary>The program in Development, listening on a port of its own: production gateways talk to its stand-ins over real HTTP.</summary>
public sealed class SandboxSite : IAsyncDisposable
{
    public static readonly PhoneNumber Noura = PhoneNumber.FromStored("+966500000010");

    private readonly WebApplicationFactory<Program> site;
    private readonly string folder;

    private SandboxSite(WebApplicationFactory<Program> site, string folder)
    {
        (this.site, this.folder) = (site, folder);
        Browser = site.CreateClient();
    }

    public HttpClient Browser { get; }

    public T Get<T>() where T : notnull => site.Services.GetRequiredService<T>();

    public static async Task<SandboxSite> StartAsync(Db db = Db.Sqlite, params (string Key, string Value)[] settings)
    {
        var database = await SalonWorld.NewDatabaseAsync(db);
        var site = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseUrls("http://127.0.0.1:0");
            host.UseSetting("Salon:DataDirectory", database.DataDirectory);
            host.UseSetting("Salon:DemoData", "false");
            host.UseSetting("ConnectionStrings:Salon", database.ConnectionString);
            host.UseSetting("Logging:LogLevel:Default", "Error");
            foreach (var (key, value) in settings) host.UseSetting(key, value);
        });
        site.ClientOptions.AllowAutoRedirect = false;
        site.UseKestrel();
        site.StartServer();
        return new SandboxSite(site, database.DataDirectory);
    }

    public async Task BehaveAsync(SandboxBehaviour behaviour) =>
        (await Browser.PutAsJsonAsync("/sandbox/faults", behaviour)).EnsureSuccessStatusCode();

    public async Task<IReadOnlyList<SandboxMessage>> InboxAsync(string? to = null) =>
        (await Browser.GetFromJsonAsync<List<SandboxMessage>>(to is null ? "/sandbox/inbox" : $"/sandbox/inbox?to={Uri.EscapeDataString(to)}", JsonSerializerOptions.Web))!;

    public Task<CodeDelivery> SendCodeAsync(string code = "482193", CodeChannel channel = CodeChannel.Sms, string language = "ar") =>
        Get<ICodeSender>().SendAsync(new CodeMessage(RowId.New(), Noura, code, channel, Languages.Parse(language)!, null), default);

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await site.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
