namespace Salon.Kernel;

/// <summary>A piece of a line as it is drawn, from left to right.</summary>
/// <param name="Arabic">Wants a typeface with Arabic letters.</param>
public sealed record VisualRun(string Text, bool Arabic);

/// <summary>
/// Brings a line into the order and the shapes in which it is drawn, for printers that know nothing of Arabic: letters take their joined forms,
/// lam and alef become one, and runs are put in visual order (Unicode's bidirectional algorithm without explicit marks).
/// </summary>
public static class VisualText
{
    // Each letter's first presentation form and how many it has: 2 join to the letter before, 4 to both, 1 to none.
    private static readonly Dictionary<char, (char First, int Forms)> Joining = Table();

    private static readonly Dictionary<char, char> LamAlef = new() { ['آ'] = 'ﻵ', ['أ'] = 'ﻷ', ['إ'] = 'ﻹ', ['ا'] = 'ﻻ' };

    private const string Mirrored = "()[]{}<>«»";

    private enum Kind { Left, Right, Number, ArabicNumber, Neutral }

    /// <param name="text">One line, in the order of reading.</param>
    /// <param name="rightToLeft">The direction of the line as a whole.</param>
    public static IReadOnlyList<VisualRun> Of(string text, bool rightToLeft)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shaped = Shape(text);
        var levels = Levels(shaped, rightToLeft);
        var order = Enumerable.Range(0, shaped.Length).ToArray();
        for (var level = levels.DefaultIfEmpty(0).Max(); level > 0; level--)
        {
            for (var from = 0; from < order.Length; from++)
            {
                if (levels[from] < level) continue;
                var to = from;
                while (to < order.Length && levels[to] >= level) to++;
                Array.Reverse(order, from, to - from);
                from = to;
            }
        }

        var runs = new List<VisualRun>();
        foreach (var at in order)
        {
            var character = levels[at] % 2 == 1 && Mirrored.IndexOf(shaped[at]) is >= 0 and var mirrored ? Mirrored[mirrored ^ 1] : shaped[at];
            var arabic = IsArabic(character);
            if (runs is [.., var last] && (last.Arabic == arabic || character == ' ')) runs[^1] = last with { Text = last.Text + character };
            else runs.Add(new($"{character}", arabic));
        }

        return runs;
    }

    /// <summary>
    /// Letters in their joined forms, in the order of reading; vowel marks, invisible marks and what lies beyond the basic plane (emoji: no printer's typeface
    /// has them) are left out.
    /// </summary>
    public static string Shape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = text.Where(c => !char.IsSurrogate(c) && c is not (>= '\uFE00' and <= '\uFE0F') and not (>= '\u064B' and <= '\u0652') and not '\u0670' and not (>= '\u200B' and <= '\u200F') and not (>= '\u202A' and <= '\u202E') and not (>= '\u2066' and <= '\u2069')).ToArray();
        var shaped = new System.Text.StringBuilder(letters.Length);
        for (var i = 0; i < letters.Length; i++)
        {
            if (!Joining.TryGetValue(letters[i], out var letter))
            {
                shaped.Append(letters[i]);
                continue;
            }

            var afterJoiner = i > 0 && JoinsNext(letters[i - 1]);
            if (letters[i] == 'ل' && i + 1 < letters.Length && LamAlef.TryGetValue(letters[i + 1], out var both))
            {
                shaped.Append((char)(both + (afterJoiner ? 1 : 0)));
                i++;
                continue;
            }

            var before = afterJoiner && letter.Forms > 1;
            var after = letter.Forms == 4 && i + 1 < letters.Length && JoinsPrevious(letters[i + 1]);
            shaped.Append((char)(letter.First + ((before, after) switch { (false, false) => 0, (true, false) => 1, (false, true) => 2, _ => 3 })));
        }

        return shaped.ToString();
    }

    /// <summary>
    /// The letter a drawn character stands for. Lam-alef stays one sign: whoever turns a line around knows its two letters and their order, and would turn
    /// around the letters themselves.
    /// </summary>
    public static char Letter(char drawn) => IsArabic(drawn) && $"{drawn}".Normalize(System.Text.NormalizationForm.FormKC) is [var letter] ? letter : drawn;

    private static bool JoinsNext(char letter) => letter == 'ـ' || (Joining.TryGetValue(letter, out var forms) && forms.Forms == 4);

    private static bool JoinsPrevious(char letter) => letter == 'ـ' || (Joining.TryGetValue(letter, out var forms) && forms.Forms > 1);

    private static int[] Levels(string text, bool rightToLeft)
    {
        var kinds = text.Select(KindOf).ToArray();
        var outer = rightToLeft ? Kind.Right : Kind.Left;
        Numbers(text, kinds, outer);
        Neutrals(kinds, outer);
        var zero = rightToLeft ? 1 : 0;
        return [.. kinds.Select(kind => kind switch
        {
            Kind.Left => rightToLeft ? 2 : 0,
            Kind.Right => 1,
            _ => 2, // a number reads from left to right, and stands among Arabic
        }).Select(level => Math.Max(level, zero))];
    }

    // W2, W4, W5, W7: which digits belong to Arabic, and what belongs to a number.
    private static void Numbers(string text, Kind[] kinds, Kind outer)
    {
        var strong = outer;
        var isArabic = false;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Kind.Left or Kind.Right) (strong, isArabic) = (kinds[i], kinds[i] == Kind.Right);
            if (kinds[i] == Kind.Number && isArabic) kinds[i] = Kind.ArabicNumber;
        }

        for (var i = 1; i + 1 < kinds.Length; i++)
        {
            if (text[i] is '.' or ',' or ':' or '/' or '٫' or '٬' && kinds[i - 1] == kinds[i + 1] && kinds[i - 1] is Kind.Number or Kind.ArabicNumber) kinds[i] = kinds[i - 1];
            if (text[i] is '-' or '+' && kinds[i - 1] == Kind.Number && kinds[i + 1] == Kind.Number) kinds[i] = Kind.Number;
        }

        for (var i = 0; i < kinds.Length; i++)
        {
            if (text[i] is not ('%' or '٪' or '#' or '+' or '-' or '−' or '\u066A')) continue;
            var beside = i > 0 && kinds[i - 1] is Kind.Number or Kind.ArabicNumber ? kinds[i - 1] : i + 1 < kinds.Length && kinds[i + 1] is Kind.Number or Kind.ArabicNumber ? kinds[i + 1] : Kind.Neutral;
            if (beside != Kind.Neutral && text[i] != '-' && text[i] != '+') kinds[i] = beside;
            else if (beside != Kind.Neutral && i + 1 < kinds.Length && kinds[i + 1] == beside && (i == 0 || kinds[i - 1] == Kind.Neutral)) kinds[i] = beside; // a sign before its number
        }

        strong = outer;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Kind.Left or Kind.Right) strong = kinds[i];
            else if (kinds[i] == Kind.Number && strong == Kind.Left) kinds[i] = Kind.Left;
        }
    }

    // N1, N2: what stands between two of one direction takes it; else that of the line.
    private static void Neutrals(Kind[] kinds, Kind outer)
    {
        for (var from = 0; from < kinds.Length; from++)
        {
            if (kinds[from] != Kind.Neutral) continue;
            var to = from;
            while (to < kinds.Length && kinds[to] == Kind.Neutral) to++;
            var before = from == 0 ? outer : Side(kinds[from - 1]);
            var after = to == kinds.Length ? outer : Side(kinds[to]);
            Array.Fill(kinds, before == after ? before : outer, from, to - from);
            from = to;
        }
    }

    private static Kind Side(Kind kind) => kind == Kind.Left ? Kind.Left : Kind.Right;

    private static Kind KindOf(char character) => character switch
    {
        >= '0' and <= '9' => Kind.Number,
        >= '٠' and <= '٩' => Kind.ArabicNumber,
        '،' or '؛' => Kind.Neutral,
        _ when IsArabic(character) => Kind.Right,
        _ when char.IsLetter(character) => Kind.Left,
        _ => Kind.Neutral,
    };

    private static bool IsArabic(char character) => character is >= '\u0600' and <= '\u06FF' or >= '\uFB50' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC';

    private static Dictionary<char, (char, int)> Table()
    {
        var table = new Dictionary<char, (char, int)>();
        var next = '\uFE80';
        foreach (var letter in "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
        {
            var forms = letter switch { 'ء' => 1, 'آ' or 'أ' or 'ؤ' or 'إ' or 'ا' or 'ة' or 'د' or 'ذ' or 'ر' or 'ز' or 'و' or 'ى' => 2, _ => 4 };
            table[letter] = (next, forms);
            next = (char)(next + forms);
        }

        foreach (var (letter, first, forms) in (ReadOnlySpan<(char, char, int)>)[('پ', '\uFB56', 4), ('ڤ', '\uFB6A', 4), ('چ', '\uFB7A', 4), ('ژ', '\uFB8A', 2), ('ک', '\uFB8E', 4), ('گ', '\uFB92', 4), ('ی', '\uFBFC', 4)])
            table[letter] = (first, forms);
        return table;
    }
}
