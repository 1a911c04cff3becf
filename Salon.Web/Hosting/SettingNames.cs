using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Salon.Accounts;
using Salon.Messaging.Authentica;
using Salon.Payments.Online.Moyasar;

namespace Salon.Web.Hosting;

/// <summary>
/// Every setting there is under <c>Salon:</c>, read off the types that hold them, so that a new one is known by itself. A name that is not
/// among them is a typing error, and would otherwise leave somebody sure of a protection that is not there.
/// </summary>
internal static class SettingNames
{
    /// <summary>Sections and what each is read into. Whoever reads another section adds it here.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Sections = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["Salon"] = typeof(SalonSettings),
        ["Salon:Authentica"] = typeof(AuthenticaOptions),
        ["Salon:Limits"] = typeof(Limits),
        ["Salon:Moyasar"] = typeof(MoyasarOptions),
        ["Salon:SignIn"] = typeof(SignInOptions),
    };

    /// <summary>Lists that are read by hand.</summary>
    public static readonly IReadOnlyList<string> Lists = ["Salon:KnownProxies"];

    private static readonly List<Name> Known = [.. Sections.SelectMany(section => NamesOf(section.Value, section.Key)), .. Lists.Select(list => new Name(list, IsList: true))];

    /// <param name="IsList">Items may follow, by number.</param>
    private sealed record Name(string Path, bool IsList);

    /// <exception cref="SettingException">A name under <c>Salon:</c> is not known.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (configuration.GetSection("Salon").GetChildren().SelectMany(Leaves).FirstOrDefault(path => !IsKnown(path)) is not { } wrong) return;
        var nearest = Known.Select(name => name.Path).MinBy(path => Distance(wrong.ToUpperInvariant(), path.ToUpperInvariant()))!;
        throw new SettingException($"There is no setting {wrong} (as a variable {Variable(wrong)}); did you mean {nearest} ({Variable(nearest)})?");
    }

    private static string Variable(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    private static IEnumerable<string> Leaves(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 }) yield return section.Path;
        foreach (var leaf in section.GetChildren().SelectMany(Leaves)) yield return leaf;
    }

    private static bool IsKnown(string path)
    {
        var end = path.LastIndexOf(':');
        var list = end > 0 && int.TryParse(path.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? path[..end] : null;
        return Known.Exists(name => name.Path.Equals(path, StringComparison.OrdinalIgnoreCase) || (name.IsList && name.Path.Equals(list, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<Name> NamesOf(Type type, string above)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var (path, kind) = ($"{above}:{property.Name}", property.PropertyType);
            if (kind != typeof(string) && typeof(IEnumerable).IsAssignableFrom(kind)) yield return new Name(path, IsList: true);
            else if (kind.IsClass && kind.Namespace?.StartsWith("Salon", StringComparison.Ordinal) == true && !TypeDescriptor.GetConverter(kind).CanConvertFrom(typeof(string)))
            {
                foreach (var below in NamesOf(kind, path)) yield return below;
            }
            else yield return new Name(path, IsList: false);
        }
    }

    /// <summary>How many letters must be put in, taken out or changed to make one word of the other (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = corner + (one[i - 1] == other[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
