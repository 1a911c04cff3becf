using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Salon.Jobs;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Operations;

/// <summary>When the program dies, seen from the provider.</summary>
internal enum Moment
{
    /// <summary>Somebody has asked the program to pay; no call has come here.</summary>
    Asked,
    /// <summary>A call is here, and is never carried out.</summary>
    Before,
    /// <summary>It is carried out, and nobody hears of it.</summary>
    Done,
    Answered,
    /// <summary>The customer has paid, and the news are under way.</summary>
    Paid,
}

/// <summary>The stand-in of the payment provider in a process that lives on, with a trap in front of it.</summary>
internal sealed class PaymentProvider : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("salon-provider-").FullName;
    private readonly WebApplicationFactory<Program> site;
    private Trap? trap;

    private PaymentProvider() => site = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
    {
        host.UseEnvironment("Development");
        host.UseUrls("http://127.0.0.1:0");
        host.UseSetting("Salon:DataDirectory", folder);
        host.UseSetting("Salon:DemoData", "false");
        host.UseSetting("Logging:LogLevel:Default", "Error");
        host.ConfigureTestServices(services =>
        {
            services.Remove(services.Single(service => service.ImplementationType == typeof(JobRunner)));
            services.AddSingleton<IStartupFilter>(new TrapFilter(this));
        });
    });

    public Uri Address { get; private set; } = null!;

    public MoyasarStore Store => site.Services.GetRequiredService<MoyasarStore>();

    private MoyasarBank Bank => site.Services.GetRequiredService<MoyasarBank>();

    public static Task<PaymentProvider> OpenAsync()
    {
        var provider = new PaymentProvider();
        provider.site.UseKestrel();
        provider.site.StartServer();
        var own = provider.site.CreateClient().BaseAddress!;
        provider.Address = new Uri(own, "/sandbox/moyasar/v1/");
        provider.site.Services.GetRequiredService<MoyasarFaults>().Set(new MoyasarBehaviour(ClockScale: 0.005)); // news come again after 0, 0.3, 3 and 9 seconds
        return Task.FromResult(provider);
    }

    /// <summary>The next such call is the program's last.</summary>
    /// <param name="call">How its method and path begin and end, such as "POST refund".</param>
    public Task SetTrap(string call, Moment moment, int milliseconds, Func<Task> kill)
    {
        trap = new(call.Split(' '), moment, milliseconds, kill, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return trap.Sprung.Task;
    }

    public void Forget() => trap = null;

    /// <summary>A customer pays on the provider's page, once.</summary>
    public void Pay(string page, long minor)
    {
        var invoice = page[(page.LastIndexOf('/') + 1)..];
        if (Store.List("payment", "lamsa").Any(p => (string?)p["invoice_id"] == invoice)) return;
        var id = Guid.NewGuid().ToString();
        Bank.Charge("lamsa", id, minor, "SAR", MoyasarCards.Good, "Sara Ali", false, [], Address.AbsoluteUri, invoice, true, "http://bank");
        Bank.Authenticate("lamsa", id, success: true);
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (trap is not { } set || !set.Catches(context.Request) || Interlocked.CompareExchange(ref trap, null, set) != set)
        {
            await next(context);
            return;
        }

        if (set.Moment == Moment.Done) context.Response.Body = new MemoryStream();
        if (set.Moment != Moment.Before) await next(context);
        if (set.Moment == Moment.Answered) await context.Response.CompleteAsync();
        await Task.Delay(set.Milliseconds);
        await set.Kill();
        set.Sprung.SetResult();
        if (set.Moment != Moment.Answered) context.Abort();
    }

    private sealed record Trap(string[] Call, Moment Moment, int Milliseconds, Func<Task> Kill, TaskCompletionSource Sprung)
    {
        public bool Catches(HttpRequest request) =>
            request.Path.StartsWithSegments("/sandbox/moyasar/v1", StringComparison.Ordinal, out var rest) && request.Method == Call[0]
            && (Call.Length > 1 ? rest.Value!.EndsWith(Call[1], StringComparison.Ordinal) : rest.Value!.StartsWith("/payments/", StringComparison.Ordinal));
    }

    private sealed class TrapFilter(PaymentProvider provider) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext context, RequestDelegate onwards) => provider.PassAsync(context, onwards));
            next(app);
        };
    }
}
