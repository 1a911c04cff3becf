using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Salon.Tests.World;
using Salon.Web.Hosting;

namespace Salon.Tests.Web;

/// <summary>The keys that seal cookies and forms outlive a restart, are shared by nodes, and can be kept encrypted.</summary>
public sealed class KeyRingTests
{
    private static readonly (string, string) Secret = ("Salon:KeyRingSecret", "a secret of at least 32 characters");

    [Fact, Trait("Proves", "R-20"), Trait("Proves", "S-21")]
    public async Task What_one_node_seals_another_opens()
    {
        await using var first = await WebWorld.StartAsync(Db.Postgres, [Secret]);
        await using var second = first.AddNode();

        Assert.Equal("hold", Sealer(second).Unprotect(Sealer(first).Protect("hold")));
        Assert.Equal("back", Sealer(first).Unprotect(Sealer(second).Protect("back")));
    }

    [Theory, BothDatabases, Trait("Proves", "R-20")]
    public async Task What_was_sealed_before_a_restart_is_opened_after_it(Db db)
    {
        await using var site = await WebWorld.StartAsync(db, [Secret]);
        var text = Sealer(site).Protect("hold");

        await site.RestartAsync();

        Assert.Equal("hold", Sealer(site).Unprotect(text));
    }

    [Theory, BothDatabases]
    public async Task With_a_secret_the_stored_keys_tell_nothing(Db db)
    {
        await using var plain = await WebWorld.StartAsync(Db.Sqlite); // on PostgreSQL the secret is required
        await using var secret = await WebWorld.StartAsync(db, [Secret]);
        Sealer(plain).Protect("x");
        Sealer(secret).Protect("x");

        Assert.Contains("<masterKey", Stored(plain), StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", Stored(secret), StringComparison.Ordinal);
        Assert.Contains("<sealed", Stored(secret), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_were_stored_readable_are_encrypted_at_the_next_start_with_a_secret()
    {
        (string, string)[] settings = [("Salon:DrainSeconds", "0")];
        await using var site = await WebWorld.StartAsync(Db.Sqlite, settings);
        var text = Sealer(site).Protect("hold");
        settings[0] = Secret;

        await site.RestartAsync();

        Assert.Equal("hold", Sealer(site).Unprotect(text));
        Assert.DoesNotContain("masterKey", Stored(site), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_in_the_database()
    {
        await using var site = await WebWorld.StartAsync(Db.Postgres, [Secret]);
        var ring = site.Get<Salon.Data.KeyRing>();
        ring.StoreElement(XElement.Parse("""<key xmlns:p="http://schemas.asp.net/2015/03/dataProtection"><masterKey p:requiresEncryption="true"><value>QQ==</value></masterKey></key>"""), "old");

        await ring.RewriteAsync(new KeyRingEncryptor(Secret.Item2).Seal);

        var box = Assert.Single(ring.GetAllElements(), key => key.Attribute("id") is null).Descendants("sealed").Single();
        Assert.Equal("QQ==", (string?)new KeyRingDecryptor(site.Services).Decrypt(box).Element("value"));
        Assert.DoesNotContain("QQ==", Stored(site), StringComparison.Ordinal);
    }

    private static IDataProtector Sealer(WebWorld site) => site.Get<IDataProtectionProvider>().CreateProtector("test");

    private static string Stored(WebWorld site) => string.Concat(site.Get<IOptions<KeyManagementOptions>>().Value.XmlRepository!.GetAllElements());
}
