using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.Playwright;
using Salon.E2E.Host;

namespace Salon.E2E.Journeys;

/// <summary>What a first visit costs a telephone: nothing is in its cache yet.</summary>
/// <remarks>
/// Development sends files as they lie; a published Salon sends those that are compressed beforehand. So text counts here as Brotli makes it, the page itself
/// as it is, and headers as a page that asks over HTTP/1.1 receives them.
/// </remarks>
[Collection(CustomerStage.Name)]
public sealed class FirstLoadTests(Stage stage)
{
    private const int MostRequests = 15;
    private const long MostBytes = 150 * 1024;

    public static IEnumerable<object[]> Pages =>
        from view in EveryViewAttribute.All
        from path in new[] { "/", $"/{Demo.Lamsa}" }
        select new object[] { view, path };

    [Theory, MemberData(nameof(Pages))]
    public async Task A_first_visit_asks_for_little_and_nothing_jumps(View view, string path)
    {
        await using var her = await stage.EnterAsync(view);
        var asked = new ConcurrentQueue<IRequest>();
        her.Page.RequestFinished += (_, request) => asked.Enqueue(request);
        await her.Page.AddInitScriptAsync("""
            window.shift = 0; window.moved = '';
            new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) { window.shift += e.value; window.moved += `${e.value.toFixed(4)} at ${e.startTime | 0} ms: ` + e.sources.map(s => `${s.node?.nodeName} "${s.node?.textContent?.trim().slice(0, 40)}" ${JSON.stringify(s.previousRect)} → ${JSON.stringify(s.currentRect)}`).join("; ") + "\n"; } }).observe({ type: "layout-shift", buffered: true });
            """);

        await her.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        var costs = new List<(string Path, long Bytes)>();
        foreach (var request in asked)
        {
            var sizes = await request.SizesAsync();
            costs.Add((new Uri(request.Url).PathAndQuery, await BodyAsync(request, sizes) + sizes.ResponseHeadersSize));
        }

        var told = $"{path} {view}: {costs.Count} requests, {costs.Sum(c => c.Bytes)} bytes\n{string.Join('\n', costs.OrderByDescending(c => c.Bytes).Select(c => $"{c.Bytes,8} {c.Path}"))}";
        Assert.True(costs.Count <= MostRequests, told);
        Assert.True(costs.Sum(c => c.Bytes) <= MostBytes, told);
        var shift = await her.Page.EvaluateAsync<double>("window.shift");
        Assert.True(shift <= 0.02, $"{told}\nlayout shift {shift}\n{await her.Page.EvaluateAsync<string>("window.moved")}");
    }

    private static async Task<long> BodyAsync(IRequest request, RequestSizesResult sizes)
    {
        if (request.ResourceType == "document" || request.Url.EndsWith(".woff2", StringComparison.Ordinal)) return sizes.ResponseBodySize;
        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) await brotli.WriteAsync(await (await request.ResponseAsync())!.BodyAsync());
        return Math.Min(packed.Length, sizes.ResponseBodySize);
    }
}
