using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>A page that was fetched.</summary>
/// <param name="Opens">The questions and forms that its buttons say they open.</param>
public sealed record CrawledPage(string Address, IReadOnlyList<string> Opens);

/// <summary>Follows every link of every page that somebody is shown, a few of each kind, by plain requests: quick enough for whole sites.</summary>
internal sealed partial class Crawl(IAPIRequestContext requests, Uri site)
{
    private const int OfEachKind = 2; // one may happen to be right

    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);
    private readonly Queue<(string Address, string From)> left = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public List<CrawledPage> Pages { get; } = [];

    public List<string> Faults { get; } = [];

    /// <param name="refused">Addresses that are shown to everybody, but not opened to her: the page says so, and where to go on.</param>
    public async Task FollowAsync(IEnumerable<string> first, Func<string, bool> refused)
    {
        foreach (var address in first) Meet(address, "the start");
        while (left.TryDequeue(out var link))
        {
            var answer = await requests.GetAsync(link.Address, new() { Headers = [new("Accept", "text/html,*/*")] });
            if (answer.Status == 403 && refused(link.Address)) continue;
            if (answer.Status != 200) Faults.Add($"{link.Address} answered {answer.Status}; linked from {link.From}");
            else if (answer.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal)) Read(link, await answer.TextAsync());
            await answer.DisposeAsync();
        }
    }

    private void Read((string Address, string From) link, string html)
    {
        if (!Heading().Matches(html).Any(h => Tag().Replace(h.Groups["text"].Value, "").Trim().Length > 0)) Faults.Add($"{link.Address} has no heading; linked from {link.From}");
        if (Booking().IsMatch(link.Address) && !html.Contains("data-testid=\"panel\"", StringComparison.Ordinal)) Faults.Add($"{link.Address} does not open the visit; linked from {link.From}");
        Pages.Add(new(link.Address, [.. Opens().Matches(html).Select(m => m.Groups["key"].Value).Distinct()]));
        foreach (Match match in Link().Matches(html)) Meet(WebUtility.HtmlDecode(match.Groups["to"].Value), link.Address);
    }

    private void Meet(string to, string from)
    {
        if (to.Contains("&amp;", StringComparison.Ordinal)) Faults.Add($"{to} is encoded twice; linked from {from}");
        if (to.StartsWith('#') || !Uri.TryCreate(new Uri(site, from.StartsWith('/') ? from : "/"), to, out var url) || url.Scheme is not ("http" or "https") || url.Authority != site.Authority) return;
        var address = url.PathAndQuery;
        if (address.Contains("culture=", StringComparison.Ordinal) || !known.Add(address)) return;
        var kind = Own().Replace(address, "~");
        kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        if (kinds[kind] <= OfEachKind) left.Enqueue((address, from));
    }

    [GeneratedRegex("""<a\b[^>]*?\bhref="(?<to>[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<h1[^>]*>(?<text>.*?)</h1>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("""data-opens="(?<key>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opens();

    [GeneratedRegex(@"^/desk/[^/]+\?(.*&)?booking=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Booking();

    // What differs between two of a kind: ids, dates, numbers, secrets and what was searched for.
    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=[=/])[A-Za-z0-9_.-]*\d[A-Za-z0-9_.:-]*|(?<=[?&](q|city|tag)=)[^&]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Own();
}
