using System.Globalization;
using System.Text;

namespace Salon.Kernel;

/// <summary>
/// Search that forgives spelling: أ إ آ ا, ة ه, ى ي, diacritics, accents, and Arabic names written in Latin letters or the other way round.
/// </summary>
/// <remarks>
/// <see cref="Keys"/> is stored in a column and <see cref="Terms"/> is compared with it, so both are deterministic and independent of culture;
/// whoever changes a rule here rewrites the stored keys in a migration. A row is found when its key contains every term.
/// </remarks>
public static class SearchText
{
    private const char SoundMark = '~'; // begins a sound in a key; Fold leaves no such sign behind, so a sound never matches a spelling

    private static readonly HashSet<string> WordsThatSayLittle = new(StringComparer.Ordinal)
    {
        "صالون", "صالونات", "مشغل", "مركز", "salon", "center", "centre", "the",
        "al", "el", "ad", "an", "ar", "as", "ash", "at", "az", // the Arabic article before a Latin spelling: Ar Riyadh
    };

    /// <summary>One spelling for all ways of writing the same text: lower case, bare letters, ASCII digits, single spaces.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var character in TypedText.Clean(text).Normalize(NormalizationForm.FormKD)) // takes accents and hamzas off their letters, ligatures apart; refuses what is no character
        {
            if (IsDropped(character)) continue;
            if (char.IsLetterOrDigit(character)) folded.Append(Letter(character));
            else if (folded is [.., not ' ']) folded.Append(' ');
        }

        return Digits.Fold(folded.ToString().TrimEnd());
    }

    /// <summary>What a name is stored as: its folded spellings and the sounds of its words.</summary>
    /// <param name="names">All names of one thing, in any language: "Lamsa", «لمسة».</param>
    public static string Keys(params ReadOnlySpan<string?> names)
    {
        var parts = new List<string>();
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name)) continue;
            var folded = Fold(name);
            parts.Add(folded);
            foreach (var word in Words(folded))
            {
                parts.Add(SoundMark + WordSound.Of(word));
                parts.Add(SoundMark + WordSound.WithoutArticle(word));
            }
        }

        return string.Join(' ', parts.Distinct(StringComparer.Ordinal));
    }

    /// <summary>What a key must contain, all of it, to answer a query. Empty when the query says nothing: then everything answers.</summary>
    /// <remarks>
    /// A word with at least two consonants is sought by its sound, from the beginning of a word, so that "lam" already finds «لمسة».
    /// A shorter one says too little by its sound and is sought by its spelling. Words such as "salon" or "the" count only when nothing else is said.
    /// </remarks>
    public static IReadOnlyList<string> Terms(string? query)
    {
        var words = Words(Fold(query ?? ""));
        var telling = words.Where(word => !WordsThatSayLittle.Contains(word)).ToArray();
        return [.. (telling.Length > 0 ? telling : words).Select(Term).Distinct(StringComparer.Ordinal)];
    }

    private static string Term(string word) => WordSound.WithoutArticle(word) is { Length: >= 2 } sound ? SoundMark + sound : word;

    private static string[] Words(string folded) => folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsDropped(char character) => character is 'ـ' or 'ء' or '\'' or '’' or '‘' or 'ʻ' or 'ʼ' or '`'
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static string Letter(char character) => character switch
    {
        'ٱ' => "ا",
        'ة' or 'ہ' or 'ھ' or 'ە' or 'ۃ' => "ه",
        'ى' or 'ی' or 'ې' => "ي",
        'ک' or 'گ' or 'ڭ' => "ك",
        'پ' => "ب",
        'چ' => "ج",
        'ژ' => "ز",
        'ڤ' => "ف",
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'ı' => "i",
        _ => char.ToLowerInvariant(character).ToString(),
    };
}
