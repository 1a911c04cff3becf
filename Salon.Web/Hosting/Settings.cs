using Salon.Data;

namespace Salon.Web.Hosting;

/// <summary>What an operator sets under <c>Salon:</c>. A wrong value stops the program at start with a sentence.</summary>
public sealed record SalonSettings
{
    /// <summary>Holds the SQLite file, keys and uploads. Relative paths count from the working directory.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>The address people reach this installation by, for example https://book.example.sa; links in messages begin with it.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// Host names besides our own that customers of the API may be sent to after paying: those of the salons' own sites and apps, such as lamsa.example.sa.
    /// </summary>
    public IReadOnlyList<string> ReturnHosts { get; init; } = [];

    /// <summary>Whether /docs shows the API for reading and trying out. Development only unless set.</summary>
    public bool? Docs { get; init; }

    /// <summary>Below this much free space where the data directory lives, the server says that it is not ready. 1 to 1,000,000.</summary>
    public int MinFreeMegabytes { get; init; } = 100;

    /// <summary>How long the server goes on answering after it was told to stop, saying that it is not ready, so that a load balancer notices. 0 to 60; unset: 3, and 0 in Development.</summary>
    public int? DrainSeconds { get; init; }

    /// <summary>
    /// Encrypts the master key and the keys of cookies where they are stored; at least 32 characters, the same on every node, never changed.
    /// Required outside Development on PostgreSQL, where they lie in every dump. Null stores them readable.
    /// </summary>
    public string? KeyRingSecret { get; init; }

    /// <summary>Whether a first start fills the database with the demo salons. Development only unless set.</summary>
    public bool? DemoData { get; init; }

    /// <summary>For how many days before the first start the demo salons have had visits. 0 to 365.</summary>
    public int DemoHistoryDays { get; init; } = 28;
}

/// <summary>A setting is missing or wrong; the message says which and what to do.</summary>
public sealed class SettingException(string sentence) : Exception(sentence);

internal static class SettingsHosting
{
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        SettingNames.Check(builder.Configuration);
        var settings = builder.Configuration.ReadInto("Salon", new SalonSettings(), alone: false);
        Check(settings, builder.Environment);
        var connection = builder.Configuration.GetConnectionString("Salon");
        var database = new DatabaseOptions { DataDirectory = Writable(settings.DataDirectory), ConnectionString = connection, KeyRingSecret = settings.KeyRingSecret };
        if (!string.IsNullOrWhiteSpace(connection) && !database.IsPostgres)
            throw new SettingException("ConnectionStrings:Salon must begin with Host= (PostgreSQL); leave it out to use SQLite in the data directory.");
        if (database.IsPostgres && settings.KeyRingSecret is null && !builder.Environment.IsDevelopment())
            throw new SettingException("Salon:KeyRingSecret is missing; on PostgreSQL every dump of the database holds the keys it encrypts. Make one with: openssl rand -base64 32");
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(database);
    }

    /// <summary>Reads a section over defaults.</summary>
    /// <param name="alone">Nobody else reads the section, so a name in it that is not known is a typing error.</param>
    /// <exception cref="SettingException">A value is not of its type, or a name is not known.</exception>
    public static T ReadInto<T>(this IConfiguration configuration, string section, T defaults, bool alone = true) where T : class
    {
        try
        {
            configuration.GetSection(section).Bind(defaults, options => options.ErrorOnUnknownConfiguration = alone);
            return defaults;
        }
        catch (InvalidOperationException wrong)
        {
            throw new SettingException($"A setting under {section} is wrong: {wrong.Message}".ReplaceLineEndings(" "));
        }
    }

    private static void Check(SalonSettings settings, IHostEnvironment environment)
    {
        if (settings.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            throw new SettingException($"Salon:PublicUrl is \"{url}\"; it must be a full address such as https://book.example.sa.");
        if (settings.PublicUrl is null && environment.IsProduction())
            throw new SettingException("Salon:PublicUrl is missing; set it to the address customers use, such as https://book.example.sa.");
        if (settings.PublicUrl is { Scheme: "http", IsLoopback: false } && !environment.IsDevelopment())
            throw new SettingException($"Salon:PublicUrl is {settings.PublicUrl}; people sign in there, so it must begin with https.");
        if (settings.ReturnHosts.FirstOrDefault(host => Uri.CheckHostName(host) == UriHostNameType.Unknown) is { } noHost)
            throw new SettingException($"Salon:ReturnHosts has \"{noHost}\"; write host names such as lamsa.example.sa.");
        if (settings.DemoData == true && environment.IsProduction())
            throw new SettingException("Salon:DemoData is true; demo salons and their known phone numbers do not belong in production.");
        if (settings.DemoHistoryDays is < 0 or > 365)
            throw new SettingException("Salon:DemoHistoryDays must be between 0 and 365.");
        if (settings.MinFreeMegabytes is < 1 or > 1_000_000)
            throw new SettingException("Salon:MinFreeMegabytes must be between 1 and 1,000,000.");
        if (settings.DrainSeconds is < 0 or > 60)
            throw new SettingException("Salon:DrainSeconds must be between 0 and 60.");
        if (settings.KeyRingSecret is { Length: < 32 })
            throw new SettingException("Salon:KeyRingSecret must have at least 32 characters; make one with: openssl rand -base64 32");
    }

    private static string Writable(string directory)
    {
        var path = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(path);
            using var probe = File.Create(Path.Combine(path, $".probe-{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Salon:DataDirectory is {path}, which cannot be written to: {e.Message}".ReplaceLineEndings(" "));
        }
    }

    /// <summary>Where the data lives, for what is registered after the settings were read.</summary>
    public static DatabaseOptions DatabaseOptions(this WebApplicationBuilder builder) =>
        (DatabaseOptions)builder.Services.First(service => service.ServiceType == typeof(DatabaseOptions)).ImplementationInstance!;
}
