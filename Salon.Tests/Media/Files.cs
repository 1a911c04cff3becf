using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Salon.Tests.Media;

/// <summary>Small pictures made by hand, whole and broken.</summary>
internal static class Files
{
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

    public static byte[] Jpeg(int width, int height, params (byte Marker, byte[] Data)[] extra) =>
    [
        0xFF, 0xD8,
        .. extra.SelectMany(e => Segment(e.Marker, e.Data)),
        .. Segment(0xDB, new byte[65]),
        .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]),
        .. Segment(0xC4, new byte[18]),
        .. Segment(0xDA, [3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]),
        0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56,
        0xFF, 0xD9,
    ];

    public static byte[] Webp(int width, int height, params (string Name, byte[] Data)[] extra)
    {
        byte[] frame = [0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), .. new byte[40]];
        return Riff([.. extra, ("VP8 ", frame)]);
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
