using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>A browser without scripts: follows redirects, keeps cookies, fills forms in.</summary>
internal sealed class Browser(WebWorld world, string address = "http://localhost")
{
    private readonly HttpClient client = world.Client(address);
    private readonly List<string> cookies = [];

    public Uri Address { get; private set; } = new(address);

    /// <summary>Every cookie that was set, as it was set.</summary>
    public IReadOnlyList<string> Cookies => cookies;

    public HttpStatusCode Status { get; private set; }

    public IHtmlDocument Page { get; private set; } = null!;

    public string Path => Address.AbsolutePath;

    public string Title => Page.QuerySelector("h1")!.TextContent.Trim();

    public async Task OpenAsync(string address) => await ShowAsync(await client.GetAsync(new Uri(Address, address)));

    public Task<HttpResponseMessage> GetAsync(string address) => client.GetAsync(new Uri(Address, address));

    /// <summary>As navigator.sendBeacon does: a POST without a body.</summary>
    public async Task<HttpStatusCode> PostAsync(string address) => (await client.PostAsync(new Uri(Address, address), content: null)).StatusCode;

    /// <summary>Sends a form of the page as a tap on its button would.</summary>
    /// <param name="handler">The name the form has on its page.</param>
    /// <param name="fields">What is typed; the button that is tapped counts as a field.</param>
    public async Task SendAsync(string handler, params (string Name, string Value)[] fields)
    {
        var form = Page.QuerySelectorAll<IHtmlFormElement>("form").Single(f => f.QuerySelector($"input[name=_handler][value={handler}]") is not null);
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value));
        var body = new FormUrlEncodedContent([.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        await ShowAsync(await client.PostAsync(new Uri(Address, form.GetAttribute("action") ?? Address.PathAndQuery), body));
    }

    /// <summary>Proves a phone at the sign-in page.</summary>
    public async Task SignInAsync(string phone, WebWorld telephones)
    {
        await OpenAsync("/sign-in");
        await SendAsync("phone", ("Phone.Number", phone), ("Phone.Channel", "sms"));
        await SendAsync("code", ("Code", telephones.Inbox.LastCode));
        Assert.DoesNotContain("sign-in", Path, StringComparison.Ordinal);
    }

    private void Keep(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Set-Cookie", out var set)) cookies.AddRange(set);
    }

    private async Task ShowAsync(HttpResponseMessage answer)
    {
        Address = answer.RequestMessage!.RequestUri!;
        Keep(answer);
        while (answer.Headers.Location is { } next)
        {
            Address = new Uri(Address, next);
            answer = await client.GetAsync(Address);
            Keep(answer);
        }

        Status = answer.StatusCode;
        Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
