using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Salon.Tests.Media;

/// <summary>Small pictures, whole and broken.</summary>
internal static class Files
{
    private static readonly SKColor[] Colours = [new(255, 0, 0), new(0, 255, 0), new(0, 0, 255), SKColors.White];

    public static byte[] Png(int width, int height, params (string Name, byte[] Data)[] extra)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return Png([("IHDR", header), .. extra, ("IDAT", Pack(new byte[(long)height * (1 + 3 * width)])), ("IEND", [])]);
    }

    public static byte[] Png(IEnumerable<(string Name, byte[] Data)> chunks)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach (var (name, data) in chunks)
        {
            var body = (byte[])[.. Encoding.ASCII.GetBytes(name), .. data];
            file.Write(Big(data.Length));
            file.Write(body);
            file.Write(Big(unchecked((int)Crc(body))));
        }

        return file.ToArray();
    }

    /// <summary>A picture's header with whatever else its data claims to be.</summary>
    public static byte[] PngClaiming(int width, int height, byte[] data)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return Png([("IHDR", header), ("IDAT", data), ("IEND", [])]);
    }

    /// <summary>A photograph in four colours, with further segments before its own.</summary>
    public static byte[] Jpeg(int width, int height, params (byte Marker, byte[] Data)[] extra) => Jpeg(Quarters(width, height), extra);

    public static byte[] Jpeg(SKBitmap picture, params (byte Marker, byte[] Data)[] extra)
    {
        var whole = Encoded(picture, SKEncodedImageFormat.Jpeg);
        return [.. whole[..2], .. extra.SelectMany(e => Segment(e.Marker, e.Data)), .. whole[2..]];
    }

    /// <summary>What a camera writes about how it was held: 1 upright, 6 on its side, and so on.</summary>
    public static (byte Marker, byte[] Data) Held(byte orientation) =>
        (0xE1, [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);

    public static byte[] Webp(int width, int height, params (string Name, byte[] Data)[] extra)
    {
        var whole = Encoded(Quarters(width, height), SKEncodedImageFormat.Webp);
        return Riff([.. extra, ("VP8 ", whole[20..])]);
    }

    /// <summary>Red, green, blue and white, read as a page: what is where tells how a picture was turned.</summary>
    public static SKBitmap Quarters(int width, int height)
    {
        var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(picture);
        foreach (var (place, colour) in Colours.Index())
        {
            using var paint = new SKPaint { Color = colour };
            canvas.DrawRect(SKRect.Create(place % 2 * width / 2f, place / 2 * height / 2f, width / 2f, height / 2f), paint);
        }

        return picture;
    }

    /// <summary>The colours of the quarters of a picture, as a page is read: "RGBW" for <see cref="Quarters"/>.</summary>
    public static string ColoursOf(byte[] file)
    {
        using var picture = SKBitmap.Decode(file);
        return string.Concat(Enumerable.Range(0, 4).Select(place =>
        {
            var seen = picture.GetPixel((1 + place % 2 * 2) * picture.Width / 4, (1 + place / 2 * 2) * picture.Height / 4);
            return (seen.Red > 128, seen.Green > 128, seen.Blue > 128) switch
            {
                (true, false, false) => 'R',
                (false, true, false) => 'G',
                (false, false, true) => 'B',
                (true, true, true) => 'W',
                _ => '?',
            };
        }));
    }

    public static byte[] Encoded(SKBitmap picture, SKEncodedImageFormat kind)
    {
        using var data = picture.Encode(kind, 90);
        return data.ToArray();
    }

    public static byte[] Riff(IEnumerable<(string Name, byte[] Data)> chunks)
    {
        var body = (byte[])[.. "WEBP"u8, .. chunks.SelectMany(c => (byte[])[.. Encoding.ASCII.GetBytes(c.Name), .. Little(c.Data.Length), .. c.Data, .. new byte[c.Data.Length % 2]])];
        return [.. "RIFF"u8, .. Little(body.Length), .. body];
    }

    public static byte[] Canvas(int width, int height, byte flags) =>
        [flags, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0];

    public static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    public static byte[] Pack(byte[] data)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(data);
        return packed.ToArray();
    }

    public static bool Holds(byte[] file, string words) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(words)) >= 0;

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) == 1 ? 0xEDB88320 ^ crc >> 1 : crc >> 1;
        }

        return ~crc;
    }
}
