using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>One running Salon and one Chromium, shared by the journeys of a collection.</summary>
public sealed class Stage : IAsyncLifetime
{
    private readonly Dictionary<string, string> signedIn = [];
    private IPlaywright playwright = null!;
    private int phones;

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

    /// <summary>A telephone nobody has used before, E.164.</summary>
    public string NewPhone() => $"+96655{Interlocked.Increment(ref phones):0000000}";

    /// <summary>A person with a device of her own: her own cookies, language and screen.</summary>
    public Task<Person> EnterAsync(View view, bool javaScript = true) => EnterAsync(view, javaScript, storage: null);

    /// <summary>Somebody of the demo data, signed in. Proves the phone once for the whole run.</summary>
    /// <param name="phone">E.164.</param>
    public async Task<Person> EnterAsAsync(View view, string phone)
    {
        if (!signedIn.TryGetValue(phone, out var storage))
        {
            await using var arriving = await EnterAsync(view);
            await arriving.SignInAsync(phone);
            signedIn[phone] = storage = await arriving.Context.StorageStateAsync();
        }

        return await EnterAsync(view, javaScript: true, storage);
    }

    private async Task<Person> EnterAsync(View view, bool javaScript, string? storage)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Host.Address.ToString(), ViewportSize = new ViewportSize { Width = view.Width, Height = view.Width < 500 ? 844 : 900 },
            Locale = view.Language == "ar" ? "ar-SA" : "en-GB", TimezoneId = "Asia/Riyadh", JavaScriptEnabled = javaScript, HasTouch = view.Width < 500,
            ReducedMotion = ReducedMotion.Reduce, ColorScheme = view.Dark ? ColorScheme.Dark : ColorScheme.Light, StorageState = storage,
        });
        await context.AddCookiesAsync([new Cookie { Name = "salon-language", Value = view.Language, Url = Host.Address.ToString() }]);
        context.SetDefaultTimeout(15_000);
        return new Person(this, view, context, await context.NewPageAsync());
    }
}

[CollectionDefinition(Name)]
public sealed class StageCollection : ICollectionFixture<Stage>
{
    public const string Name = "stage";
}
