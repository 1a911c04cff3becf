namespace Salon.Web.Components.Public;

/// <summary>Names one after another, each kept apart from the direction of its neighbours.</summary>
public static class NameLists
{
    public static string List(this Texts texts, IEnumerable<LocalizedText> names) =>
        names.Select(name => name.In(texts.Culture)).Aggregate((left, right) => texts["Public.TwoNames", left, right]);
}
