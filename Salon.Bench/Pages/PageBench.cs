using System.Text.RegularExpressions;

namespace Salon.Bench.Pages;

/// <summary>B-6: the pages a booking begins with, as an anonymous customer gets them, beside the page of the Blazor template.</summary>
internal static partial class PageBench
{
    private const int Connections = 32;
    private const double ShareOfTemplate = 0.5, P99 = 40;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4), Time = TimeSpan.FromSeconds(5);

    public static async Task<bool> RunAsync()
    {
        using var published = new PublishedSalon();
        await using var salon = await published.StartAsync("Bench");
        await using var template = await ServerProcess.StartAsync(typeof(PageBench).Assembly.Location, [TemplateServer.Command], new Dictionary<string, string>(StringComparer.Ordinal));

        await Load.OnAsync(template.Address, Connections, WarmUp, WarmUp); // once more: the lightest page takes the longest until it is compiled for good
        Console.WriteLine($"template, static       {await Load.OnAsync(template.Address, Connections, WarmUp, Time)}");
        var floor = await Load.OnAsync(new Uri(template.Address, "/?interactive"), Connections, WarmUp, Time);
        Console.WriteLine($"template, interactive  {floor}   (the floor)");
        var services = new Uri(salon.Address, "/lamsa/book");
        var reached = Told("ours: services", await Load.OnAsync(services, Connections, WarmUp, Time), floor, judged: true);
        Told("ours: times", await Load.OnAsync(await TimesAsync(services), Connections, WarmUp, Time), floor, judged: false);
        return reached;
    }

    private static bool Told(string name, Load load, Load floor, bool judged)
    {
        var reached = load.PerSecond >= ShareOfTemplate * floor.PerSecond && load.P99 <= P99;
        Console.WriteLine(FormattableString.Invariant($"{name,-22} {load}   {load.PerSecond / floor.PerSecond:0.00} x template   {(!judged ? "" : reached ? "ok" : "MISSED")}"));
        return reached;
    }

    // The times of the first service on the menu.
    private static async Task<Uri> TimesAsync(Uri services)
    {
        using var http = new HttpClient();
        var first = Service().Match(await http.GetStringAsync(services)).Groups["id"].Value;
        return new Uri(services, $"/lamsa/book/time?service={first}");
    }

    [GeneratedRegex("""name="service" value="(?<id>[0-9a-f-]{36})""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Service();
}
