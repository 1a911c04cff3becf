using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Salon.Data;
using Salon.Payments.Online;

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

        PrivateFiles.MakeFolder(Path.Combine(database.DataDirectory, "keys"));
        keys.PersistKeysToFileSystem(new DirectoryInfo(PrivateFiles.MakeFolder(FolderOf(database))));
    }

    /// <summary>
    /// Keys that cannot be opened would be replaced in silence: everybody signed out, and two nodes that never read each other's cookies.
    /// Keys that were stored before there was a secret are encrypted now.
    /// </summary>
    /// <exception cref="KeyRingSecretException">The secret is missing, or not the one the stored keys were made with.</exception>
    public static async Task CheckKeyRingAsync(this WebApplication app)
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
                throw KeyRingSecretException.Wrong;
            }
        }

        if (app.Services.GetRequiredService<SalonSettings>().KeyRingSecret is not { } secret) return;
        var encryptor = new KeyRingEncryptor(secret);
        if (app.Services.GetService<KeyRing>() is { } ring) await ring.RewriteAsync(encryptor.Seal);
        else SealFiles(FolderOf(app.Services.GetRequiredService<DatabaseOptions>()), encryptor);
    }

    /// <summary>A backup that came back without its keys: the program runs, and everything but paying online with it. Said where the operator looks first.</summary>
    public static async Task WarnOfLostKeysAsync(this WebApplication app)
    {
        var locked = await app.Services.GetRequiredService<PaymentAccounts>().LockedAsync(app.Lifetime.ApplicationStopping);
        if (locked.Count > 0)
            app.Logger.LogError(
                "{Count} payment accounts were sealed with another master key than this installation has: put back the keys of the backup, or let their owners connect again; until then they take no payments online",
                locked.Count);
    }

    private static string FolderOf(DatabaseOptions database) => Path.Combine(database.DataDirectory, "keys", "ring");

    private static void SealFiles(string folder, KeyRingEncryptor encryptor)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml").ToList())
        {
            PrivateFiles.Tighten(file);
            var key = XElement.Load(file);
            if (encryptor.Seal(key)) PrivateFiles.Replace(file, Encoding.UTF8.GetBytes(key.ToString()));
        }
    }
}
