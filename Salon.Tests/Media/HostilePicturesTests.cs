using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Salon.Media;
using SkiaSharp;

namespace Salon.Tests.Media;

/// <summary>Files that are not what they seem. Each is refused with a sentence, or kept without what made it dangerous.</summary>
public sealed class HostilePicturesTests
{
    private const string Hidden = "<script>alert(1)</script>";

    private static readonly PictureShape Shape = new([160], 40 / 60.0);

    private static readonly byte[] Words = Encoding.ASCII.GetBytes(Hidden);

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "a page called a picture", Encoding.ASCII.GetBytes($"<!doctype html>{Hidden}"), "Media.NotAPicture" },
        { "a drawing with a script", Encoding.ASCII.GetBytes($"<svg xmlns=\"http://www.w3.org/2000/svg\">{Hidden}</svg>"), "Media.NotAPicture" },
        { "a program", [(byte)'M', (byte)'Z', .. new byte[200]], "Media.NotAPicture" },
        { "an archive", [(byte)'P', (byte)'K', 3, 4, .. new byte[200]], "Media.NotAPicture" },
        { "an old moving picture with an archive inside", [.. "GIF89a"u8, .. new byte[64], (byte)'P', (byte)'K', 3, 4], "Media.NotAPicture" },
        { "the virus that tests scanners", Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"), "Media.NotAPicture" },
        { "nothing", [], "Media.NotAPicture" },
        { "one byte", [0xFF], "Media.NotAPicture" },
        { "a signature and no more", Files.Png([]), "Media.Broken" },
        { "a flood of pixels in a small file", Files.PngClaiming(14_000, 14_000, Files.Pack(new byte[1000])), "Media.TooLarge" },
        { "one pixel wide and eight million high", Files.PngClaiming(1, 8_000_000, Files.Pack(new byte[1000])), "Media.Broken" },
        { "more pixels than a side betrays", Files.PngClaiming(7_000, 7_000, Files.Pack(new byte[1000])), "Media.TooManyPixels" },
        { "a line", Files.Jpeg(3_000, 15), "Media.TooSmall" },
        { "no pixels", Files.PngClaiming(0, 5, []), "Media.Broken" },
        { "less data than its header says", Files.PngClaiming(200, 200, Files.Pack(new byte[100])), "Media.Broken" },
        { "data that is no data", Files.PngClaiming(60, 60, Words), "Media.Broken" },
        { "ten thousand frames", Files.Png(20, 20, ("acTL", new byte[8])), "Media.Animated" },
        { "a wrong checksum", Spoiled(Files.Png(20, 20), 20), "Media.Broken" },
        { "a drawing cut off in the middle", Files.Encoded(Files.Quarters(300, 300), SKEncodedImageFormat.Png)[..^40], "Media.Broken" },
        { "a photograph cut off in the middle", Files.Jpeg(300, 300)[..^200], "Media.Broken" },
        { "a WebP cut off in the middle", Files.Webp(300, 300)[..^40], "Media.Broken" },
        { "another kind of picture: HEIC", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[200]], "Media.NotAPicture" },
        { "another kind of picture: AVIF", [0, 0, 0, 24, .. "ftypavif"u8, .. new byte[200]], "Media.NotAPicture" },
        { "another kind of picture: BMP", [.. "BM"u8, .. new byte[200]], "Media.NotAPicture" },
        { "a camera's raw file", [.. "II*\0"u8, .. new byte[200]], "Media.NotAPicture" },
        { "a photograph of 65,000 by 65,000", Claiming(Files.Jpeg(60, 60), 65_000, 65_000), "Media.TooLarge" },
        { "a photograph without an end", Files.Jpeg(60, 60)[..^2], "Media.Broken" },
        { "a thousand scans", ManyScans(), "Media.Broken" },
        { "a moving WebP", MovingWebp(), "Media.Animated" },
        { "a canvas that is not the picture's", Files.Webp(60, 60, ("VP8X", Files.Canvas(16_000, 16_000, 0))), "Media.Broken" },
        {
            "a WebP of 16,000 by 16,000",
            Files.Riff([("VP8 ", [0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x3E, 0x80, 0x3E, .. new byte[40]])]), "Media.TooLarge"
        },
        { "a WebP whose length is a lie", [.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. "WEBP"u8], "Media.Broken" },
        { "a WebP with a chunk that ends nowhere", Files.Riff([("VP8 ", new byte[30])])[..^20], "Media.Broken" },
        { "too many bytes", [.. Files.Jpeg(60, 60), .. new byte[PictureMaker.MostBytes]], "Media.TooManyBytes" },
    };

    [Theory, MemberData(nameof(Refused), DisableDiscoveryEnumeration = true), Trait("Proves", "S-10")]
    public void It_is_refused_at_once_and_says_why(string what, byte[] file, string code)
    {
        var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());

        var answer = PictureMaker.Make(file, Shape);

        Assert.True(answer.Error is not null, what);
        Assert.Equal(code, answer.Error.Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), what);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8_000_000, what); // what is refused by its header is not unpacked
    }

    public static TheoryData<string, byte[]> Cleaned => new()
    {
        { "a page behind the end", [.. Files.Jpeg(60, 40), .. Words] },
        { "words in the comment", Files.Jpeg(60, 40, (0xFE, Words)) },
        { "a place and a script in the camera's notes", Files.Jpeg(60, 40, (0xE1, [.. "Exif\0\0"u8, .. Words])) },
        { "a colour profile that is none", Files.Jpeg(60, 40, (0xE2, [.. "ICC_PROFILE\0"u8, .. Words])) },
        { "words in a text chunk", Files.Png(60, 40, ("tEXt", [.. "Comment\0"u8, .. Words])) },
        { "a packed colour profile", Files.Png(60, 40, ("iCCP", [.. "x\0\0"u8, .. Files.Pack(new byte[1_000_000]), .. Words])) },
        { "an archive behind the end", [.. Files.Png(60, 40), (byte)'P', (byte)'K', 3, 4, .. Words] },
        { "notes in a WebP", Files.Webp(60, 40, ("VP8X", Files.Canvas(60, 40, 0x08)), ("EXIF", Words), ("XMP ", Words)) },
        { "an unknown chunk in a WebP", Files.Webp(60, 40, ("VP8X", Files.Canvas(60, 40, 0)), ("JUNK", Words)) },
        { "a page behind a WebP", [.. Files.Webp(60, 40), .. Words] },
    };

    [Theory, MemberData(nameof(Cleaned), DisableDiscoveryEnumeration = true), Trait("Proves", "S-10")]
    public void It_is_kept_without_what_was_hidden_in_it(string what, byte[] file)
    {
        Assert.True(Files.Holds(file, Hidden));

        Assert.True(PictureMaker.Make(file, Shape).TryGet(out var sizes, out var refusal), $"{what}: {refusal?.Code}");

        var kept = Assert.Single(sizes);
        Assert.Equal((60, 40), (kept.Width, kept.Height));
        Assert.All(new[] { Hidden, "Exif", "EXIF", "XMP ", "ICCP" }, word => Assert.False(Files.Holds(kept.Bytes, word), $"{what}: {word}"));
        Assert.True(PictureMaker.Make(kept.Bytes, Shape).TryGet(out _, out _), what); // what is kept is whole
    }

    [Fact]
    public void Any_byte_may_be_wrong_and_nothing_breaks()
    {
        var random = new Random(20261121);
        foreach (var file in Whole())
        {
            for (var i = 0; i < 1_500; i++)
            {
                var spoiled = file[..(random.Next(3) == 0 ? random.Next(file.Length + 1) : file.Length)];
                for (var n = random.Next(4); n >= 0 && spoiled.Length > 0; n--) spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
                Assert.NotNull(PictureMaker.Make(spoiled, Shape)); // an answer, never an exception, and the process lives
            }
        }
    }

    private static byte[] Spoiled(byte[] file, int at)
    {
        file[at] ^= 1;
        return file;
    }

    private static byte[][] Whole() =>
    [
        Files.Png(60, 40), Files.Jpeg(60, 40), Files.Jpeg(60, 40, Files.Held(6)), Files.Webp(60, 40),
        Files.Encoded(Files.Quarters(60, 40), SKEncodedImageFormat.Png), Files.Webp(60, 40, ("VP8X", Files.Canvas(60, 40, 0x10)), ("ALPH", new byte[9])),
    ];

    // The frame of a photograph, told to be larger than its data is.
    private static byte[] Claiming(byte[] file, ushort width, ushort height)
    {
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), width);
        return file;
    }

    private static byte[] MovingWebp()
    {
        var picture = Files.Encoded(Files.Quarters(60, 60), SKEncodedImageFormat.Webp)[12..];
        byte[] frame = [0, 0, 0, 0, 0, 0, 59, 0, 0, 59, 0, 0, 100, 0, 0, 0, .. picture];
        return Files.Riff([("VP8X", Files.Canvas(60, 60, 2)), ("ANIM", new byte[6]), ("ANMF", frame), ("ANMF", frame)]);
    }

    // Progressive, with the same scan of one coefficient again and again.
    private static byte[] ManyScans()
    {
        var whole = Files.Jpeg(60, 60);
        var frame = whole.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        whole[frame + 1] = 0xC2;
        var scan = Files.Segment(0xDA, [1, 1, 0, 1, 63, 0]);
        var first = whole.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        return [.. whole[..first], .. Enumerable.Repeat(scan, 1000).SelectMany(s => s), 0xFF, 0xD9];
    }
}
