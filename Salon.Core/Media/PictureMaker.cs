using SkiaSharp;

namespace Salon.Media;

/// <summary>One size of a picture as it is stored and served.</summary>
internal sealed record PictureFile(int Width, int Height, byte[] Bytes);

/// <summary>
/// Decodes a file, which is the proof that it is a picture, and makes the sizes that pages show: upright, cut to its shape, as WebP.
/// Only pixels go on: places, names, colour profiles, comments, hidden files and whatever follows its end are left behind.
/// </summary>
/// <remarks>What is too large is refused by its header, before anything is unpacked: a decoder cannot be interrupted.</remarks>
public static class PictureMaker
{
    public const int MostBytes = 8 * 1024 * 1024;
    public const int MostSide = 8_000;
    public const int MostPixels = 16_000_000;
    private const int LeastSide = 16;

    private const int Quality = 82; // of WebP, from 0 to 100

    // A picture is decoded at up to this many times the width that is needed: the rest would only be thrown away again.
    private const float Reserve = 2;

    /// <returns>The sizes, smallest first; never larger than the picture itself.</returns>
    internal static Result<IReadOnlyList<PictureFile>> Make(ReadOnlySpan<byte> file, PictureShape shape)
    {
        if (file.Length > MostBytes) return MediaErrors.TooManyBytes(MostBytes / (1024 * 1024));
        if (!IsServedKind(file)) return MediaErrors.NotAPicture; // Skia knows more kinds; what nobody needs is not tried on strangers' files
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null) return MediaErrors.Broken;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width > MostSide || height > MostSide) return MediaErrors.TooLarge(MostSide);
        if ((long)width * height > MostPixels) return MediaErrors.TooManyPixels(MostPixels / 1_000_000);
        if (codec.FrameCount > 1 || IsMovingPng(file)) return MediaErrors.Animated;

        var turned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var piece = Piece(turned ? height : width, turned ? width : height, shape.Ratio);
        if (piece.Width < LeastSide || piece.Height < LeastSide) return MediaErrors.TooSmall(LeastSide);
        var widths = Widths(shape, (int)piece.Width);

        var scaled = codec.GetScaledDimensions(Math.Min(1, Reserve * widths[^1] / piece.Width));
        using var pixels = new SKBitmap(new SKImageInfo(scaled.Width, scaled.Height, SKColorType.Rgba8888, AlphaOf(codec.Info), SKColorSpace.CreateSrgb()));
        if (codec.GetPixels(pixels.Info, pixels.GetPixels()) != SKCodecResult.Success) return MediaErrors.Broken;
        pixels.SetImmutable(); // so that the image below shares its pixels
        using var image = SKImage.FromBitmap(pixels);
        var upright = Upright(codec.EncodedOrigin, scaled.Width, scaled.Height);
        var shrunk = (float)scaled.Width / width;
        var cut = SKRect.Create(piece.Left * shrunk, piece.Top * shrunk, piece.Width * shrunk, piece.Height * shrunk);
        return widths.ConvertAll(w => Draw(image, upright, cut, w, shape.Ratio));
    }

    private static bool IsServedKind(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || file.StartsWith(PngSignature)
        || (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8));

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    // Skia shows the first frame and says nothing of the others. The chunk that counts them stands before the pixels.
    private static bool IsMovingPng(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(PngSignature)) return false;
        var pixels = file.IndexOf("IDAT"u8);
        return file[..Math.Max(0, pixels)].IndexOf("acTL"u8) >= 0;
    }

    /// <summary>The largest piece of the shape, from the middle of a picture that stands upright.</summary>
    private static SKRect Piece(int width, int height, double ratio)
    {
        var cut = (float)Math.Min(width, height / ratio);
        var high = (float)(cut * ratio);
        return SKRect.Create((width - cut) / 2, (height - high) / 2, cut, high);
    }

    private static List<int> Widths(PictureShape shape, int most)
    {
        var largest = Math.Min(most, shape.Widths[^1]);
        return [.. shape.Widths.Where(w => w < largest), largest];
    }

    private static SKAlphaType AlphaOf(SKImageInfo info) => info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;

    private static PictureFile Draw(SKImage image, SKMatrix upright, SKRect piece, int width, double ratio)
    {
        var height = (int)Math.Round(width * ratio);
        using var size = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, image.AlphaType)); // no colour space: browsers take sRGB for granted
        size.Erase(SKColors.Transparent);
        using (var canvas = new SKCanvas(size))
        {
            canvas.Scale(width / piece.Width, height / piece.Height);
            canvas.Translate(-piece.Left, -piece.Top);
            canvas.Concat(upright);
            canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        using var drawn = size.PeekPixels();
        using var encoded = drawn?.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality))
            ?? throw new InvalidOperationException("Skia wrote no WebP.");
        return new(width, height, encoded.ToArray());
    }

    /// <summary>From the pixels as the camera wrote them to the picture as it was held (Exif's orientation).</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
