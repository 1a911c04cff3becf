using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>A browser without scripts: follows redirects, keeps cookies, fills forms in.</summary>
/// <param name="client">Follows no redirects and keeps no cookies: that is done here.</param>
internal sealed class Browser(HttpClient client, string address)
{
    private readonly List<string> cookies = [];
    private readonly ConcurrentDictionary<string, string> jar = new(StringComparer.Ordinal);

    public Browser(WebWorld world, string address = "http://localhost") : this(world.Client(address, keepsCookies: false), address)
    {
    }

    public Uri Address { get; private set; } = new(address);

    /// <summary>Every cookie that was set, as it was set.</summary>
    public IReadOnlyList<string> Cookies => cookies;

    /// <summary>What it keeps by now, for another client of the same site.</summary>
    public CookieContainer CookieContainer()
    {
        var container = new CookieContainer();
        foreach (var (name, value) in jar) container.Add(new Cookie(name, value, "/", Address.Host));
        return container;
    }

    public HttpStatusCode Status { get; private set; }

    public IHtmlDocument Page { get; private set; } = null!;

    public string Path => Address.AbsolutePath;

    public string Title => Page.QuerySelector("h1")!.TextContent.Trim();

    public async Task OpenAsync(string address) => await ShowAsync(await GetAsync(address));

    public Task<HttpResponseMessage> GetAsync(string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, address));
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return AskAsync(request);
    }

    /// <summary>Loses cookies, as a browser does that was told to forget them.</summary>
    /// <param name="lost">Given the name of each.</param>
    public void Forget(Func<string, bool> lost)
    {
        foreach (var name in jar.Keys.Where(lost)) jar.TryRemove(name, out _);
    }

    /// <summary>As navigator.sendBeacon does: a POST without a body.</summary>
    public async Task<HttpStatusCode> PostAsync(string address) => (await AskAsync(new(HttpMethod.Post, new Uri(Address, address)))).StatusCode;

    /// <summary>As a script of the page does: fields without a form.</summary>
    public Task<HttpResponseMessage> PostAsync(string address, (string Name, string Value)[] fields, (string Name, string Value) header)
    {
        var body = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, address)) { Content = body };
        request.Headers.Add(header.Name, header.Value);
        return AskAsync(request);
    }

    /// <summary>Sends a file as a script of the page does, with the page's token.</summary>
    public Task<HttpResponseMessage> SendFileAsync(string address, byte[] file, string field = "picture") =>
        SendContentAsync(address, new MultipartFormDataContent { { new ByteArrayContent(file), field, "../../photo.svg" } });

    /// <summary>Sends what a script of the page would, with the page's token.</summary>
    public Task<HttpResponseMessage> SendContentAsync(string address, HttpContent content)
    {
        var token = Page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, address)) { Content = content };
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("RequestVerificationToken", token);
        return AskAsync(request);
    }

    /// <summary>Sends a form of the page as a tap on its button would.</summary>
    /// <param name="handler">The name the form has on its page.</param>
    /// <param name="fields">What is typed; the button that is tapped counts as a field.</param>
    public async Task SendAsync(string handler, params (string Name, string Value)[] fields)
    {
        var form = Page.QuerySelectorAll<IHtmlFormElement>("form").Single(f => f.QuerySelector($"input[name=_handler][value={handler}]") is not null);
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value));
        var body = new FormUrlEncodedContent([.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, form.GetAttribute("action") ?? Address.PathAndQuery)) { Content = body };
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        await ShowAsync(await AskAsync(request));
    }

    /// <summary>Proves a phone at the sign-in page.</summary>
    public Task SignInAsync(string phone, WebWorld telephones) => SignInAsync(phone, () => Task.FromResult(telephones.Inbox.LastCode));

    /// <param name="phone">Any number.</param>
    /// <param name="read">Looks at the telephone for the code.</param>
    public async Task SignInAsync(string phone, Func<Task<string>> read)
    {
        await OpenAsync("/sign-in");
        await SendAsync("phone", ("Phone.Number", phone), ("Phone.Channel", "sms"));
        await SendAsync("code", ("Code", await read()));
        Assert.DoesNotContain("sign-in", Path, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request)
    {
        if (!jar.IsEmpty) request.Headers.Add("Cookie", string.Join("; ", jar.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await client.SendAsync(request);
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) return answer;
        foreach (var cookie in set)
        {
            lock (cookies) cookies.Add(cookie);
            var (name, value) = cookie.Split(';')[0].Split('=', 2) is [var left, var right] ? (left, right) : throw new FormatException(cookie);
            if (value.Length == 0) jar.TryRemove(name, out _); // taken back
            else jar[name] = value;
        }

        return answer;
    }

    private async Task ShowAsync(HttpResponseMessage answer)
    {
        Address = answer.RequestMessage!.RequestUri!;
        while (answer.Headers.Location is { } next)
        {
            Address = new Uri(Address, next);
            answer = await AskAsync(new(HttpMethod.Get, Address));
        }

        Status = answer.StatusCode;
        Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
