namespace Salon.Data;

/// <summary>Files and folders that only the program's own user may read, whatever the umask says: the database, keys, backups.</summary>
/// <remarks>On Windows the rights of the folder above count.</remarks>
public static class PrivateFiles
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    public static string MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, FolderMode);
        return path;
    }

    /// <summary>An empty one, unless it is there; SQLite takes an empty file for a new database, and gives its -wal and -shm the same rights.</summary>
    public static void Touch(string path)
    {
        if (!File.Exists(path)) Write(path, []);
        Tighten(path);
    }

    /// <summary>Takes everybody else's rights away from a file, if it is there.</summary>
    public static void Tighten(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path)) File.SetUnixFileMode(path, FileMode);
    }

    /// <summary>A new file, on the disk when this returns.</summary>
    /// <exception cref="IOException">It is there already.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var fresh = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) fresh.UnixCreateMode = FileMode;
        using var stream = new FileStream(path, fresh);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The old content or the new one, never half of it, wherever the program dies.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = $"{path}.{Guid.NewGuid():N}";
        Write(beside, content);
        File.Move(beside, path, overwrite: true);
    }
}
