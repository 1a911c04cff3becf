using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Salon.Payments.Documents.Printing;

/// <summary>A PDF file of one page: text in our own typefaces, rules and rectangles; nothing more is drawn on a receipt. Lengths are points from the top left.</summary>
internal sealed class PdfPage(double width)
{
    private readonly StringBuilder drawing = new();
    private readonly Dictionary<TypeFace, SortedDictionary<ushort, char>> used = [];
    private readonly List<byte[]> objects = [];

    /// <param name="runs">As it is drawn, from left to right. Readers put Arabic back into the order of reading, for search and copies; told the text as it is
    /// read, they would turn that around.</param>
    /// <param name="x">Where it begins on the left.</param>
    /// <param name="y">Of the line the letters stand on.</param>
    public void Write(IReadOnlyList<VisualRun> runs, double x, double y, double size, bool bold, int colour)
    {
        drawing.Append(CultureInfo.InvariantCulture, $"{Colour(colour)} rg\n");
        foreach (var run in runs)
        {
            var face = TypeFace.Of(run.Arabic, bold);
            if (!used.TryGetValue(face, out var glyphs)) used[face] = glyphs = [];
            drawing.Append(CultureInfo.InvariantCulture, $"BT /{face.Name} {Number(size)} Tf 1 0 0 -1 {Number(x)} {Number(y)} Tm <");
            foreach (var (character, glyph) in face.GlyphsOf(run.Text))
            {
                glyphs[glyph] = VisualText.Letter(character);
                drawing.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
            }

            drawing.Append("> Tj ET\n");
            x += face.WidthOf(run.Text) * size;
        }
    }

    public void Fill(double x, double y, double wide, double high, int colour) =>
        drawing.Append(CultureInfo.InvariantCulture, $"{Colour(colour)} rg {Number(x)} {Number(y)} {Number(wide)} {Number(high)} re f\n");

    /// <param name="height">Of the paper.</param>
    public byte[] Save(double height, string title, string author)
    {
        var fonts = used.Keys.ToList();
        objects.Clear();
        Add("<</Type/Catalog/Pages 2 0 R/Lang(ar)/ViewerPreferences<</DisplayDocTitle true>>>>");
        Add("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        var resources = string.Concat(fonts.Select((face, i) => $"/{face.Name} {6 + (i * 5)} 0 R"));
        Add($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {Number(width)} {Number(height)}]/Contents 4 0 R/Resources<</Font<<{resources}>>>>>>");
        AddStream("", Encoding.ASCII.GetBytes($"1 0 0 -1 0 {Number(height)} cm\n{drawing}"));
        Add($"<</Title {Utf16(title)}/Author {Utf16(author)}/Producer(Salon)>>");
        foreach (var face in fonts) AddFont(face, used[face]);
        return Assemble();
    }

    private void AddFont(TypeFace face, SortedDictionary<ushort, char> glyphs)
    {
        var first = objects.Count + 1;
        var name = $"SALONR+{face.Name}";
        Add($"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{first + 1} 0 R]/ToUnicode {first + 4} 0 R>>");
        var widths = string.Concat(glyphs.Keys.Select(glyph => $"{glyph}[{face.WidthOf(glyph)}]"));
        Add($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {first + 2} 0 R/CIDToGIDMap/Identity/W[{widths}]>>");
        Add($"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{string.Join(' ', face.Box)}]/ItalicAngle 0/Ascent {face.Ascent}/Descent {face.Descent}/CapHeight 714/StemV 80/FontFile2 {first + 3} 0 R>>");
        AddStream($"/Length1 {face.File.Length}", face.File);
        var map = string.Concat(glyphs.Chunk(100).Select(part => $"{part.Length} beginbfchar\n{string.Concat(part.Select(g => $"<{g.Key:X4}> <{(int)g.Value:X4}>\n"))}endbfchar\n"));
        AddStream("", Encoding.ASCII.GetBytes(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Salon def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + map + "endcmap end end\n"));
    }

    private void Add(string body) => objects.Add(Encoding.ASCII.GetBytes(body));

    private void AddStream(string entries, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var packer = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) packer.Write(content);
        objects.Add([.. Encoding.ASCII.GetBytes($"<</Filter/FlateDecode/Length {packed.Length}{entries}>>\nstream\n"), .. packed.ToArray(), .. "\nendstream"u8]);
    }

    private byte[] Assemble()
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n"u8);
        var offsets = new List<long>();
        foreach (var (i, body) in objects.Index())
        {
            offsets.Add(file.Position);
            file.Write(Encoding.ASCII.GetBytes($"{i + 1} 0 obj\n"));
            file.Write(body);
            file.Write("\nendobj\n"u8);
        }

        var table = file.Position;
        var rows = string.Concat(offsets.Select(offset => string.Create(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n")));
        file.Write(Encoding.ASCII.GetBytes($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{rows}trailer\n<</Size {objects.Count + 1}/Root 1 0 R/Info 5 0 R>>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    private static string Colour(int rgb) => $"{Number((rgb >> 16) / 255d)} {Number((rgb >> 8 & 255) / 255d)} {Number((rgb & 255) / 255d)}";

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Utf16(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";
}
