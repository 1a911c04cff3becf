using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Salon.Data;

namespace Salon.Web.Hosting;

/// <summary>Where the keys live that seal cookies and forms: they outlive a restart, and every node has the same.</summary>
internal static class KeyRingHosting
{
    public static void AddKeyRing(this WebApplicationBuilder builder)
    {
        var keys = builder.Services.AddDataProtection().SetApplicationName("Salon");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<SalonSettings>((options, settings) =>
        {
            if (settings.KeyRingSecret is { } secret) options.XmlEncryptor = new KeyRingEncryptor(secret);
        });
        var database = builder.DatabaseOptions();
        if (database.IsPostgres)
        {
            builder.Services.AddSingleton<KeyRing>();
            builder.Services.AddOptions<KeyManagementOptions>().Configure<KeyRing>((options, ring) => options.XmlRepository = ring);
            return;
        }

        var folder = Directory.CreateDirectory(Path.Combine(database.DataDirectory, "keys", "ring"));
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        keys.PersistKeysToFileSystem(folder);
    }

    /// <summary>Keys that cannot be opened would be replaced in silence: everybody signed out, and two nodes that never read each other's cookies.</summary>
    /// <exception cref="SettingException">The secret is not the one the stored keys were made with.</exception>
    public static void CheckKeyRing(this WebApplication app)
    {
        var decryptor = new KeyRingDecryptor(app.Services);
        var stored = app.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository?.GetAllElements() ?? [];
        foreach (var box in stored.SelectMany(key => key.Descendants(KeyRingEncryptor.Element)))
        {
            try
            {
                decryptor.Decrypt(box);
            }
            catch (CryptographicException)
            {
                throw new SettingException("Salon:KeyRingSecret does not open the stored keys; set it to the value they were made with, the same on every node.");
            }
        }

        if (app.Services.GetRequiredService<DatabaseOptions>().IsPostgres && app.Services.GetRequiredService<SalonSettings>().KeyRingSecret is null && !app.Environment.IsDevelopment())
            app.Logger.LogWarning("The keys of cookies are readable in the database and its backups; set Salon:KeyRingSecret");
    }
}
