using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Salon.Web.Components.Public;

namespace Salon.Tests.House;

/// <summary>Pages read from right to left as well as from left to right, and hold no sentence of their own.</summary>
public sealed partial class PageTests
{
    /// <summary>Names and signs that are the same in every language.</summary>
    private static readonly HashSet<string> SameInEveryLanguage = new(StringComparer.Ordinal) { "Salon", "WhatsApp", "SMS", "OpenAPI", "Hijri" };

    [Fact]
    public void No_page_holds_a_sentence_of_its_own() => Rule.Holds(
        "What people read or hear comes from Resources: @T[\"Public.…\"], attributes such as alt, title and aria-label too.",
        from written in RenderedText.In(typeof(Program).Assembly)
        let text = written.Text.Trim()
        where Word().IsMatch(text) && !SameInEveryLanguage.Contains(text)
        select $"{written.Component}: \"{text}\"");

    [Fact]
    public void No_customer_s_page_is_drawn_before_everything_it_shows_was_read() => Rule.Holds(
        "What a page or a part of it reads is read in LoadAsync of a LoadedPage; a lifecycle method that awaits is drawn half-way, and only PostgreSQL shows it.",
        from part in typeof(Program).Assembly.GetTypes()
        where part.IsSubclassOf(typeof(ComponentBase)) && part != typeof(LoadedPage)
        where part.Namespace is "Salon.Web.Components.Public" || part.Namespace?.StartsWith("Salon.Web.Pages.Public", StringComparison.Ordinal) == true
            || part.Namespace?.StartsWith("Salon.Web.Pages.Account", StringComparison.Ordinal) == true
        from method in part.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.Name is "OnInitializedAsync" or "OnParametersSetAsync" or "OnAfterRenderAsync" or "SetParametersAsync"
        select $"{part.FullName}.{method.Name}");

    [Fact]
    public void Pictures_of_a_salon_are_shown_by_Photo() => Rule.Holds(
        "<Photo Name=… Sizes=…> lets the browser take the size its screen needs; an <img> with Images.Url loads one size everywhere.",
        from file in Repository.Files("Salon.Web", ".razor")
        where !file.Path.EndsWith("/Photo.razor", StringComparison.Ordinal)
        from line in file.Text.Split('\n').Index()
        where line.Item.Contains("Images.Url(", StringComparison.Ordinal)
        select $"{file.Path}:{line.Index + 1}");

    [Fact]
    public void No_two_pages_stand_at_one_address() => Rule.Holds(
        "An address that two pages claim breaks every circuit, because circuits learn all addresses at once.",
        from page in typeof(Program).Assembly.GetTypes()
        from RouteAttribute route in page.GetCustomAttributes(typeof(RouteAttribute), inherit: false)
        group page by Parameter().Replace(route.Template, "{").ToUpperInvariant() into claimed
        where claimed.Count() > 1
        select $"{claimed.Key}: {string.Join(", ", claimed.Select(p => p.Name))}");

    [Fact]
    public void The_rule_sees_every_place_a_sentence_hides_in() => Assert.Equal(
        ["A hint", "A picture", "A plain text", "A text & its tag", "A title"],
        RenderedText.In(typeof(Talkative).Assembly).Where(written => written.Component == typeof(Talkative).FullName)
            .Select(written => written.Text.Trim()).Where(text => text.Length > 0).Order(StringComparer.Ordinal));

    [Fact]
    public void Styles_name_start_and_end_never_left_and_right() => Rule.Holds(
        "CSS is logical: margin-inline-start, inset-inline-end, text-align: start, border-start-start-radius.",
        from file in Repository.Files("wwwroot/css", ".css").Concat(Repository.Files("Salon.Web", ".css", ".razor"))
        from line in WithoutComments(file).Split('\n').Index()
        from Match match in (file.Path.EndsWith(".css", StringComparison.Ordinal) ? Physical().Matches(line.Item) : InlineStyle().Matches(line.Item).SelectMany(style => Physical().Matches(style.Value)))
        select $"{file.Path}:{line.Index + 1} {match.Value.Trim()}");

    /// <summary>Written as the Razor compiler writes it.</summary>
    private sealed class Talkative : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.AddMarkupContent(0, "<p title=\"A title\">A text &amp; its tag</p><style>p { left: 0 }</style><img alt=\"A picture\" class=\"wide\">");
            builder.OpenElement(1, "input");
            builder.AddAttribute(2, "placeholder", "A hint");
            builder.AddAttribute(3, "class", "not spoken");
            builder.CloseElement();
            RenderFragment inner = inside => inside.AddContent(4, "A plain text");
            builder.AddContent(5, inner);
        }
    }

    private static string WithoutComments(SourceFile file) => Comment().Replace(file.Text, match => new string('\n', match.Value.Count(c => c == '\n')));

    // 05X XXX XXXX is a pattern, not a word
    [GeneratedRegex(@"(?<!\p{L})(?!X+\b)\p{L}{2,}", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("""style="[^"]*"|style='[^']*'""", RegexOptions.None, 1000)]
    private static partial Regex InlineStyle();

    [GeneratedRegex(@"\{[^:}]+", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("""
        (margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b |
        border-(top|bottom)-(left|right)-radius |
        (?<![\w-])(left|right)\s*: |
        (text-align|float|clear|caption-side|text-align-last)\s*:\s*(left|right)\b
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Physical();
}
