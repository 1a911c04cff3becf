using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Salon.Data;

/// <summary>The installation's own master key, made at the first start, and keys derived from it, one per purpose (HKDF, RFC 5869).</summary>
/// <remarks>
/// SQLite: a file beside the database, readable by its owner only. PostgreSQL: a row, because every node needs the same one.
/// With <c>Salon:KeyRingSecret</c> it is stored encrypted, so that whoever reads a dump or a backup has nothing to open boxes with.
/// </remarks>
public sealed class ServerKeys(Database database, DatabaseOptions options)
{
    private const int Bytes = 32;
    private const int IdBytes = 8;
    private const string Purpose = "master-key";

    private readonly Lazy<Task<byte[]>> master = new(() => options.IsPostgres ? FromRowAsync(database, options.KeyRingSecret) : Task.FromResult(FromFile(options)));

    /// <summary>At start: reads the master key, makes one where there is none, and encrypts one that was stored before there was a secret.</summary>
    /// <exception cref="KeyRingSecretException">It is encrypted with another secret than the one that is set.</exception>
    public Task PrepareAsync() => master.Value;

    /// <param name="purpose">Names the use, so that a key leaked from one is worthless to another.</param>
    public async Task<byte[]> ForAsync(string purpose) => Derive(await master.Value, purpose, Bytes);

    /// <summary>Which master key this is, without telling anything about it: stands in what it sealed.</summary>
    public async Task<byte[]> IdAsync() => Derive(await master.Value, "key-id", IdBytes);

    private static byte[] Derive(byte[] master, string purpose, int bytes) => HKDF.DeriveKey(HashAlgorithmName.SHA256, master, bytes, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] FromFile(DatabaseOptions options)
    {
        var folder = PrivateFiles.MakeFolder(Path.Combine(options.DataDirectory, "keys"));
        var path = Path.Combine(folder, "master.key");
        PrivateFiles.Tighten(path);
        if (!File.Exists(path)) PrivateFiles.Write(path, Stored(RandomNumberGenerator.GetBytes(Bytes), options.KeyRingSecret));
        var stored = File.ReadAllBytes(path);
        if (stored.Length is not (Bytes or Bytes + SecretWrap.Overhead))
            throw new KeyRingSecretException($"{path} is damaged: it has {stored.Length} bytes. Put the one of a backup in its place.");

        var key = Open(stored, options.KeyRingSecret);
        if (IsReadable(stored) && options.KeyRingSecret is not null) PrivateFiles.Replace(path, Stored(key, options.KeyRingSecret));
        return key;
    }

    private static async Task<byte[]> FromRowAsync(Database database, string? secret)
    {
        await using var db = await database.OpenForWriteAcrossAsync(CancellationToken.None);
        await db.LockAsync([Guid.Empty], CancellationToken.None); // two nodes starting at once must agree on one key
        if (await db.ServerSecrets.SingleOrDefaultAsync() is { } kept)
        {
            var key = Open(kept.Value, secret);
            if (!IsReadable(kept.Value) || secret is null) return key;
            kept.Replace(Stored(key, secret));
            return await db.CommitAsync(CancellationToken.None) is null ? key : throw new InvalidOperationException("The installation's master key could not be encrypted.");
        }

        var made = RandomNumberGenerator.GetBytes(Bytes);
        db.ServerSecrets.Add(ServerSecret.Of(Stored(made, secret)));
        return await db.CommitAsync(CancellationToken.None) is null ? made : throw new InvalidOperationException("The installation's master key could not be stored.");
    }

    private static byte[] Stored(byte[] key, string? secret) => secret is null ? key : SecretWrap.Seal(secret, Purpose, key);

    private static bool IsReadable(byte[] stored) => stored.Length == Bytes;

    private static byte[] Open(byte[] stored, string? secret)
    {
        if (IsReadable(stored)) return stored;
        if (secret is null) throw KeyRingSecretException.Missing;
        try
        {
            return SecretWrap.Open(secret, Purpose, stored);
        }
        catch (CryptographicException)
        {
            throw KeyRingSecretException.Wrong;
        }
    }
}

/// <summary>The one row that holds the installation's master key on PostgreSQL: 32 bytes, or more when it is encrypted.</summary>
public sealed class ServerSecret
{
    private ServerSecret() { } // EF Core

    public int Id { get; private init; }
    public byte[] Value { get; private set; } = [];

    internal static ServerSecret Of(byte[] value) => new() { Id = 1, Value = value };

    internal void Replace(byte[] value) => Value = value;
}
