namespace Salon.Web.Components.Public;

/// <summary>Names one after another, each kept apart from the direction of its neighbours.</summary>
public static class NameLists
{
    public static string List(this Texts texts, IEnumerable<LocalizedText> names) =>
        texts.List(names.Select(name => name.In(texts.Culture)));

    public static string List(this Texts texts, IEnumerable<string> names) => names.DefaultIfEmpty("").Aggregate((left, right) => texts["Public.TwoNames", left, right]);
}
