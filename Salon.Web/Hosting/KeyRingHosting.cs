using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
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
}
