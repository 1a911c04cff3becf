using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Tests.House;

/// <summary>Every refusal has its sentence, every sentence its refusal.</summary>
public sealed partial class ErrorCodeTests
{
    private static readonly IReadOnlySet<string> Sentences = ResourceFiles.All.Single(file => file.Name == "Errors").English.Select(text => text.Key).ToHashSet(StringComparer.Ordinal);

    private static readonly IReadOnlyList<KeyUse> Codes = [.. FindCodes()];

    private static readonly IReadOnlyList<KeyUse> Uses = [.. ResourceFiles.Uses.Concat(Codes).DistinctBy(use => use.Key)];

    [Fact]
    public void Every_code_has_a_sentence() => Rule.Holds(
        "new Error(kind, \"Code\") is the key of a sentence in Errors.resx and Errors.ar.resx.",
        from code in Codes
        where !Sentences.Any(code.Names)
        select $"{code.Where} refuses with {code.Key}");

    [Fact]
    public void Every_sentence_has_a_code() => Rule.Holds(
        "A sentence of Errors.resx that no refusal names is deleted.",
        from sentence in Sentences
        where !Uses.Any(use => use.Names(sentence))
        select sentence);

    /// <summary>Made in the source, or raised by the database under the name of an index, a constraint or a trigger.</summary>
    private static IEnumerable<KeyUse> FindCodes()
    {
        var made = from project in (string[])["Salon.Core", "Salon.Web"]
                   from file in Repository.Files(project, ".cs", ".razor")
                   from Match match in Made().Matches(file.Text)
                   select new KeyUse(Hole().Replace(match.Groups["code"].Value, "*"), $"{file.Path}:{file.LineAt(match.Index)}");
        var raised = from file in Repository.Files("Salon.Core/Data", ".cs")
                     from Match match in Raised().Matches(file.Text)
                     select new KeyUse(match.Groups["code"].Value, $"{file.Path}:{file.LineAt(match.Index)}");
        using var db = new SqliteDesignTime().CreateDbContext([]);
        var named = from type in db.Model.GetEntityTypes()
                    from index in type.GetIndexes()
                    let name = index.GetDatabaseName()
                    where name?.Contains('.', StringComparison.Ordinal) == true
                    select new KeyUse(name, $"the unique index of {type.ClrType.Name}");
        return [.. made, .. raised, .. named];
    }

    [GeneratedRegex("""ErrorKind\.\w+,\s*\$?"(?<code>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();

    [GeneratedRegex(@"RAISE\(ABORT, '(?<code>[A-Z]\w+\.\w+)'\)|CONSTRAINT ""(?<code>[A-Z]\w+\.\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Raised();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
