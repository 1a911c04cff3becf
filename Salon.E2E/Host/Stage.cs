using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>One running Salon and one Chromium, shared by the journeys of a collection.</summary>
public sealed class Stage : IAsyncLifetime
{
    private IPlaywright playwright = null!;

    public SalonHost Host { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        Host = await SalonHost.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>A person with a device of her own: her own cookies, language and screen.</summary>
    public async Task<Person> EnterAsync(View view, bool javaScript = true)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Host.Address.ToString(), ViewportSize = new ViewportSize { Width = view.Width, Height = view.Width < 500 ? 844 : 900 },
            Locale = view.Language == "ar" ? "ar-SA" : "en-GB", TimezoneId = "Asia/Riyadh", JavaScriptEnabled = javaScript, HasTouch = view.Width < 500,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddCookiesAsync([new Cookie { Name = "salon-language", Value = view.Language, Url = Host.Address.ToString() }]);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        return new Person(this, view, context, page);
    }
}

/// <summary>A language and a screen width in pixels.</summary>
public sealed record View(string Language, int Width)
{
    public override string ToString() => $"{Language}-{Width}";
}

/// <summary>Runs a theory as an Arabic and an English reader, on a phone and on a desktop.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryViewAttribute : Xunit.Sdk.DataAttribute
{
    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
        [[new View("ar", 390)], [new View("en", 390)], [new View("ar", 1280)], [new View("en", 1280)]];
}

[CollectionDefinition(Name)]
public sealed class StageCollection : ICollectionFixture<Stage>
{
    public const string Name = "stage";
}
