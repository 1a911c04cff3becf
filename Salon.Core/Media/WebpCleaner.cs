using System.Buffers.Binary;
using System.Text;

namespace Salon.Media;

/// <summary>WebP (RFC 9649): keeps the picture and its transparency; refuses animations.</summary>
internal static class WebpCleaner
{
    private const int MostChunks = 32;
    private const byte HasAlpha = 0x10, HasAnimation = 0x02;

    public static bool IsOne(ReadOnlySpan<byte> file) => file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    public static Result<CleanPicture> Clean(ReadOnlySpan<byte> file)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (size < 4 || size + 8L > file.Length) return MediaErrors.Broken;
        file = file[..(int)(size + 8)]; // what follows is no picture

        (int Width, int Height)? canvas = null, picture = null;
        ReadOnlySpan<byte> lossy = default, lossless = default, alpha = default;
        for (int at = 12, chunks = 0; at < file.Length;)
        {
            if (at + 8 > file.Length || ++chunks > MostChunks) return MediaErrors.Broken;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (at + 8L + length > file.Length) return MediaErrors.Broken;
            var data = file.Slice(at + 8, (int)length);
            switch (Encoding.ASCII.GetString(file.Slice(at, 4)))
            {
                case "VP8X":
                    if (data.Length < 10 || canvas is not null) return MediaErrors.Broken;
                    if ((data[0] & HasAnimation) != 0) return MediaErrors.Animated;
                    canvas = (1 + Read24(data[4..]), 1 + Read24(data[7..]));
                    break;
                case "ANIM" or "ANMF":
                    return MediaErrors.Animated;
                case "ALPH":
                    alpha = data;
                    break;
                case "VP8 ":
                    if (picture is not null || Lossy(data) is not { } l) return MediaErrors.Broken;
                    picture = l;
                    lossy = data;
                    break;
                case "VP8L":
                    if (picture is not null || Lossless(data) is not { } ll) return MediaErrors.Broken;
                    picture = ll;
                    lossless = data;
                    break;
            }

            at += 8 + (int)length + (int)(length & 1);
        }

        if (picture is not { } found || (canvas is { } said && said != found)) return MediaErrors.Broken;
        if (PictureCleaner.RefusalOf(found.Width, found.Height) is { } refusal) return refusal;
        return new CleanPicture(new("image/webp", "webp", found.Width, found.Height), Write(found, lossy, lossless, alpha));
    }

    // RFC 6386 §9.1: a key frame that is shown, its first partition inside the data, start code, 14 bits for each side.
    private static (int Width, int Height)? Lossy(ReadOnlySpan<byte> data)
    {
        if (data.Length < 10) return null;
        var tag = Read24(data);
        if ((tag & 1) != 0 || (tag >> 4 & 1) != 1 || 10 + (tag >> 5) > data.Length || !data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return null;
        return (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
    }

    private static (int Width, int Height)? Lossless(ReadOnlySpan<byte> data)
    {
        if (data.Length < 6 || data[0] != 0x2F) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return bits >> 29 == 0 ? (1 + (int)(bits & 0x3FFF), 1 + (int)(bits >> 14 & 0x3FFF)) : null;
    }

    private static byte[] Write((int Width, int Height) size, ReadOnlySpan<byte> lossy, ReadOnlySpan<byte> lossless, ReadOnlySpan<byte> alpha)
    {
        var body = new MemoryStream();
        body.Write("WEBP"u8);
        if (!alpha.IsEmpty && !lossy.IsEmpty)
        {
            var extended = new byte[10];
            extended[0] = HasAlpha;
            Write24(extended.AsSpan(4), size.Width - 1);
            Write24(extended.AsSpan(7), size.Height - 1);
            Chunk(body, "VP8X"u8, extended);
            Chunk(body, "ALPH"u8, alpha);
        }

        if (lossless.IsEmpty) Chunk(body, "VP8 "u8, lossy);
        else Chunk(body, "VP8L"u8, lossless);

        var file = new byte[8 + body.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)body.Length);
        body.ToArray().CopyTo(file, 8);
        return file;
    }

    private static void Chunk(MemoryStream body, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)data.Length);
        body.Write(name);
        body.Write(length);
        body.Write(data);
        if (data.Length % 2 == 1) body.WriteByte(0);
    }

    private static int Read24(ReadOnlySpan<byte> data) => data[0] | data[1] << 8 | data[2] << 16;

    private static void Write24(Span<byte> data, int value) => (data[0], data[1], data[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));
}
