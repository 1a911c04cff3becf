namespace Salon.Tests.House;

/// <summary>The repository as it lies on disk, without what is built, stored or generated.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Skipped = ["bin", "obj", "data", "artifacts", "_framework", "Migrations", "TestResults", ".git", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <param name="folder">Relative to the root, for example "Salon.Core/Bookings"; empty for everything.</param>
    /// <param name="extensions">With their dot, for example ".cs".</param>
    public static IEnumerable<SourceFile> Files(string folder, params string[] extensions) =>
        Walk(Path.Combine(Root, folder)).Where(path => extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal).Select(path => new SourceFile(Path.GetRelativePath(Root, path), File.ReadAllText(path)));

    public static SourceFile Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.GetFiles(folder)) yield return file;
        foreach (var inner in Directory.GetDirectories(folder))
        {
            var entry = new DirectoryInfo(inner);
            if (Skipped.Contains(entry.Name) || entry.LinkTarget is not null) continue;
            foreach (var file in Walk(inner)) yield return file;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Salon.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests read the repository, and there is no Salon.sln above them.");
        return folder.FullName;
    }
}

/// <param name="Path">Relative to the root, with forward slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string[] Lines { get; } = Text.Split('\n');

    /// <summary>The first folder inside the project: "Bookings" of Salon.Core/Bookings/Booking.cs; empty at the project's top.</summary>
    public string Room => Path.Split('/') is { Length: > 2 } parts ? parts[1] : "";

    public int LineAt(int offset) => Text.AsSpan(0, offset).Count('\n') + 1;
}

internal static class Rule
{
    /// <summary>Fails with the rule and every breach, one per line, so that the message alone says what to mend and where.</summary>
    public static void Holds(string rule, IEnumerable<string> breaches)
    {
        var found = breaches.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0) Assert.Fail($"{rule}\n{found.Count} breach(es):\n  {string.Join("\n  ", found)}");
    }
}
