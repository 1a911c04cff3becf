using System.Globalization;

namespace Salon.Kernel;

/// <summary>A name or sentence in both languages. One may be empty: readers then get the other.</summary>
public readonly record struct LocalizedText(string En, string Ar)
{
    public static LocalizedText Empty => new("", "");

    public string In(CultureInfo culture) => culture.TwoLetterISOLanguageName == "ar"
        ? string.IsNullOrEmpty(Ar) ? En : Ar
        : string.IsNullOrEmpty(En) ? Ar : En;

    /// <summary>Names one after another, with the comma of the language.</summary>
    public static string List(IEnumerable<LocalizedText> names, CultureInfo culture) =>
        string.Join(culture.TwoLetterISOLanguageName == "ar" ? "، " : ", ", names.Select(name => name.In(culture)));

    public override string ToString() => In(CultureInfo.CurrentUICulture);
}
