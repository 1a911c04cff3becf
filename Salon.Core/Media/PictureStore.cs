using Salon.Data;

namespace Salon.Media;

/// <summary>The files of pictures, in the data directory. Several nodes share that directory.</summary>
public sealed class PictureStore(DatabaseOptions options)
{
    private readonly string folder = Path.GetFullPath(Path.Combine(options.DataDirectory, "media"));

    /// <summary>Where a file lies; null for a name that is not one of ours, or is not here.</summary>
    public string? Find(string file)
    {
        if (!PictureName.IsFile(file)) return null;
        var path = PathOf(file);
        return File.Exists(path) ? path : null;
    }

    internal async Task WriteAsync(string name, IReadOnlyList<PictureFile> sizes, CancellationToken ct)
    {
        foreach (var size in sizes)
        {
            var path = PathOf(PictureName.File(name, size.Width));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var beside = $"{path}.{Guid.NewGuid():N}";
            try
            {
                await File.WriteAllBytesAsync(beside, size.Bytes, ct);
                File.Move(beside, path, overwrite: true); // whole or not at all
            }
            finally
            {
                File.Delete(beside);
            }
        }
    }

    internal void Delete(string name)
    {
        foreach (var path in PictureName.Files(name).Select(PathOf).Where(File.Exists)) File.Delete(path);
    }

    private string PathOf(string file) => Path.Combine(folder, file[..2], file);
}
