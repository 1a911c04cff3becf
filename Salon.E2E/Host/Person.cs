using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>Somebody using Salon in a browser. Finds things the way people do: by role and visible words, in her language.</summary>
public sealed class Person : IAsyncDisposable
{
    /// <summary>SALON_PICTURES=1 keeps a picture of every page that is looked at; painting them takes an eighth of the time.</summary>
    private static readonly bool KeepsPictures = Environment.GetEnvironmentVariable("SALON_PICTURES") is "1";

    private static readonly string Screenshots = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "artifacts", "screenshots");

    private const int Patience = 5_000;

    private readonly Stage stage;
    private readonly List<string> breakages = [];

    public Person(Stage stage, View view, IBrowserContext context, IPage page)
    {
        (this.stage, View, Context, Page) = (stage, view, context, page);
        Listen(page);
    }

    public IPage Page { get; }

    public IBrowserContext Context { get; }

    public View View { get; }

    /// <summary>The sentences of her language.</summary>
    public Texts T => Texts.For(Language);

    public CultureInfo Language => CultureInfo.GetCultureInfo(View.Language);

    public bool OnPhone => View.Width < 500;

    /// <summary>Opens an address; any answer but success fails.</summary>
    public async Task GoAsync(string path)
    {
        var response = await Page.GotoAsync(path);
        Assert.True(response?.Ok, $"{path} answered {response?.Status}\n{stage.Host.Log}");
        await AliveAsync();
    }

    /// <summary>A second tab of the same browser.</summary>
    public async Task<Person> OpenTabAsync() => new(stage, View, Context, await Context.NewPageAsync());

    /// <summary>A button with exactly these words.</summary>
    public ILocator Button(string key, params object[] args) => Page.GetByRole(AriaRole.Button, new() { Name = T[key, args], Exact = true });

    public ILocator Link(string key, params object[] args) => Page.GetByRole(AriaRole.Link, new() { Name = T[key, args], Exact = true });

    public ILocator Heading(string key, params object[] args) => Page.GetByRole(AriaRole.Heading, new() { Name = T[key, args], Exact = true, Level = 1 });

    /// <summary>A field by its label.</summary>
    public ILocator Field(string key) => Page.GetByRole(AriaRole.Textbox, new() { Name = T[key], Exact = true });

    /// <summary>Something whose name begins with these words, up to the first thing that is filled in.</summary>
    public ILocator Begins(AriaRole role, string words) => Page.GetByRole(role, new() { NameRegex = new Regex("^" + Regex.Escape(words.Split('{')[0]), RegexOptions.None, TimeSpan.FromSeconds(1)) });

    /// <summary>Waits until the page says what it is.</summary>
    public async Task ArriveAsync(string heading, params object[] args)
    {
        await Assertions.Expect(Heading(heading, args)).ToBeVisibleAsync();
        await AliveAsync();
    }

    public Task SeesAsync(ILocator what) => Assertions.Expect(what).ToBeVisibleAsync();

    /// <summary>The one-time code that was last sent to a phone.</summary>
    public Task<string> CodeAsync(string phone) => stage.Host.CodeForAsync(phone);

    /// <summary>
    /// Checks that the page reads in her direction, does not scroll sideways, that axe finds nothing,
    /// and that no script or request has failed so far.
    /// </summary>
    public async Task LookAsync(string name)
    {
        Assert.Equal(View.Language == "ar" ? "rtl" : "ltr", await Page.Locator("html").GetAttributeAsync("dir"));
        Assert.True(await FitsAsync(), $"{name} scrolls sideways at {View.Width} px");
        await AliveAsync();
        await Assertions.Expect(Page).ToHaveTitleAsync(new Regex(@"\S", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var found = await Axe.AskAsync(Page);
        if (KeepsPictures || found.Length > 0) await KeepPictureAsync($"{name}-{View}.png");
        Assert.True(found.Length == 0, $"{name} {View}:\n{string.Join('\n', found)}");
        Assert.True(breakages.Count == 0, $"{name} {View}:\n{string.Join('\n', breakages)}");
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    // A page of the back office that comes alive draws itself once more: what was pressed on its first drawing is lost.
    private Task AliveAsync() => Assertions.Expect(Page.Locator(".office:not([data-live])")).ToHaveCountAsync(0);

    // While one page is being patched into the next, something of both is there for a moment. A busy machine takes a second to ask once.
    private async Task<bool> FitsAsync()
    {
        try
        {
            await Page.WaitForFunctionAsync("document.documentElement.scrollWidth <= document.documentElement.clientWidth", null, new() { Timeout = Patience });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // On a screen as tall as the page: what sticks to the bottom is at the bottom, and what loads when it comes into sight is there.
    private async Task KeepPictureAsync(string file)
    {
        var screen = Page.ViewportSize!;
        var height = await Page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await Page.SetViewportSizeAsync(screen.Width, Math.Max(screen.Height, height));
        await Page.EvaluateAsync("""
            async () => {
              const coming = [...document.images].filter(i => !i.complete && i.checkVisibility());
              const all = Promise.all([document.fonts.ready, ...coming.map(i => new Promise(done => { i.onload = i.onerror = done; }))]);
              await Promise.race([all, new Promise(giveUp => setTimeout(giveUp, 3000))]);
            }
            """);
        Directory.CreateDirectory(Screenshots);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, file) });
        await Page.SetViewportSizeAsync(screen.Width, screen.Height);
    }

    private void Listen(IPage page)
    {
        page.PageError += (_, error) => breakages.Add($"script error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) breakages.Add($"console: {message.Text}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500 || (response.Status >= 400 && response.Request.ResourceType != "document")) breakages.Add($"{response.Url} answered {response.Status}");
        };
    }
}
