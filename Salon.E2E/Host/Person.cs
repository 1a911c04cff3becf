using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>Somebody using Salon in a browser. Finds things the way people do: by role and visible words, in her language.</summary>
public sealed class Person(Stage stage, View view, IBrowserContext context, IPage page) : IAsyncDisposable
{
    private static readonly string Screenshots = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "artifacts", "screenshots");

    public IPage Page => page;

    public IBrowserContext Context => context;

    public View View => view;

    /// <summary>The sentences of her language.</summary>
    public Texts T { get; } = Texts.For(CultureInfo.GetCultureInfo(view.Language));

    public bool OnPhone => view.Width < 500;

    public async Task GoAsync(string path)
    {
        var response = await page.GotoAsync(path);
        Assert.True(response?.Ok, $"{path} answered {response?.Status}");
    }

    public ILocator Button(string key, params object[] args) => page.GetByRole(AriaRole.Button, new() { Name = T.Unmarked[key, args] });

    public ILocator Link(string key, params object[] args) => page.GetByRole(AriaRole.Link, new() { Name = T.Unmarked[key, args] });

    public Task<string> CodeAsync(string phone) => stage.Host.CodeForAsync(phone);

    /// <summary>Keeps a picture of the whole page and checks that it reads in her direction, does not scroll sideways, and that axe finds nothing.</summary>
    public async Task LookAsync(string name)
    {
        Directory.CreateDirectory(Screenshots);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"{name}-{view}.png"), FullPage = true });

        Assert.Equal(view.Language == "ar" ? "rtl" : "ltr", await page.Locator("html").GetAttributeAsync("dir"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} scrolls sideways at {view.Width} px");
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{name} {view}:\n{string.Join('\n', found.Violations.Select(Describe))}");
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private static string Describe(AxeResultItem item) => $"{item.Id}: {item.Help}\n  {string.Join("\n  ", item.Nodes.Take(3).Select(n => n.Html))}";
}
