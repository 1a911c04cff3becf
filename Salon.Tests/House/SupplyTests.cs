using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Salon.Tests.House;

/// <summary>What others made and Salon is built from is exactly what somebody looked at: the same tomorrow as today.</summary>
public sealed partial class SupplyTests
{
    private static readonly Dictionary<string, string> Versions = Xml("Directory.Packages.props").Descendants("PackageVersion")
        .ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value, StringComparer.OrdinalIgnoreCase);

    [Fact, Trait("Proves", "S-29")]
    public void A_version_is_one_version() => Rule.Holds(
        "Directory.Packages.props names one version of each package, never a range or a star; so does the list of tools.",
        Versions.Where(package => !Exact().IsMatch(package.Value)).Select(package => $"{package.Key} {package.Value}").Concat(
            from tool in JsonDocument.Parse(Repository.Read(".config/dotnet-tools.json").Text).RootElement.GetProperty("tools").EnumerateObject()
            let version = tool.Value.GetProperty("version").GetString()!
            where !Exact().IsMatch(version)
            select $"{tool.Name} {version}"));

    [Fact, Trait("Proves", "S-29")]
    public void Every_project_has_its_lock_and_asks_for_what_it_locks() => Rule.Holds(
        "packages.lock.json stands beside each project, with the version of Directory.Packages.props and a hash of every package; a restore writes it.",
        from project in Repository.Files("", ".csproj")
        let path = Path.Combine(Path.GetDirectoryName(project.Path)!, "packages.lock.json")
        from breach in Repository.Exists(path) ? Breaches(path) : [$"{path} is missing"]
        select breach);

    [Fact, Trait("Proves", "S-29")]
    public void Faults_of_packages_are_asked_for_and_stop_the_build()
    {
        var build = Xml("Directory.Build.props");
        string Said(string name) => build.Descendants(name).Single().Value;

        Assert.Equal(("true", "all", "low"), (Said("NuGetAudit"), Said("NuGetAuditMode"), Said("NuGetAuditLevel")));
        Assert.Equal("true", Said("TreatWarningsAsErrors"));
        Assert.Equal("$(WarningsNotAsErrors);NU1900", Said("WarningsNotAsErrors")); // only that the list could not be read
        Rule.Holds("No project is quiet about the faults of its packages.",
            from file in Repository.Files("", ".csproj", ".props", ".targets") where Quiet().IsMatch(file.Text) select file.Path);
        Assert.Equal(["*"], Xml("nuget.config").Descendants("package").Select(package => package.Attribute("pattern")!.Value));
    }

    [Fact, Trait("Proves", "S-29")]
    public void What_builds_or_ships_elsewhere_names_what_it_uses_by_its_hash() => Rule.Holds(
        "An image is named with its digest, an action with the hash of a commit: a name alone is somebody else's to change.",
        from file in Repository.Files("", ".yml", ".yaml", "", ".dockerfile", ".containerfile")
        from line in file.Lines.Index()
        where IsLoose(line.Item)
        select $"{file.Path}:{line.Index + 1} {line.Item.Trim()}");

    [Theory]
    [InlineData("FROM debian:12", true)]
    [InlineData("FROM --platform=linux/amd64 debian:12 AS build", true)]
    [InlineData("FROM debian@sha256:0123456789012345678901234567890123456789012345678901234567890123 AS build", false)]
    [InlineData("FROM build", false)]
    [InlineData("FROM scratch", false)]
    [InlineData("      - uses: actions/checkout@v4", true)]
    [InlineData("      - uses: actions/checkout@0123456789012345678901234567890123456789 # v4", false)]
    [InlineData("      - uses: ./.ci/build", false)]
    [InlineData("    image: postgres:15", true)]
    [InlineData("    image: postgres@sha256:0123456789012345678901234567890123456789012345678901234567890123", false)]
    public void The_rule_sees_a_loose_name(string line, bool isOne) => Assert.Equal(isOne, IsLoose(line));

    private static XDocument Xml(string path) => XDocument.Parse(Repository.Read(path).Text);

    private static bool IsLoose(string line) => Foreign().Match(line) is { Success: true } named && !Pinned().IsMatch(named.Groups["name"].Value);

    private static IEnumerable<string> Breaches(string path)
    {
        var frameworks = JsonDocument.Parse(Repository.Read(path).Text).RootElement.GetProperty("dependencies").EnumerateObject();
        var locked = frameworks.SelectMany(framework => framework.Value.EnumerateObject());
        foreach (var package in locked.Where(package => package.Value.GetProperty("type").GetString() != "Project"))
        {
            if (!package.Value.TryGetProperty("contentHash", out _)) yield return $"{path}: {package.Name} has no hash";
            if (!package.Value.TryGetProperty("requested", out var range) || !Versions.TryGetValue(package.Name, out var version)) continue;
            if (range.GetString() != $"[{version}, )") yield return $"{path}: {package.Name} is locked for {range}, and {version} is asked for";
        }
    }

    [GeneratedRegex(@"^\d+\.\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?$", RegexOptions.None, 1000)]
    private static partial Regex Exact();

    [GeneratedRegex(@"NuGetAuditSuppress|NU190[1-5]|<NuGetAudit>false", RegexOptions.None, 1000)]
    private static partial Regex Quiet();

    // A stage of the same file has a name without colon, slash or at sign.
    [GeneratedRegex(@"^\s*(?:FROM\s+(?:--\S+\s+)*(?<name>\S*[:/@]\S*)|-?\s*uses:\s*(?<name>[^.\s]\S*)|-?\s*image:\s*(?<name>\S+))", RegexOptions.None, 1000)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"@(sha256:[0-9a-f]{64}|[0-9a-f]{40})$", RegexOptions.None, 1000)]
    private static partial Regex Pinned();
}
