using System.Text.Encodings.Web;
using System.Text.Unicode;
using MudBlazor;
using MudBlazor.Services;
using Salon.Web.Components;
using Salon.Web.Components.Kit;
using Salon.Web.Components.Public;
using Salon.Web.Pages.Public.Book;
using Salon.Web.State;

namespace Salon.Web.Hosting;

internal static class PagesHosting
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        // Arabic as itself, not as &#x635;: a third of the bytes
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddFormsCookie();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // A telephone that slept in a pocket comes back to what was typed; 200 such pages cost about 60 MB (docs/performance.md).
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
            circuits.DisconnectedCircuitMaxRetained = 200;
        });
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<PhoneSignIn>().AddSingleton<TimePageReader>().AddSingleton<HeldVisitReader>().AddSingleton<TypedWords>().AddSingleton<AgainReader>();
        builder.Services.AddMudServices(); // drawn by the back office alone: public pages have no circuit, and load none of its files
        builder.Services.AddLocalizationInterceptor<MudWords>();
        builder.Services.AddScoped<Texts>(_ => Texts.Current);
        builder.Services.AddScoped<Notices>().AddScoped<ChosenBranches>().AddScoped<AfterAgreeing>();
    }

    public static void MapSalonPages(this WebApplication app)
    {
        app.UseAntiforgery();
        app.UseLostSessions();
        app.MapStaticAssets().DisableRateLimiting();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
    }
}
