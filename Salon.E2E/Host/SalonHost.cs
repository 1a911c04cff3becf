using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Salon.E2E.Host;

/// <summary>The real program in a process of its own, in Development, on a fresh SQLite database with the demo salons.</summary>
public sealed partial class SalonHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly string folder;
    private readonly HttpClient http;

    private SalonHost(Process process, string folder, Uri address) =>
        (this.process, this.folder, Address, http) = (process, folder, address, new HttpClient { BaseAddress = address });

    public Uri Address { get; }

    public static async Task<SalonHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("salon-e2e-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var program = Path.Combine(AppContext.BaseDirectory, "Salon.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", address.ToString(), "--contentRoot", WebProject()])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Salon__DataDirectory"] = Path.Combine(folder, "data");
        start.Environment["Salon__PublicUrl"] = address.ToString().TrimEnd('/');
        start.Environment["Salon__DemoHistoryDays"] = "2"; // enough for yesterday's list; more would only cost time
        var process = Process.Start(start)!;
        var host = new SalonHost(process, folder, address);
        host.KeepLog();
        await host.WaitUntilItAnswersAsync();
        return host;
    }

    /// <summary>The one-time code that was last sent to a phone, read where a developer reads it.</summary>
    /// <param name="phone">E.164.</param>
    public async Task<string> CodeForAsync(string phone) => Code().Match((await MessageAsync(phone, m => Code().IsMatch(m.Text))).Text).Value;

    /// <summary>The newest message to a phone that is the wanted one; waits for it.</summary>
    /// <param name="phone">E.164.</param>
    public async Task<SandboxMessage> MessageAsync(string phone, Func<SandboxMessage, bool> wanted)
    {
        SandboxMessage? message = null;
        await Eventually.TrueAsync(async () => (message = (await InboxAsync(phone)).FirstOrDefault(wanted)) is not null, $"the message reaches {phone}");
        return message!;
    }

    /// <summary>Messages sent to a phone, newest first.</summary>
    public async Task<IReadOnlyList<SandboxMessage>> InboxAsync(string phone) =>
        await http.GetFromJsonAsync<SandboxMessage[]>($"/sandbox/inbox?to={Uri.EscapeDataString(phone)}") ?? [];

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What the program printed, for the message of a failed test.</summary>
    public string Log { get; private set; } = "";

    private void KeepLog()
    {
        process.OutputDataReceived += (_, e) => Log += e.Data + "\n";
        process.ErrorDataReceived += (_, e) => Log += e.Data + "\n";
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private async Task WaitUntilItAnswersAsync()
    {
        await Eventually.TrueAsync(async () => process.HasExited || await AnswersAsync(), "Salon answers", StartLimit);
        if (process.HasExited) throw new InvalidOperationException($"Salon did not start:\n{Log}");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await http.GetAsync("/");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    // The web project's folder, so that Development finds its static files.
    private static string WebProject()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Salon.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Salon.sln was not found above the tests.");
        return Path.Combine(folder.FullName, "Salon.Web");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"\b\d{6}\b", RegexOptions.None, 1000)]
    private static partial Regex Code();
}

/// <summary>A message as the sandbox shows it.</summary>
public sealed record SandboxMessage(string Id, string Channel, string To, string Text, DateTimeOffset SentAt, string Status);
