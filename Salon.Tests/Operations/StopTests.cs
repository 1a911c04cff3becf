using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Salon.Tests.Pages;
using Salon.Tests.Web;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>How the program stops, and how it starts again.</summary>
public sealed class StopTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("salon-stop-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact, Trait("Proves", "R-19")]
    public async Task Told_to_stop_it_says_so_goes_on_serving_for_a_while_and_ends_in_order()
    {
        var settings = SalonProcess.Production(folder);
        settings["Salon__DrainSeconds"] = "4";
        await using var program = await SalonProcess.StartAsync(settings);
        var checks = (await program.Client.ReadAsync("/health/ready")).Json.GetProperty("checks");
        Assert.Equal("""{"database":"ok","schema":"ok","outbox":"ok","jobs":"ok","disk":"ok"}""", checks.GetRawText());

        var stopping = Stopwatch.StartNew();
        program.AskToStop();
        Answer ready;
        while ((ready = await program.Client.ReadAsync("/health/ready")).Status == HttpStatusCode.OK) Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(3));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stopping"), (ready.Status, ready.Text("status")));
        Assert.Equal(HttpStatusCode.OK, (await program.Client.ReadAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await program.Client.ReadAsync("/api/v1/salons")).Status); // whoever comes meanwhile is served
        Assert.Equal(0, await program.WaitAsync());
        Assert.InRange(stopping.Elapsed.TotalSeconds, 3.5, 30);
        Assert.All(program.Lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.DoesNotContain(program.Lines, line => line.Contains("\"level\":\"Error\"", StringComparison.Ordinal));
    }

    [Fact, Trait("Proves", "R-19")]
    public async Task Open_pages_do_not_hold_it_up()
    {
        const int Drain = 1;
        var settings = SalonProcess.Development(folder);
        (settings["Salon__DrainSeconds"], settings["Salon__DemoHistoryDays"]) = ($"{Drain}", "0");
        await using var program = await SalonProcess.StartAsync(settings);
        var pages = new List<CircuitClient>();
        await CircuitClient.OpenAsync(pages, new Uri(program.Address, "/desk/lamsa"), await SignInAsync(program, "+966500000001"), count: 3);
        using var over = new CancellationTokenSource();
        var open = pages.ConvertAll(page => StayOpenAsync(page, over.Token));

        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await program.StopAsync());

        Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(Drain + 10), $"It took {stopping.Elapsed}."); // Kestrel would wait for them half a minute
        await over.CancelAsync();
        Assert.All(await Task.WhenAll(open), refused => Assert.True(refused > 0)); // each of them lost its line and tried to come back
        foreach (var page in pages) await page.DisposeAsync();
    }

    private static async Task<CookieContainer> SignInAsync(SalonProcess program, string phone)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var browser = new Browser(client, program.Address.GetLeftPart(UriPartial.Authority));
        await browser.SignInAsync(phone, () => program.CodeAsync(phone));
        return browser.CookieContainer();
    }

    /// <summary>As an open page of the back office does: whenever its circuit ends, it connects again.</summary>
    /// <returns>How often that was refused.</returns>
    private static async Task<int> StayOpenAsync(CircuitClient page, CancellationToken ct)
    {
        var refused = 0;
        while (refused == 0 || !ct.IsCancellationRequested)
        {
            await page.Ended;
            await page.DropAsync();
            try
            {
                await page.ReturnAsync();
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or InvalidOperationException or OperationCanceledException)
            {
                refused++;
                await Task.Delay(50, CancellationToken.None); // refused, or gone
            }
        }

        return refused;
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_starts_where_the_first_ended()
    {
        var settings = SalonProcess.Production(folder);
        await using (var first = await SalonProcess.StartAsync(settings)) Assert.Equal(0, await first.StopAsync());
        Assert.False(File.Exists(Path.Combine(folder, "salon.db-wal")) && new FileInfo(Path.Combine(folder, "salon.db-wal")).Length > 0, "the log was not written back");

        await using var second = await SalonProcess.StartAsync(settings);

        Assert.Equal(0, await second.StopAsync());
    }
}
