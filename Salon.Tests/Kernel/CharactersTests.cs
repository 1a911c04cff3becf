using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Salon.Tests.Kernel;

/// <summary>Whatever is typed, what is kept of it is whole.</summary>
public sealed class CharactersTests
{
    private const string Family = "👩‍👩‍👧"; // five code points that are read as one sign
    private const string Flag = "🇸🇦";

    [Theory]
    [InlineData("", 0)]
    [InlineData("نورة", 4)]
    [InlineData("💇", 1)]
    [InlineData(Flag, 2)]
    [InlineData("a💇b", 3)]
    public void A_text_is_as_long_as_its_characters(string text, int count) => Assert.Equal(count, Characters.Count(text));

    [Theory]
    [InlineData("abc", 2, "ab")]
    [InlineData("abc", 3, "abc")]
    [InlineData("ab💇", 3, "ab💇")]
    [InlineData("ab💇c", 3, "ab💇")]
    [InlineData("a" + Flag + "b", 2, "a")] // half a flag is a letter in a box
    [InlineData("a" + Flag + "b", 3, "a" + Flag)]
    [InlineData(Family + "b", 4, "")]
    [InlineData("مُحَمَّد", 3, "مُ")] // a mark stays with its letter
    public void A_cut_leaves_whole_signs(string text, int most, string kept) => Assert.Equal(kept, Characters.Cut(text, most));

    [Theory]
    [InlineData("", "")]
    [InlineData("Noura", "N")]
    [InlineData("نورة", "ن")]
    [InlineData("💇 Lamsa", "💇")]
    [InlineData(Flag + "x", Flag)]
    public void A_name_begins_with_a_whole_sign(string name, string first) => Assert.Equal(first, Characters.First(name));

    [Fact]
    public void Whatever_comes_through_the_door_is_clean_whole_and_stays_so() => ForAllTexts(text =>
    {
        foreach (var door in (Func<string, string>[])[TypedText.Clean, TidyText.Line, TidyText.Lines])
        {
            var kept = door(text);
            Assert.True(IsWhole(kept));
            Assert.Equal(kept, door(kept));
            Assert.DoesNotContain(kept.EnumerateRunes(), TypedText.IsHarmful);
        }

        Assert.False(TypedText.HasControls(TidyText.Line(text)));
        Assert.DoesNotContain('\n', TidyText.Line(text));
    });

    [Fact]
    public void Whatever_is_kept_can_be_cut_searched_and_printed() => ForAllTexts(text =>
    {
        var kept = TidyText.Line(text);
        for (var most = 0; most < 6; most++)
        {
            var cut = Characters.Cut(kept, most);
            Assert.True(IsWhole(cut) && kept.StartsWith(cut, StringComparison.Ordinal) && Characters.Count(cut) <= most);
        }

        Assert.Equal(kept.EnumerateRunes().Count(), Characters.Count(kept));
        Assert.NotNull(SearchText.Keys(kept));
        Assert.True(VisualText.Of(kept, rightToLeft: true).All(run => IsWhole(run.Text)));
    });

    private static bool IsWhole(string text) => text.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == text.Length && !HasHalf(text);

    private static bool HasHalf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }

        return false;
    }

    private static void ForAllTexts(Action<string> holds) => Prop.ForAll(Hostile.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    /// <summary>Letters and signs that harm or surprise, among anything else a string can hold: also halves of pairs.</summary>
    internal static Gen<string> Hostile { get; } = Gen.ListOf(Gen.Frequency(
        (9, Gen.Elements(
            "a", " ", "\n", "\r", "\t", "\0", "ن", "لا", "َ", "ّ", "٣", "\u202E", "\u2066", "\u2069", "\u200D", "\u200F", "\uFEFF", "\uFFFE", "\uFDD0", "\uD800", "\uDC00",
            "\U0001FFFF", "\u0085", "\u2028", "💇", Flag, Family, "\uFE0F", "é", "e\u0301", "(", "%", "=", "\"", "<")),
        (1, Gen.Choose(0, 0xFFFF).Select(code => $"{(char)code}")))).Select(parts => string.Concat(parts));
}
