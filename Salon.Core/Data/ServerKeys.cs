using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Salon.Data;

/// <summary>The installation's own secret, made at the first start, and keys derived from it, one per purpose (HKDF, RFC 5869).</summary>
/// <remarks>SQLite: a file beside the database, readable by its owner only. PostgreSQL: a row, because every node needs the same one.</remarks>
public sealed class ServerKeys(Database database, DatabaseOptions options)
{
    private const int Bytes = 32;

    private readonly Lazy<Task<byte[]>> master = new(() => options.IsPostgres ? FromRowAsync(database) : Task.FromResult(FromFile(options)));

    /// <param name="purpose">Names the use, so that a key leaked from one is worthless to another.</param>
    public async Task<byte[]> ForAsync(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, await master.Value, Bytes, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] FromFile(DatabaseOptions options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "keys"));
        var path = Path.Combine(folder.FullName, "master.key");
        if (!File.Exists(path))
        {
            var fresh = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
            using var stream = new FileStream(path, fresh);
            stream.Write(RandomNumberGenerator.GetBytes(Bytes));
            stream.Flush(flushToDisk: true);
        }

        return File.ReadAllBytes(path);
    }

    private static async Task<byte[]> FromRowAsync(Database database)
    {
        await using var db = await database.OpenForWriteAcrossAsync(CancellationToken.None);
        await db.LockAsync([Guid.Empty], CancellationToken.None); // two nodes starting at once must agree on one secret
        if (await db.ServerSecrets.SingleOrDefaultAsync() is { } kept) return kept.Value;

        var made = new ServerSecret { Id = 1, Value = RandomNumberGenerator.GetBytes(Bytes) };
        db.ServerSecrets.Add(made);
        return await db.CommitAsync(CancellationToken.None) is null ? made.Value : throw new InvalidOperationException("The server's secret could not be stored.");
    }
}

/// <summary>The one row that holds the installation's secret on PostgreSQL.</summary>
public sealed class ServerSecret
{
    public required int Id { get; init; }
    public required byte[] Value { get; init; }
}
