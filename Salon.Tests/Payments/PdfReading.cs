using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Salon.Tests.Payments;

/// <summary>Reads the lines of a PDF as programs do that search in one: glyphs by place, letters by ToUnicode, Arabic put into the order of reading.</summary>
internal static partial class PdfReading
{
    public static IReadOnlyList<string> Lines(byte[] file)
    {
        var objects = Objects(file);
        var page = Encoding.Latin1.GetString(objects.Values.Single(o => o.Contains("/Type/Page/", StringComparison.Ordinal)).Select(c => (byte)c).ToArray());
        var fonts = Font().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => Letters(objects, int.Parse(m.Groups["id"].Value, CultureInfo.InvariantCulture)));
        var content = Stream(objects[int.Parse(Content().Match(page).Groups["id"].Value, CultureInfo.InvariantCulture)]);
        return
        [
            .. Text().Matches(content).Select(m => (Y: Number(m, "y"), X: Number(m, "x"), Signs: Chunks(m.Groups["glyphs"].Value).Select(g => fonts[m.Groups["font"].Value][g]).ToList()))
                .GroupBy(part => part.Y).OrderBy(line => line.Key)
                .Select(line => Read([.. line.OrderBy(part => part.X).SelectMany(part => part.Signs)])),
        ];
    }

    // Runs of Arabic, with what stands between them, are read from right to left; a line that has any is read from its right end.
    private static string Read(List<string> signs)
    {
        if (!signs.Exists(IsArabic)) return string.Concat(signs);
        var parts = new List<(bool Arabic, List<string> Signs)>();
        for (var i = 0; i < signs.Count; i++)
        {
            var sign = signs[i];
            var arabic = !IsLatin(sign) && !(signs[..i].FindLast(IsStrong) is { } before && IsLatin(before) && signs[(i + 1)..].Find(IsStrong) is { } after && IsLatin(after) && !IsArabic(sign));
            if (parts is [.., var last] && last.Arabic == arabic) last.Signs.Add(sign);
            else parts.Add((arabic, [sign]));
        }

        parts.Reverse();
        return string.Concat(parts.SelectMany(part => part.Arabic ? Enumerable.Reverse(part.Signs) : part.Signs)).Normalize(NormalizationForm.FormKC); // lam-alef is two letters
    }

    private static bool IsStrong(string sign) => IsArabic(sign) || IsLatin(sign);

    private static bool IsLatin(string sign) => sign.Any(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ',' or '%' or '-');

    private static bool IsArabic(string sign) => sign.Any(c => c is (>= '\u0600' and <= '\u06FF') or (>= '\uFE70' and <= '\uFEFC'));

    private static Dictionary<string, string> Letters(Dictionary<int, string> objects, int font)
    {
        var map = Stream(objects[int.Parse(ToUnicode().Match(objects[font]).Groups["id"].Value, CultureInfo.InvariantCulture)]);
        return Mapping().Matches(map).ToDictionary(m => m.Groups["glyph"].Value, m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups["letters"].Value)));
    }

    private static Dictionary<int, string> Objects(byte[] file) =>
        Whole().Matches(Encoding.Latin1.GetString(file)).ToDictionary(m => int.Parse(m.Groups["id"].Value, CultureInfo.InvariantCulture), m => m.Groups["body"].Value);

    private static string Stream(string body)
    {
        var start = body.IndexOf("stream\n", StringComparison.Ordinal) + "stream\n".Length;
        using var packed = new MemoryStream(Encoding.Latin1.GetBytes(body[start..]));
        using var plain = new StreamReader(new ZLibStream(packed, CompressionMode.Decompress), Encoding.Latin1);
        return plain.ReadToEnd();
    }

    private static IEnumerable<string> Chunks(string hex) => hex.Chunk(4).Select(c => new string(c));

    private static double Number(Match match, string name) => double.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:^|\n)(?<id>\d+) 0 obj\n(?<body>.*?)\nendobj(?=\n)", RegexOptions.Singleline, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"/(?<name>receipt-[a-z-]+) (?<id>\d+) 0 R", RegexOptions.None, 1000)]
    private static partial Regex Font();

    [GeneratedRegex(@"/Contents (?<id>\d+) 0 R", RegexOptions.None, 1000)]
    private static partial Regex Content();

    [GeneratedRegex(@"/ToUnicode (?<id>\d+) 0 R", RegexOptions.None, 1000)]
    private static partial Regex ToUnicode();

    [GeneratedRegex(@"<(?<glyph>[0-9A-F]{4})> <(?<letters>[0-9A-F]+)>", RegexOptions.None, 1000)]
    private static partial Regex Mapping();

    [GeneratedRegex(@"BT /(?<font>\S+) \S+ Tf 1 0 0 -1 (?<x>\S+) (?<y>\S+) Tm <(?<glyphs>[0-9A-F]*)> Tj ET", RegexOptions.None, 1000)]
    private static partial Regex Text();
}
