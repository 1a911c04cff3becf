using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Salon.Data;

namespace Salon.Web.Hosting;

/// <summary>Where the keys live that seal cookies and forms: they outlive a restart, and every node has the same.</summary>
internal static class KeyRingHosting
{
    private static readonly Version FirstSafeRuntime = new(10, 0, 7);

    public static void AddKeyRing(this WebApplicationBuilder builder)
    {
        // Before this runtime anybody could forge a sealed cookie (CVE-2026-40372).
        if (Environment.Version < FirstSafeRuntime)
            throw new SettingException($"This is .NET {Environment.Version}, which lets cookies be forged. Install .NET {FirstSafeRuntime} or newer.");

        var keys = builder.Services.AddDataProtection().SetApplicationName("Salon");
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
