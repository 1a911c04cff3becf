using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>The installation's master key is the same after every start, and encrypted where it is stored once there is a secret.</summary>
public sealed class ServerKeysTests
{
    [Theory, BothDatabases]
    public async Task A_key_that_was_stored_readable_is_encrypted_at_the_next_start_with_a_secret(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var before = await Start(world, secret: null).ForAsync("test");
        Assert.Equal(32, (await StoredAsync(world)).Length);

        var after = await Start(world, SalonProcess.Secret).ForAsync("test");
        var stored = await StoredAsync(world);

        Assert.Equal(before, after);
        Assert.True(stored.Length > 32);
        Assert.Equal(before, await Start(world, SalonProcess.Secret).ForAsync("test"));
        Assert.Equal(stored, await StoredAsync(world)); // it is encrypted once
    }

    [Theory, BothDatabases]
    public async Task Without_its_secret_or_with_another_one_nothing_is_opened_and_nothing_made_anew(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        await Start(world, SalonProcess.Secret).PrepareAsync();
        var stored = await StoredAsync(world);

        var missing = await Assert.ThrowsAsync<KeyRingSecretException>(() => Start(world, secret: null).PrepareAsync());
        var wrong = await Assert.ThrowsAsync<KeyRingSecretException>(() => Start(world, "another secret of at least 32 characters").PrepareAsync());

        Assert.Contains("Salon:KeyRingSecret is missing", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Salon:KeyRingSecret does not open the stored keys", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(stored, await StoredAsync(world));
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_told_of_and_not_replaced()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await Start(world, secret: null).PrepareAsync();
        await File.WriteAllBytesAsync(FileOf(world), new byte[7]);

        var damaged = await Assert.ThrowsAsync<KeyRingSecretException>(() => Start(world, secret: null).PrepareAsync());

        Assert.Contains("is damaged: it has 7 bytes", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_and_keys_are_for_the_programs_own_user_alone()
    {
        if (OperatingSystem.IsWindows()) return; // the rights of the folder count there
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await Start(world, secret: null).PrepareAsync();
        await Shop.OpenAsync(world); // writing makes the -wal
        var backup = Path.Combine(world.Options.DataDirectory, "backup.db");
        await world.Database.BackupAsync(backup, default);

        string[] files = [world.Options.SqliteFile, $"{world.Options.SqliteFile}-wal", $"{world.Options.SqliteFile}-shm", FileOf(world), backup];
        Assert.All(files.Where(File.Exists), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(FileOf(world))!));
        Assert.Contains(files[1], files.Where(File.Exists));
    }

    private static ServerKeys Start(SalonWorld world, string? secret) => new(world.Database, world.Options with { KeyRingSecret = secret });

    private static string FileOf(SalonWorld world) => Path.Combine(world.Options.DataDirectory, "keys", "master.key");

    private static async Task<byte[]> StoredAsync(SalonWorld world)
    {
        if (!world.Options.IsPostgres) return await File.ReadAllBytesAsync(FileOf(world));
        await using var db = await world.Database.OpenAcrossAsync(default);
        return await db.ServerSecrets.Select(s => s.Value).SingleAsync();
    }
}
