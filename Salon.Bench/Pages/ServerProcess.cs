using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Salon.Bench.Pages;

/// <summary>A web server in a process of its own, listening on a free port.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private ServerProcess(Process process, Uri address, TimeSpan startedIn) => (this.process, Address, StartedIn) = (process, address, startedIn);

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer with status 200.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>Megabytes of memory that are in use by this process, as the system counts them (VmRSS).</summary>
    public double ResidentMegabytes =>
        double.Parse(File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    /// <param name="program">A .dll, or an executable.</param>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var managed = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(managed ? "dotnet" : program, [.. managed ? [program] : Array.Empty<string>(), .. arguments, "--urls", address.ToString()])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(program),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await AnswersAsync(address, process, clock, errors);
        return new(process, address, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task AnswersAsync(Uri address, Process process, Stopwatch clock, Task<string> errors)
    {
        using var http = new HttpClient { BaseAddress = address };
        while (clock.Elapsed < Patience)
        {
            if (process.HasExited) throw new InvalidOperationException($"The server ended: {await errors}");
            try
            {
                using var answer = await http.GetAsync("/");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10); // not listening yet
            }
        }

        throw new TimeoutException($"The server has not answered for {Patience.TotalSeconds} s.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
