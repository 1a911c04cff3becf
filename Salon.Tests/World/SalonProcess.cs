using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Salon.Tests.World;

/// <summary>The real program in a process of its own, as an operator starts it: for what only a whole process shows, such as stopping, dying and refusing to start.</summary>
public sealed partial class SalonProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>What the keys are encrypted with where they are stored.</summary>
    public const string Secret = "a secret of at least 32 characters";

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private SalonProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        Client.DefaultRequestHeaders.Add("Accept-Language", "en");
    }

    public Uri Address { get; }

    /// <summary>Speaks English.</summary>
    public HttpClient Client { get; }

    public int Id => process.Id;

    /// <summary>What it printed so far, line by line.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    public string Log => string.Join('\n', lines);

    /// <summary>What an operator sets for a real installation; tests add and replace.</summary>
    public static Dictionary<string, string> Production(string folder) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Salon__DataDirectory"] = folder, ["Salon__PublicUrl"] = "http://127.0.0.1", ["Salon__Authentica__Key"] = "test-key",
        ["Salon__DrainSeconds"] = "0",
    };

    /// <summary>As ./dev run starts it: with the sandbox and the demo salons.</summary>
    public static Dictionary<string, string> Development(string folder) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Salon__DataDirectory"] = folder,
    };

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<SalonProcess> StartAsync(Dictionary<string, string> settings, int? port = null)
    {
        var program = Launch(settings, port ?? FreePort());
        try
        {
            await Eventually.TrueAsync(async () => program.process.HasExited || await program.IsReadyAsync(), "Salon is ready", StartLimit);
            if (!program.process.HasExited) return program;
            throw new InvalidOperationException("Salon ended.");
        }
        catch (Exception e)
        {
            var log = program.Log;
            await program.DisposeAsync();
            throw new InvalidOperationException($"Salon did not start:\n{log}", e);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await Client.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    /// <summary>Starts it where it should refuse.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(Dictionary<string, string> settings, int? port = null)
    {
        await using var program = Launch(settings, port ?? FreePort());
        return (await program.WaitAsync(), program.Log);
    }

    /// <summary>Asks it to stop, as a service manager does, and waits until it has.</summary>
    public async Task<int> StopAsync()
    {
        AskToStop();
        return await WaitAsync();
    }

    public void AskToStop() => Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.Dispose();

    /// <summary>kill -9: nothing of the program runs after this.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async Task<int> WaitAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>In Development: an access token of whoever owns a phone, by the code in the sandbox's inbox.</summary>
    public async Task<string> TokenAsync(string phone)
    {
        var sent = await (await Client.PostAsJsonAsync("/api/v1/auth/otp", new { phone })).Content.ReadFromJsonAsync<JsonElement>();
        var typed = new { challengeId = sent.GetProperty("challengeId").GetString(), code = await CodeAsync(phone) };
        var answer = await Client.PostAsJsonAsync("/api/v1/auth/otp/verify", typed);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    /// <summary>In Development: the code that a phone was sent last.</summary>
    public async Task<string> CodeAsync(string phone)
    {
        var inbox = await Client.GetFromJsonAsync<JsonElement>($"/sandbox/inbox?to={Uri.EscapeDataString(phone)}");
        return SixDigits().Match(inbox.EnumerateArray().Select(m => m.GetProperty("text").GetString()!).First(t => SixDigits().IsMatch(t))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static SalonProcess Launch(Dictionary<string, string> settings, int port)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var folder = AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Salon.Web.dll"), "--urls", address.ToString()])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new SalonProcess(Process.Start(start)!, address);
    }

    // What the test run itself was started with is no concern of the program under test.
    private static bool IsSetting(string name) =>
        name.StartsWith("Salon__", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal);

    private void Keep(string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }

    [GeneratedRegex(@"\b\d{6}\b", RegexOptions.None, 1000)]
    private static partial Regex SixDigits();
}
