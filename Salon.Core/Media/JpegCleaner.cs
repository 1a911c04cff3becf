using System.Buffers.Binary;

namespace Salon.Media;

/// <summary>JPEG (ITU-T T.81, annex B): keeps the tables, the frame and the scans; drops every application segment and comment.</summary>
internal static class JpegCleaner
{
    private const int MostScans = 64; // a progressive file of thousands of scans makes telephones sweat
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, Quantization = 0xDB, Huffman = 0xC4, Restart = 0xDD, Adobe = 0xEE;

    public static ReadOnlySpan<byte> Signature => [0xFF, Start, 0xFF];

    // The marker of the format itself, without density and thumbnail (T.871 §10).
    private static ReadOnlySpan<byte> Jfif => [0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    public static Result<CleanPicture> Clean(ReadOnlySpan<byte> file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write([0xFF, Start]);
        clean.Write(Jfif);
        PictureFacts? facts = null;
        var scans = 0;
        for (var at = 2; ;)
        {
            while (at < file.Length && file[at] == 0xFF && at + 1 < file.Length && file[at + 1] == 0xFF) at++; // fill bytes
            if (at + 2 > file.Length || file[at] != 0xFF) return MediaErrors.Broken;
            var marker = file[at + 1];
            if (marker == End)
            {
                if (facts is null || scans == 0) return MediaErrors.Broken;
                clean.Write([0xFF, End]);
                return new CleanPicture(facts, clean.ToArray()); // what follows the end is no picture
            }

            if (at + 4 > file.Length) return MediaErrors.Broken;
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length) return MediaErrors.Broken;
            var segment = file.Slice(at, 2 + length);
            at += segment.Length;

            if (marker is 0xC0 or 0xC1 or 0xC2)
            {
                if (facts is not null || Frame(segment) is not { } frame) return MediaErrors.Broken;
                if (PictureCleaner.RefusalOf(frame.Width, frame.Height) is { } refusal) return refusal;
                facts = frame;
            }

            if (marker is Quantization or Huffman or Restart or Scan or 0xC0 or 0xC1 or 0xC2 || (marker == Adobe && segment.Length == 16)) clean.Write(segment);
            else if (marker is not ((>= 0xE0 and <= 0xEF) or 0xFE)) return MediaErrors.Broken; // arithmetic, lossless and hierarchical ones no browser shows

            if (marker != Scan) continue;
            if (facts is null || ++scans > MostScans) return MediaErrors.Broken;
            var data = EntropyLength(file[at..]);
            clean.Write(file.Slice(at, data));
            at += data;
        }
    }

    private static PictureFacts? Frame(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 10) return null;
        var components = segment[9];
        if (segment[4] != 8 || components is not (1 or 3) || segment.Length != 10 + 3 * components) return null;
        return new("image/jpeg", "jpg", BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]));
    }

    // Up to the next marker: a stuffed zero and restart markers belong to the data.
    private static int EntropyLength(ReadOnlySpan<byte> data)
    {
        for (var at = 0; ; at += 2)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= data.Length) return data.Length; // cut off: the caller misses the end
            at += next;
            if (data[at + 1] is not (0 or (>= 0xD0 and <= 0xD7))) return at;
        }
    }
}
