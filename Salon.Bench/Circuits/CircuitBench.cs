using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Salon.Bench.Pages;
using Salon.Tests.Operations;

namespace Salon.Bench.Circuits;

/// <summary>B-5: many circuits on the desk calendar: what each costs in memory beside the template's counter page, and how fast the calendar turns a day.</summary>
internal static partial class CircuitBench
{
    private const int Circuits = 1_000, Turns = 400;
    private const double MemoryOfTemplate = 2, P99 = 100;
    private const string Desk = "+966500000002";

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10), Between = TimeSpan.FromMilliseconds(50);

    public static async Task<bool> RunAsync()
    {
        await using var template = await ServerProcess.StartAsync(typeof(CircuitBench).Assembly.Location, [TemplateServer.Command], new Dictionary<string, string>(StringComparer.Ordinal));
        var floor = await MeasureAsync(template, new Uri(template.Address, "/counter?interactive"), new CookieContainer());

        using var published = new PublishedSalon();
        await using var salon = await published.StartAsync("Development");
        var cookies = await SignInAsync(salon.Address);
        var calendar = new Uri(salon.Address, "/desk/lamsa?view=day");
        var ours = await MeasureAsync(salon, calendar, cookies, turns: true);

        var (light, quick) = (ours.Kilobytes <= MemoryOfTemplate * floor.Kilobytes, ours.Turn <= P99);
        Console.WriteLine(FormattableString.Invariant($"template's counter     {floor.Kilobytes,6:0} KB a circuit   (the floor)"));
        Console.WriteLine(FormattableString.Invariant($"ours: calendar         {ours.Kilobytes,6:0} KB a circuit   {ours.Kilobytes / floor.Kilobytes:0.0} x   target {MemoryOfTemplate} x   {(light ? "ok" : "MISSED")}"));
        Console.WriteLine(FormattableString.Invariant($"turning a day          p50 {ours.Median:0} ms   p99 {ours.Turn:0} ms   {ours.DrawnKilobytes:0} KB drawn   target {P99} ms   {(quick ? "ok" : "MISSED")}"));
        return light && quick;
    }

    private static async Task<(double Kilobytes, double Median, double Turn, double DrawnKilobytes)> MeasureAsync(ServerProcess server, Uri page, CookieContainer cookies, bool turns = false)
    {
        var circuits = new List<CircuitClient>();
        try
        {
            await CircuitClient.OpenAsync(circuits, page, cookies, 50); // what is compiled and kept for everybody is not counted
            await Task.Delay(Rest);
            var before = server.ResidentMegabytes;
            await CircuitClient.OpenAsync(circuits, page, cookies, Circuits);
            await Task.Delay(Rest);
            var kilobytes = (server.ResidentMegabytes - before) * 1024 / Circuits;
            if (!turns) return (kilobytes, 0, 0, 0);

            var (random, today, times) = (new Random(5), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), new List<Task<TimeSpan>>());
            foreach (var circuit in circuits.OrderBy(_ => random.Next()).Take(Turns))
            {
                var day = today.AddDays(random.Next(2, 20));
                times.Add(circuit.GoAsync(new Uri($"{page}&date={Text(day)}"), $"date={Text(day.AddDays(1))}")); // the link to the day after
                await Task.Delay(Between);
            }

            var sorted = (await Task.WhenAll(times)).Select(t => t.TotalMilliseconds).Order().ToArray();
            return (kilobytes, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)], circuits.Average(c => c.DrawnBytes) / 1024.0);
        }
        finally
        {
            foreach (var circuit in circuits) await circuit.DisposeAsync();
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<CookieContainer> SignInAsync(Uri address)
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies };
        using var http = new HttpClient(handler) { BaseAddress = address };
        var asked = await PostAsync(http, "/sign-in", await http.GetStringAsync("/sign-in"), new() { ["Phone.Number"] = Desk, ["Phone.Channel"] = "sms" });
        var inbox = await http.GetFromJsonAsync<JsonElement>($"/sandbox/inbox?to={Uri.EscapeDataString(Desk)}");
        var code = Code().Match(inbox[0].GetProperty("text").GetString()!).Value;
        await PostAsync(http, "/sign-in/code", asked, new() { ["Code"] = code });
        return cookies;
    }

    private static async Task<string> PostAsync(HttpClient http, string page, string html, Dictionary<string, string> fields)
    {
        foreach (Match hidden in Hidden().Matches(html)) fields.TryAdd(hidden.Groups["name"].Value, WebUtility.HtmlDecode(hidden.Groups["value"].Value));
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(WebUtility.HtmlDecode(Action().Match(html) is { Success: true } action ? action.Groups["url"].Value : page), form);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s*/>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("""<form method="post"[^>]*\baction="(?<url>[^"]*)"[^>]*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();

    [GeneratedRegex(@"\b\d{6}\b", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
