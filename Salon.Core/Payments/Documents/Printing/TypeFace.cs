using System.Buffers.Binary;

namespace Salon.Payments.Documents.Printing;

/// <summary>A TrueType file that travels inside the program: which glyph a character has, and how wide it is.</summary>
internal sealed class TypeFace
{
    private static readonly Dictionary<string, TypeFace> Faces = new(StringComparer.Ordinal)
    {
        ["Arabic"] = Read("receipt-arabic-regular"), ["Arabic-Bold"] = Read("receipt-arabic-bold"), ["Latin"] = Read("receipt-latin-regular"), ["Latin-Bold"] = Read("receipt-latin-bold"),
    };

    private readonly Dictionary<string, int> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<char, ushort> glyphs = [];
    private readonly int unitsPerEm, metrics;

    private TypeFace(string name, byte[] file)
    {
        (Name, File) = (name, file);
        for (var i = 0; i < U16(4); i++) tables[System.Text.Encoding.ASCII.GetString(file, 12 + (i * 16), 4)] = (int)U32(12 + (i * 16) + 8);
        unitsPerEm = U16(tables["head"] + 18);
        metrics = U16(tables["hhea"] + 34);
        ReadCharacters();
    }

    public string Name { get; }

    public byte[] File { get; }

    /// <summary>Thousandths of the type size, as everything below.</summary>
    public int Ascent => Scale(I16(tables["hhea"] + 4));

    public int Descent => Scale(I16(tables["hhea"] + 6));

    public IReadOnlyList<int> Box => [.. Enumerable.Range(0, 4).Select(i => Scale(I16(tables["head"] + 36 + (i * 2))))];

    public static TypeFace Of(bool arabic, bool bold) => Faces[(arabic ? "Arabic" : "Latin") + (bold ? "-Bold" : "")];

    /// <returns>0, the empty box, for a character the face does not have.</returns>
    public ushort GlyphOf(char character) => glyphs.GetValueOrDefault(character);

    public int WidthOf(ushort glyph) => Scale(U16(tables["hmtx"] + (Math.Min((int)glyph, metrics - 1) * 4)));

    public double WidthOf(string text) => GlyphsOf(text).Sum(one => WidthOf(one.Glyph)) / 1000d;

    /// <summary>What is drawn of a text: letters all of them, the empty box for one the face lacks; of signs and emoji those it has.</summary>
    public IEnumerable<(char Character, ushort Glyph)> GlyphsOf(string text) =>
        text.Select(character => (character, GlyphOf(character))).Where(one => one.Item2 != 0 || char.IsLetterOrDigit(one.character));

    // Format 4 of the character map holds everything a document is written in.
    private void ReadCharacters()
    {
        var map = tables["cmap"];
        var at = Enumerable.Range(0, U16(map + 2)).Select(i => map + (int)U32(map + 4 + (i * 8) + 4)).First(place => U16(place) == 4);
        var count = U16(at + 6) / 2;
        for (var i = 0; i < count; i++)
        {
            var (end, start) = (U16(at + 14 + (i * 2)), U16(at + 16 + (count * 2) + (i * 2)));
            var (delta, range) = (U16(at + 16 + (count * 4) + (i * 2)), at + 16 + (count * 6) + (i * 2));
            for (var c = start; c <= end && c != 0xFFFF; c++)
            {
                var glyph = U16(range) == 0 ? c : U16(range + U16(range) + ((c - start) * 2));
                if (glyph != 0) glyphs[(char)c] = (ushort)(glyph + delta);
            }
        }
    }

    private int Scale(int units) => (int)Math.Round(units * 1000d / unitsPerEm);

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(File.AsSpan(at));

    private int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(File.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(File.AsSpan(at));

    private static TypeFace Read(string name)
    {
        using var stream = typeof(TypeFace).Assembly.GetManifestResourceStream($"{name}.ttf") ?? throw new InvalidOperationException($"The typeface {name} is not in the program.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new(name, bytes.ToArray());
    }
}
