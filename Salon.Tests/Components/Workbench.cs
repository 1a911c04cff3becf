using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Salon.Web.Components.Kit;
using Salon.Web.Hosting;
using Salon.Web.State;

namespace Salon.Tests.Components;

/// <summary>Where one component of the back office is drawn by itself, in one language.</summary>
internal sealed class Workbench : BunitContext
{
    public Workbench(string language = "en")
    {
        T = Texts.For(CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language)); // the test's alone: it ends with its method
        Services.AddSingleton(T).AddSingleton(Notices).AddSingleton<OpeningTurns>()
            .AddScoped(services => new CircuitTurns(services.GetRequiredService<OpeningTurns>()));
        Services.AddMudServices().AddLocalizationInterceptor<MudWords>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public Texts T { get; }

    public Notices Notices { get; } = new();

    /// <summary>Whose page is drawn, where a page of a salon is.</summary>
    public World.Shop Shop { get; set; } = null!;
}
