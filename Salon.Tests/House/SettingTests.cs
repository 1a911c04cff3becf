using System.Text.RegularExpressions;
using Salon.Web.Hosting;

namespace Salon.Tests.House;

/// <summary>A setting that is read is a setting that is known: what is not known stops the start.</summary>
public sealed partial class SettingTests
{
    [Fact]
    public void Every_section_that_is_read_is_registered() => Rule.Holds(
        "A section under Salon: that is read stands in SettingNames.Sections with the type that holds it, or in Lists.",
        from file in Repository.Files("Salon.Web", ".cs")
        where !file.Path.EndsWith("SettingNames.cs", StringComparison.Ordinal)
        from Match read in Section().Matches(file.Text)
        let section = read.Groups["section"].Value
        where !SettingNames.Sections.ContainsKey(section) && !SettingNames.Lists.Contains(section, StringComparer.Ordinal)
        select $"{file.Path}:{file.LineAt(read.Index)} {section}");

    // What is given to the configuration: ReadInto("…"), GetSection("…"), Configuration["…"], and constants named Section.
    [GeneratedRegex("(?:ReadInto\\(|GetSection\\(|GetValue<[^>]*>\\(|onfiguration\\[|Section = )\"(?<section>Salon(?::[A-Za-z]+)*)\"", RegexOptions.None, 1000)]
    private static partial Regex Section();
}
