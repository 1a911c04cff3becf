using System.Buffers.Binary;
using System.IO.Compression;

namespace Salon.Media;

/// <summary>PNG (third edition, §5 and §11): keeps header, palette, transparency and image data, whose unpacked length must be what the header promised.</summary>
internal static class PngCleaner
{
    private static readonly uint Header = Name("IHDR"), Palette = Name("PLTE"), Transparency = Name("tRNS"), Data = Name("IDAT"), End = Name("IEND"), Animation = Name("acTL");

    private static readonly uint[] CrcTable = MakeCrcTable();

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static Result<CleanPicture> Clean(ReadOnlySpan<byte> file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write(Signature);
        using var packed = new MemoryStream();
        PictureFacts? facts = null;
        long unpacked = 0;
        for (var at = Signature.Length; ;)
        {
            if (at + 12 > file.Length) return MediaErrors.Broken;
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > int.MaxValue || at + 12 + (long)length > file.Length) return MediaErrors.Broken;
            var chunk = file.Slice(at, 12 + (int)length);
            var name = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
            var data = chunk.Slice(8, (int)length);
            if (Crc(chunk.Slice(4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..])) return MediaErrors.Broken;
            if ((facts is null) != (name == Header)) return MediaErrors.Broken; // first, and once
            at += chunk.Length;

            if (name == Header)
            {
                if (data.Length != 13) return MediaErrors.Broken;
                var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
                if (PictureCleaner.RefusalOf(width, height) is { } refusal) return refusal;
                if (BitsPerPixel(data) is not { } bits) return MediaErrors.Broken;
                facts = new("image/png", "png", (int)width, (int)height);
                unpacked = height * (1 + (width * (long)bits + 7) / 8); // a filter byte before each row
            }

            if (name == Animation) return MediaErrors.Animated;
            if (name == Data) packed.Write(data);
            if (name == Header || name == Palette || name == Transparency || name == Data || name == End) clean.Write(chunk);
            if (name == End) return Unpacks(packed, unpacked) ? new CleanPicture(facts!, clean.ToArray()) : MediaErrors.Broken;
        }
    }

    // Interlaced pictures are as good as unknown today, and their length is another sum.
    private static int? BitsPerPixel(ReadOnlySpan<byte> header)
    {
        var (depth, colour) = (header[8], header[9]);
        if (header[10] != 0 || header[11] != 0 || header[12] != 0) return null;
        return (colour, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) => depth,
            (2, 8 or 16) => depth * 3,
            (3, 1 or 2 or 4 or 8) => depth,
            (4, 8 or 16) => depth * 2,
            (6, 8 or 16) => depth * 4,
            _ => null,
        };
    }

    private static bool Unpacks(MemoryStream packed, long expected)
    {
        packed.Position = 0;
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[16 * 1024];
            long seen = 0;
            for (int read; seen <= expected && (read = zlib.Read(buffer)) > 0;) seen += read; // a bomb stops at the length its header allows
            return seen == expected;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // ISO 3309, as annex D of the format gives it.
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data) crc = CrcTable[(crc ^ b) & 0xFF] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++) c = (c & 1) == 1 ? 0xEDB88320 ^ c >> 1 : c >> 1;
            table[n] = c;
        }

        return table;
    }

    private static uint Name(string letters) => BinaryPrimitives.ReadUInt32BigEndian(System.Text.Encoding.ASCII.GetBytes(letters));
}
