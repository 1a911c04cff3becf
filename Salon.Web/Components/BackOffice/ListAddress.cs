using System.Globalization;

namespace Salon.Web.Components.BackOffice;

/// <summary>What the address of a list says. Whatever is not understood counts as not asked.</summary>
public static class ListAddress
{
    /// <returns>1 and on.</returns>
    public static int Page(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(1, number) : 1;

    public static T Choice<T>(string? text, T otherwise) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : otherwise;

    /// <summary>How a choice stands in the address; the usual one is left out.</summary>
    public static string? Text<T>(T choice, T usual) where T : struct, Enum => choice.Equals(usual) ? null : choice.ToString().ToLowerInvariant();

    /// <summary>Whether one of the names of a row answers what is sought; nothing sought is answered by every row.</summary>
    public static bool Answers(string? query, params ReadOnlySpan<string?> names)
    {
        var keys = SearchText.Keys(names);
        return SearchText.Terms(query).All(term => keys.Contains(term, StringComparison.Ordinal));
    }
}
