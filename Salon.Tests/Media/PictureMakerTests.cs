using Salon.Media;
using SkiaSharp;

namespace Salon.Tests.Media;

/// <summary>What becomes of a picture: how it stands, what is cut, how large it is and what shines through.</summary>
public sealed class PictureMakerTests
{
    [Theory]
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public void A_photograph_stands_as_the_camera_was_held(byte orientation, string expected)
    {
        var ratio = orientation >= 5 ? 1.5 : 1 / 1.5;

        var kept = Assert.Single(Made(Files.Jpeg(Files.Quarters(90, 60), Files.Held(orientation)), new([480], ratio)));

        Assert.Equal(orientation >= 5 ? (60, 90) : (90, 60), (kept.Width, kept.Height));
        Assert.Equal(expected, Files.ColoursOf(kept.Bytes));
    }

    [Fact]
    public void Each_size_is_made_and_none_is_larger_than_the_picture()
    {
        Assert.Equal([(640, 256), (960, 384), (1280, 512), (1920, 768)], Sizes(Made(Files.Jpeg(3000, 1200), PictureShape.Of(PictureUse.Cover))));
        Assert.Equal([(640, 256), (960, 384), (1000, 400)], Sizes(Made(Files.Jpeg(1000, 400), PictureShape.Of(PictureUse.Cover))));
        Assert.Equal([(40, 40)], Sizes(Made(Files.Webp(40, 40), PictureShape.Of(PictureUse.Logo))));
        Assert.All(Made(Files.Jpeg(3000, 1200), PictureShape.Of(PictureUse.Cover)), size => Assert.Equal("RGBW", Files.ColoursOf(size.Bytes)));
    }

    [Theory]
    [InlineData(2000, 1000)]
    [InlineData(1000, 2000)]
    [InlineData(300, 200)]
    public void What_is_cut_off_comes_from_both_sides(int width, int height)
    {
        var middle = Math.Min(width, height);
        using var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        picture.Erase(new SKColor(255, 0, 0));
        using (var canvas = new SKCanvas(picture))
            canvas.DrawBitmap(Files.Quarters(middle, middle), (width - middle) / 2, (height - middle) / 2, SKSamplingOptions.Default);

        var kept = Made(Files.Jpeg(picture), PictureShape.Of(PictureUse.Logo))[^1];

        Assert.Equal("RGBW", Files.ColoursOf(kept.Bytes));
        using var seen = SKBitmap.Decode(kept.Bytes);
        Assert.True(seen.GetPixel(seen.Width - 3, 3).Green > 200); // nothing of the red margin
        Assert.True(seen.GetPixel(3, seen.Height - 3).Blue > 200);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void What_is_transparent_stays_so(SKEncodedImageFormat kind)
    {
        using var picture = new SKBitmap(new SKImageInfo(400, 400, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        picture.Erase(SKColors.Transparent);
        using (var canvas = new SKCanvas(picture))
        using (var solid = new SKPaint { Color = new(255, 0, 0) })
        using (var glass = new SKPaint { Color = new(0, 0, 255, 128) })
        {
            canvas.DrawRect(0, 0, 200, 200, solid);
            canvas.DrawRect(0, 200, 200, 200, glass);
        }

        var sizes = Made(Files.Encoded(picture, kind), PictureShape.Of(PictureUse.Logo));

        Assert.All(sizes, size =>
        {
            using var seen = SKBitmap.Decode(size.Bytes);
            var quarter = size.Width / 4;
            Assert.Equal(0, seen.GetPixel(3 * quarter, quarter).Alpha);
            Assert.Equal(255, seen.GetPixel(quarter, quarter).Alpha);
            Assert.InRange(seen.GetPixel(quarter, 3 * quarter).Alpha, 126, 130);
        });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 16)]
    [InlineData(4, 8)]
    [InlineData(6, 16)]
    public void Every_kind_of_pixel_that_PNG_knows_becomes_a_picture(byte colour, byte depth)
    {
        var header = (byte[])[0, 0, 0, 64, 0, 0, 0, 64, depth, colour, 0, 0, 0];
        var channels = colour switch { 0 => 1, 2 => 3, 4 => 2, _ => 4 };
        var file = Files.Png([("IHDR", header), ("IDAT", Files.Pack(new byte[64 * (1 + 64 * channels * depth / 8)])), ("IEND", [])]);

        Assert.Equal([(64, 64)], Sizes(Made(file, PictureShape.Of(PictureUse.Logo))));
    }

    private static IReadOnlyList<PictureFile> Made(byte[] file, PictureShape shape)
    {
        Assert.True(PictureMaker.Make(file, shape).TryGet(out var sizes, out var refusal), refusal?.Code);
        Assert.All(sizes, size => Assert.Equal("RIFF", System.Text.Encoding.ASCII.GetString(size.Bytes, 0, 4)));
        return sizes;
    }

    private static IEnumerable<(int Width, int Height)> Sizes(IEnumerable<PictureFile> sizes) => sizes.Select(size => (size.Width, size.Height));
}
