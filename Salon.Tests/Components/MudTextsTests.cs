using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using MudBlazor;
using Salon.Tests.House;
using Salon.Web.Components.Kit;

namespace Salon.Tests.Components;

/// <summary>Everything the component library says by itself is said in our words, in both languages.</summary>
public sealed class MudTextsTests
{
    private static readonly SortedDictionary<string, string> Own = new(Read(), StringComparer.Ordinal);

    [Fact]
    public void Every_word_of_the_library_has_a_text_of_ours_and_no_text_is_left_over()
    {
        Assert.True(Own.Count > 130, $"{Own.Count} keys"); // or else they were not found
        Assert.Equal(Own.Keys, ResourceFiles.All.Single(file => file.Name == "Mud").English.Select(text => text.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_shows_what_the_library_hands_to_it() => Rule.Holds(
        "A text of Resources/Mud.resx has the placeholders of the library's own: one more would break the page that shows it, one less hides what is told.",
        from language in ResourceFiles.All.Single(file => file.Name == "Mud").Languages
        from text in language.Texts
        where Own.TryGetValue(text.Key, out var own) && !text.Placeholders.SetEquals(new Text(text.Key, own).Placeholders)
        select $"{text.Key} in {language.Language}: {text.Value}");

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    public void Every_text_can_be_shown_with_its_arguments(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            foreach (var (key, own) in Own)
            {
                var count = new Text(key, own).Placeholders.Count;
                var shown = new MudWords().Handle(key, [.. new object[] { "nine", 9, Color.Primary }.Take(count)]);
                Assert.False(shown.ResourceNotFound, key);
                Assert.DoesNotContain('{', shown.Value);
                if (count > 0) Assert.Contains("nine", shown.Value, StringComparison.Ordinal);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_word_that_a_new_version_brings_does_not_break_the_page() => Assert.True(new MudWords().Handle("MudNovelty_Title", 1).ResourceNotFound);

    private static Dictionary<string, string> Read()
    {
        using var reader = new ResourceReader(typeof(MudButton).Assembly.GetManifestResourceStream("MudBlazor.Resources.LanguageResource.resources")!);
        return reader.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
    }
}
