using Salon.Data;

namespace Salon.Web.Hosting;

/// <summary>What an operator sets under <c>Salon:</c>. A wrong value stops the program at start with a sentence.</summary>
public sealed record SalonSettings
{
    /// <summary>Holds the SQLite file, keys and uploads. Relative paths count from the working directory.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>The address people reach this installation by, for example https://book.example.sa; links in messages begin with it.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Whether a first start fills the database with the demo salons. Development only unless set.</summary>
    public bool? DemoData { get; init; }
}

/// <summary>A setting is missing or wrong; the message says which and what to do.</summary>
public sealed class SettingException(string sentence) : Exception(sentence);

internal static class SettingsHosting
{
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Salon").Get<SalonSettings>() ?? new SalonSettings();
        if (settings.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            throw new SettingException($"Salon:PublicUrl is \"{url}\"; it must be a full address such as https://book.example.sa.");
        if (settings.PublicUrl is null && builder.Environment.IsProduction())
            throw new SettingException("Salon:PublicUrl is missing; set it to the address customers use, such as https://book.example.sa.");
        if (settings.DemoData == true && builder.Environment.IsProduction())
            throw new SettingException("Salon:DemoData is true; demo salons and their known phone numbers do not belong in production.");
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(new DatabaseOptions
        {
            DataDirectory = Path.GetFullPath(settings.DataDirectory), ConnectionString = builder.Configuration.GetConnectionString("Salon"),
        });
    }

    /// <summary>Where the data lives, for what is registered after the settings were read.</summary>
    public static DatabaseOptions DatabaseOptions(this WebApplicationBuilder builder) =>
        (DatabaseOptions)builder.Services.First(service => service.ServiceType == typeof(DatabaseOptions)).ImplementationInstance!;
}
