namespace Salon.Media;

/// <summary>
/// Decides what a file is by its bytes, refuses what is too large before reading on, and writes the picture anew from the parts that are
/// picture: places, names, colour profiles, comments, hidden files and whatever follows its end are left behind.
/// </summary>
/// <remarks>Nothing is decoded but the lengths; the one thing that unpacks (PNG) is counted against what the header promised.</remarks>
public static class PictureCleaner
{
    public const int MostBytes = 2 * 1024 * 1024;
    public const int MostSide = 4_000;
    public const int MostPixels = 8_000_000;

    public static Result<CleanPicture> Clean(ReadOnlySpan<byte> file)
    {
        if (file.Length > MostBytes) return MediaErrors.TooManyBytes(MostBytes / (1024 * 1024));
        if (file.StartsWith(PngCleaner.Signature)) return PngCleaner.Clean(file);
        if (file.StartsWith(JpegCleaner.Signature)) return JpegCleaner.Clean(file);
        if (WebpCleaner.IsOne(file)) return WebpCleaner.Clean(file);
        return MediaErrors.NotAPicture;
    }

    /// <returns>Null when a picture of this size may be looked at further.</returns>
    internal static Error? RefusalOf(long width, long height)
    {
        if (width < 1 || height < 1) return MediaErrors.Broken;
        return width > MostSide || height > MostSide || width * height > MostPixels ? MediaErrors.TooLarge(MostSide) : null;
    }
}
