namespace Salon.Bench.Pages;

/// <summary>Salon as it is published, with the demo salons in a fresh SQLite database.</summary>
internal sealed class PublishedSalon : IDisposable
{
    /// <summary>Where ./dev bench publishes to, from the top of the repository; SALON_PUBLISHED names another place.</summary>
    private const string Folder = "artifacts/published";

    private readonly string data = Directory.CreateTempSubdirectory("salon-bench-").FullName;

    public string SqliteFile => Path.Combine(data, "salon.db");

    /// <param name="environment">"Production", as an operator runs it, "Bench" (demo salons, any number of requests) or "Development" (stand-ins too).</param>
    /// <param name="more">Further settings, as names of environment variables.</param>
    public Task<ServerProcess> StartAsync(string environment, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["Salon__DataDirectory"] = data,
            ["Salon__PublicUrl"] = "http://127.0.0.1",
            ["Salon__Authentica__Key"] = "none",
        };
        if (environment == "Development") settings.Remove("Salon__Authentica__Key");
        else if (environment != "Production")
        {
            settings["Salon__DemoData"] = "true";
            settings["Salon__Limits__Reads__PerAddress"] = "100000000";
        }

        foreach (var (name, value) in more) settings[name] = value;
        return ServerProcess.StartAsync(Program(), [], settings);
    }

    public void Dispose() => Directory.Delete(data, recursive: true);

    private static string Program()
    {
        var folder = Environment.GetEnvironmentVariable("SALON_PUBLISHED") ?? Path.Combine(Environment.CurrentDirectory, Folder);
        foreach (var name in (string[])["Salon.Web", "Salon.Web.dll"])
        {
            if (File.Exists(Path.Combine(folder, name))) return Path.Combine(folder, name);
        }

        throw new FileNotFoundException($"Salon is not published in {folder}: ./dev bench does that, or dotnet publish Salon.Web -c Release -o {folder}");
    }
}
