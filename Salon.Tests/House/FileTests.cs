using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Salon.Tests.House;

/// <summary>Files stay small enough to read, say no "later", and point at what exists.</summary>
public sealed partial class FileTests
{
    private const int MostLines = 300;

    private static readonly string[] Written = [".cs", ".razor", ".css", ".js", ".mjs", ".csproj", ".targets", ".props", ".md", ".sh"];

    // Spelled so that this file does not breach its own rule
    private static readonly string[] Later = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "XX" + "X:"];

    [Fact]
    public void No_file_is_longer_than_a_reader() => Rule.Holds(
        $"A file has at most {MostLines} lines; beyond 200 it should feel uneasy.",
        from file in Code()
        where !file.Path.EndsWith(".md", StringComparison.Ordinal)
        let lines = file.Lines.Length - (file.Text.EndsWith('\n') ? 1 : 0)
        where lines > MostLines
        select $"{file.Path} has {lines}");

    [Fact]
    public void Nothing_is_left_for_later() => Rule.Holds(
        $"No {string.Join(", ", Later.Select(word => word.TrimEnd(':')))}: do it, or write an issue.",
        from file in Code().Concat(Repository.Files("Resources", ".resx"))
        from line in file.Lines.Index()
        from word in Later
        where line.Item.Contains(word, StringComparison.Ordinal)
        select $"{file.Path}:{line.Index + 1} {line.Item.Trim()}");

    [Fact]
    public void Using_lines_are_sorted_and_stand_first() => Rule.Holds(
        "System first, then by name, static ones last; `dotnet format` does it.",
        from file in Code()
        where file.Path.EndsWith(".cs", StringComparison.Ordinal)
        let usings = Using().Matches(file.Text).Select(match => (Name: match.Groups["name"].Value, IsStatic: match.Groups["static"].Success)).ToList()
        let sorted = usings.OrderBy(use => use.IsStatic).ThenBy(use => !$"{use.Name}.".StartsWith("System.", StringComparison.Ordinal)).ThenBy(use => use.Name, StringComparer.OrdinalIgnoreCase)
        where !usings.SequenceEqual(sorted)
        select file.Path);

    [Fact]
    public void Links_of_the_documentation_point_at_something() => Rule.Holds(
        "A link of README.md or docs/ without a scheme is a file of the repository.",
        from file in Documents()
        from Match link in Link().Matches(Fence().Replace(file.Text, ""))
        let target = link.Groups["to"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let path = Path.Combine(Path.GetDirectoryName(file.Path)!, target)
        where !Repository.Exists(path)
        select $"{file.Path} points to {target}");

    [Fact]
    public void Code_points_at_documents_that_exist() => Rule.Holds(
        "A comment that names a page of docs/ names one that is there.",
        from file in Code()
        from Match page in Page().Matches(file.Text)
        where !Repository.Exists(page.Value)
        select $"{file.Path} names {page.Value}");

    [Fact]
    public void The_readme_names_the_commands_a_newcomer_needs() => Rule.Holds(
        "README.md shows how to start Salon and how to test it.",
        from command in (string[])["./dev run", "./dev test"]
        where !Repository.Exists("README.md") || !Repository.Read("README.md").Text.Contains(command, StringComparison.Ordinal)
        select $"README.md without {command}");

    [Fact]
    public void Every_package_version_is_used_and_nothing_else_names_one() => Rule.Holds(
        "Directory.Packages.props holds the one version of each package, and only of those that a project refers to.",
        Packages("PackageVersion").Except(Packages("PackageReference"), StringComparer.OrdinalIgnoreCase).Select(name => $"{name} has a version and no user")
            .Concat(Projects().Where(file => VersionedReference().IsMatch(file.Text)).Select(file => $"{file.Path} names a version itself")));

    private static IEnumerable<SourceFile> Code() => Repository.Files("", Written).Append(Repository.Read("dev")).Append(Repository.Read(".ci/run"));

    private static IEnumerable<SourceFile> Documents() => Repository.Files("", ".md");

    private static IEnumerable<SourceFile> Projects() => Repository.Files("", ".csproj", ".props", ".targets");

    private static IEnumerable<string> Packages(string element) =>
        from file in Projects() from item in XDocument.Parse(file.Text).Descendants(element) select item.Attribute("Include")!.Value;

    [GeneratedRegex(@"^(global )?using (?<static>static )?(?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Using();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)|(src|href)=""(?<to>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"docs/[\w/-]+\.md", RegexOptions.None, 1000)]
    private static partial Regex Page();

    [GeneratedRegex(@"<PackageReference[^>]*\bVersion=", RegexOptions.None, 1000)]
    private static partial Regex VersionedReference();
}
