using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Payments.Online;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>Somebody holds all rows of all tables and the folder of keys, and tries every byte string in them as a key.</summary>
public sealed partial class StolenBackupTests
{
    private const string ApiKey = "sk_test_a_key_that_moves_money";

    [Theory, BothDatabases]
    [Trait("Proves", "S-21")]
    public async Task With_a_secret_neither_a_dump_nor_the_folder_of_keys_opens_anything(Db db)
    {
        await using var site = await WebWorld.StartAsync(db, [("Salon:KeyRingSecret", SalonProcess.Secret)]);

        var loot = await StealAsync(site);

        Assert.Empty(Opened(loot));
        Assert.DoesNotContain(loot.Texts, text => text.Contains("<masterKey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_one_the_folder_of_keys_opens_everything_so_the_test_above_can_fail()
    {
        await using var site = await WebWorld.StartAsync(Db.Sqlite);

        Assert.Contains(ApiKey, Opened(await StealAsync(site)));
    }

    private sealed record Loot(IReadOnlyList<byte[]> Bytes, IReadOnlyList<string> Texts, IReadOnlyList<byte[]> Boxes, OrganizationId Whose);

    private static async Task<Loot> StealAsync(WebWorld site)
    {
        var shop = await Shop.OpenAsync(site);
        await site.Get<PaymentAccounts>().SaveAsync(shop.Id, ApiKey, live: false, default);
        site.Get<IDataProtectionProvider>().CreateProtector("test").Protect("makes the first key of the ring");

        var (bytes, texts) = (new List<byte[]>(), new List<string>());
        await using (var db = await site.Database.OpenAcrossAsync(default))
        {
            foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct())
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"SELECT * FROM \"{table}\"";
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                {
                    for (var i = 0; i < rows.FieldCount; i++)
                    {
                        if (rows.GetValue(i) is byte[] value) bytes.Add(value);
                        else if (rows.GetValue(i) is string text) texts.Add(text);
                    }
                }
            }
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(site.Get<DatabaseOptions>().DataDirectory), "*", SearchOption.AllDirectories).Where(file => !file.Contains("salon.db", StringComparison.Ordinal)))
        {
            bytes.Add(await File.ReadAllBytesAsync(file));
            texts.Add(await File.ReadAllTextAsync(file));
        }

        await using var reading = await site.Database.OpenAsync(shop.Id, default);
        var account = await reading.PaymentAccounts.AsNoTracking().SingleAsync();
        return new Loot(bytes, texts, [account.SecretKey, account.WebhookSecret], shop.Id);
    }

    private static List<string> Opened(Loot loot)
    {
        var decoded = loot.Texts.SelectMany(text => Encoded().Matches(text).Select(match => match.Value)).SelectMany(Decoded);
        var candidates = loot.Bytes.Concat(decoded).Where(bytes => bytes.Length is >= 32 and <= 4096).Concat(loot.Texts.Where(text => text.Length is >= 32 and <= 200).Select(Encoding.UTF8.GetBytes));
        var keys = candidates.SelectMany(bytes => Enumerable.Range(0, bytes.Length - 31).Select(from => bytes[from..(from + 32)]))
            .DistinctBy(Convert.ToHexString).SelectMany(key => new[] { key, HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "provider-secrets"u8.ToArray()) });
        return [.. keys.SelectMany(key => loot.Boxes.SelectMany(box => Open(key, box, loot.Whose)))];
    }

    // The format is no secret: everything but the key is in the source.
    private static IEnumerable<string> Open(byte[] key, byte[] box, OrganizationId whose)
    {
        using var aes = new AesGcm(key, 16);
        foreach (var purpose in (string[])["moyasar.secret-key", "moyasar.webhook-secret"])
        {
            var inner = box.AsSpan(12);
            var plain = new byte[inner.Length - 28];
            if (TryDecrypt(aes, inner, plain, Encoding.UTF8.GetBytes($"{whose.Value:N}|{purpose}"))) yield return Encoding.UTF8.GetString(plain);
        }
    }

    private static bool TryDecrypt(AesGcm aes, ReadOnlySpan<byte> inner, byte[] plain, byte[] about)
    {
        try
        {
            aes.Decrypt(inner[..12], inner[28..], inner[12..28], plain, about);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static IEnumerable<byte[]> Decoded(string text)
    {
        var base64 = new byte[text.Length];
        if (Convert.TryFromBase64String(text, base64, out var written)) yield return base64[..written];
        if (text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)) yield return Convert.FromHexString(text);
    }

    [GeneratedRegex("[A-Za-z0-9+/]{40,}={0,2}", RegexOptions.None, 1000)]
    private static partial Regex Encoded();
}
