using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>One running Salon and one Chromium, shared by the journeys of a collection.</summary>
public sealed class Stage : IAsyncLifetime
{
    /// <summary>Milliseconds until something that is waited for counts as not coming, on a busy machine.</summary>
    private const float Patience = 15_000;

    /// <summary>The shell does not know its network and would fetch lazy pictures from 3,000 px away; a person's browser on 4G does from 1,250 px.</summary>
    private const string LazyAsOn4G = "--blink-settings=lazyLoadingImageMarginPxUnknown=1250";

    private readonly Dictionary<string, string> signedIn = [];
    private IPlaywright playwright = null!;
    private int phones;

    public SalonHost Host { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell", // the whole browser draws its own bars for every window, which costs as much as the page
            Env = BrowserEnvironment(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", LazyAsOn4G, "--disable-background-networking", "--disable-component-update", "--disable-sync"],
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

    /// <summary>`./dev hours` shifts the clock of every process by a preloaded library; Chromium does not start with it, so its pages are given the same clock.</summary>
    private static bool ShiftedClock => Environment.GetEnvironmentVariable("FAKETIME") is { Length: > 0 };

    private static Dictionary<string, string> BrowserEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(e => (string)e.Key is not ("LD_PRELOAD" or "FAKETIME")).ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);

    private async Task<Person> EnterAsync(View view, bool javaScript, string? storage)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Host.Address.ToString(), ViewportSize = new ViewportSize { Width = view.Width, Height = view.Width < 500 ? 844 : 900 },
            Locale = view.Language == "ar" ? "ar-SA" : "en-GB", TimezoneId = "Asia/Riyadh", JavaScriptEnabled = javaScript, HasTouch = view.Width < 500,
            ReducedMotion = ReducedMotion.Reduce, ColorScheme = view.Dark ? ColorScheme.Dark : ColorScheme.Light, StorageState = storage,
        });
        if (ShiftedClock) await context.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await context.AddCookiesAsync([new Cookie { Name = "salon-language", Value = view.Language, Url = Host.Address.ToString() }]);
        context.SetDefaultTimeout(Patience);
        return new Person(this, view, context, await context.NewPageAsync());
    }
}

/// <summary>
/// Two stages, each with a program and a browser of its own, play at the same time: journeys of one stage come one after another and share
/// its salon. A journey that changes what others rely on stands on the stage where they do not.
/// </summary>
[CollectionDefinition(Name)]
public sealed class CustomerStage : ICollectionFixture<Stage>
{
    public const string Name = "customers";
}

/// <inheritdoc cref="CustomerStage"/>
[CollectionDefinition(Name)]
public sealed class DeskStage : ICollectionFixture<Stage>
{
    public const string Name = "desk";
}
