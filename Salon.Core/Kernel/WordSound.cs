using System.Text;

namespace Salon.Kernel;

/// <summary>The consonants of a word, the same whether it is written in Arabic or in Latin letters: «لمسة» and "lamsa" are both "lms".</summary>
/// <remarks>
/// <para>Arabic writes few vowels and Latin spellings disagree about them (Noor, Nour, Nur), so vowels go, and so do ع and hamza,
/// which Latin spellings leave out. و/w and ي/y are consonants at the beginning of a word only. A final ه, ة, ح or h goes too
/// (Jeddah, Jedda). A doubled consonant counts once (Makkah, مكة).</para>
/// <para>Consonants that Latin letters cannot tell apart share one sign: b (b p ب), t (t th ت ط ث), d (d dh د ض ذ ظ), s (s س ص), x (sh ch ش),
/// g (g gh j ج غ), k (k kh q c خ ق ك), h (h ه ح), f (f v ph ف), z r l m n.</para>
/// <para>Words come in folded by <see cref="SearchText.Fold"/>. The signs are stored in search keys: a new rule needs the keys rewritten.</para>
/// </remarks>
internal static class WordSound
{
    private const char Silent = '\0';
    private const int FewestConsonants = 2; // an article is cut off only when this much of a word remains

    /// <summary>The sound of the whole word.</summary>
    public static string Of(string word)
    {
        var sound = new StringBuilder(word.Length);
        var previous = Silent;
        for (var i = 0; i < word.Length;)
        {
            var (sign, length) = SignAt(word, i);
            if (sign != Silent && sign != previous) sound.Append(sign);
            previous = sign;
            i += length;
        }

        return sound.ToString();
    }

    /// <summary>The sound without ال or "al" in front, where enough of the word remains: «الرياض» sounds like "riyadh".</summary>
    public static string WithoutArticle(string word)
    {
        if (!word.StartsWith("ال", StringComparison.Ordinal) && !word.StartsWith("al", StringComparison.Ordinal)) return Of(word);
        var rest = Of(word[2..]);
        return rest.Length >= FewestConsonants ? rest : Of(word);
    }

    /// <summary>The sign for the letter or pair of letters at a place, and how many characters it takes; no sign for a vowel.</summary>
    private static (char Sign, int Length) SignAt(string word, int at)
    {
        var next = at + 1 < word.Length ? word[at + 1] : Silent;
        switch (word[at], next)
        {
            case ('s' or 'c', 'h'): return ('x', 2);
            case ('ت', 'ش'): return ('x', 2); // the "ch" of foreign names: تشارم
            case ('k', 'h'): return ('k', 2);
            case ('g', 'h'): return ('g', 2);
            case ('t', 'h'): return ('t', 2);
            case ('d', 'h'): return ('d', 2);
            case ('p', 'h'): return ('f', 2);
            case ('c', 'e' or 'i' or 'y'): return ('s', 1);
        }

        var letter = word[at];
        var isEdge = letter is 'w' or 'و' or 'y' or 'ي' ? at == 0 : at < word.Length - 1;
        return (Sign(letter, isEdge), 1);
    }

    /// <param name="letter">A folded letter or digit.</param>
    /// <param name="isHeard">Whether a letter that is a consonant only in some places is one here.</param>
    private static char Sign(char letter, bool isHeard) => letter switch
    {
        'w' or 'و' => isHeard ? 'w' : Silent,
        'y' or 'ي' => isHeard ? 'y' : Silent,
        'h' or 'ه' or 'ح' => isHeard ? 'h' : Silent,
        'b' or 'p' or 'ب' => 'b',
        't' or 'ت' or 'ط' or 'ث' => 't',
        'd' or 'د' or 'ض' or 'ذ' or 'ظ' => 'd',
        's' or 'س' or 'ص' => 's',
        'ش' => 'x',
        'g' or 'j' or 'ج' or 'غ' => 'g',
        'k' or 'q' or 'c' or 'خ' or 'ق' or 'ك' => 'k',
        'f' or 'v' or 'ف' => 'f',
        'z' or 'ز' => 'z',
        'r' or 'ر' => 'r',
        'l' or 'ل' => 'l',
        'm' or 'م' => 'm',
        'n' or 'ن' => 'n',
        'x' => 'k',
        'a' or 'e' or 'i' or 'o' or 'u' or 'ا' or 'ع' => Silent,
        _ => letter, // digits, and letters of scripts this rule does not know, stand for themselves
    };
}
