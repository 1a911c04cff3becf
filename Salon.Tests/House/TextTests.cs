using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Whatever people read exists in both languages, whole, and is used.</summary>
public sealed partial class TextTests
{
    /// <summary>Texts in the letters of the other language on purpose: a language is offered under its own name.</summary>
    private static readonly HashSet<string> InOtherLetters = new(StringComparer.Ordinal) { "Public.Arabic", "Public.English", "Public.SwitchLanguage" };

    /// <summary>Sentences that show different arguments in the two languages, and why.</summary>
    private static readonly Dictionary<string, string> OtherPlaceholders = new(StringComparer.Ordinal)
    {
        ["Formats.TimePastMidnight"] = "Arabic says fajr of the next day, English the night of the day before",
    };

    [Fact]
    public void Every_text_exists_in_both_languages() => Rule.Holds(
        "A key stands in <File>.resx and in <File>.ar.resx.",
        from file in ResourceFiles.All
        from breach in OnlyIn(file.English, file.Arabic, $"{file.Name}.resx", "Arabic").Concat(OnlyIn(file.Arabic, file.English, $"{file.Name}.ar.resx", "English"))
        select breach);

    [Fact]
    public void Every_counted_text_has_all_forms_of_its_language() => Rule.Holds(
        "A counted text has zero, one, two, few, many and other in Arabic, one and other in English, and no more.",
        from file in ResourceFiles.All
        from language in file.Languages
        from family in language.Texts.GroupBy(text => ResourceFiles.FamilyOf(text.Key))
        where family.Key is not null
        let forms = family.Select(text => text.Key[(family.Key!.Length + 1)..]).ToHashSet(StringComparer.Ordinal)
        where !forms.SetEquals(language.Forms)
        select $"{file.Name}.{family.Key} in {language.Language} has {string.Join(", ", forms)}");

    [Fact]
    public void Both_languages_show_the_same_arguments() => Rule.Holds(
        "A text and its translation have the same placeholders; a form of a counted text may leave the number out.",
        from file in ResourceFiles.All
        from arabic in file.Arabic
        let family = ResourceFiles.FamilyOf(arabic.Key)
        let english = file.English.Where(text => family is null ? text.Key == arabic.Key : ResourceFiles.FamilyOf(text.Key) == family).ToList()
        where english.Count > 0 && !OtherPlaceholders.ContainsKey($"{file.Name}.{arabic.Key}")
        let allowed = english.SelectMany(text => text.Placeholders).ToHashSet(StringComparer.Ordinal)
        let missing = allowed.Except(arabic.Placeholders).Where(number => family is null || number != "0")
        let added = arabic.Placeholders.Except(allowed)
        where missing.Any() || added.Any()
        select $"{file.Name}.{arabic.Key}: English {{{string.Join(',', allowed)}}}, Arabic {{{string.Join(',', arabic.Placeholders)}}}");

    [Fact]
    public void Keys_are_sorted_and_stand_once() => Rule.Holds(
        "The keys of a file are in ordinal order, each once, so that two people's additions merge.",
        from file in ResourceFiles.All
        from language in file.Languages
        from pair in language.Texts.Zip(language.Texts.Skip(1))
        where string.CompareOrdinal(pair.First.Key, pair.Second.Key) >= 0
        select $"{file.Name} in {language.Language}: {pair.Second.Key} after {pair.First.Key}");

    [Fact]
    public void No_text_is_empty_or_left_untranslated() => Rule.Holds(
        "A text says something, without space around it; an Arabic one is in Arabic letters (TextTests.InOtherLetters lists what is not).",
        from file in ResourceFiles.All
        from language in file.Languages
        from text in language.Texts
        let words = Placeholder().Replace(text.Value, "")
        let untranslated = language.Language == "ar" ? Latin().IsMatch(words) && !Arabic().IsMatch(words) : Arabic().IsMatch(words)
        let spaced = text.Value.Any(char.IsLetter) && text.Value != text.Value.Trim(' ', '\n', '\r', '\t') // what joins a list may end in a space
        where string.IsNullOrWhiteSpace(text.Value) || spaced
            || (untranslated && !InOtherLetters.Contains($"{file.Name}.{text.Key}"))
        select $"{file.Name}.{text.Key} in {language.Language}: \"{text.Value}\"");

    [Fact]
    public void Every_key_the_source_names_exists() => Rule.Holds(
        "A literal such as \"Public.HomeTitle\" or $\"Public.Status.{status}\" names a key of Resources/Public.resx.",
        from use in ResourceFiles.Uses
        where ResourceFiles.All.Any(file => use.Key.StartsWith(file.Name + ".", StringComparison.Ordinal))
        where !ResourceFiles.Keys.Any(use.Names) && !ResourceFiles.Keys.Contains($"Errors.{use.Key}")
        select $"{use.Where} names {use.Key}");

    [Fact]
    public void Every_text_is_used() => Rule.Holds(
        "A text that nothing names is deleted. (Keys are named whole or as $\"File.Part.{x}\", never glued together.)",
        from key in ResourceFiles.Keys
        where !key.StartsWith("Errors.", StringComparison.Ordinal) // ErrorCodeTests looks after those
        where !ResourceFiles.Uses.Any(use => use.Names(key))
        select key);

    private static IEnumerable<string> OnlyIn(IEnumerable<Text> here, IEnumerable<Text> there, string name, string other) =>
        here.Select(text => ResourceFiles.FamilyOf(text.Key) ?? text.Key).Except(there.Select(text => ResourceFiles.FamilyOf(text.Key) ?? text.Key), StringComparer.Ordinal)
            .Select(key => $"{key} of {name} is missing in {other}");

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[A-Za-z]{2,}", RegexOptions.None, 1000)]
    private static partial Regex Latin();

    [GeneratedRegex(@"\p{IsArabic}", RegexOptions.None, 1000)]
    private static partial Regex Arabic();
}
