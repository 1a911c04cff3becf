using Salon.Data;

namespace Salon.Auditing;

/// <summary>What a detail of the log is, for whoever puts it into words.</summary>
public static class AuditDetails
{
    private static readonly Dictionary<string, Type> Kinds =
        AuditRules.Subjects.Concat(AuditRules.PartOf.Keys).ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>A person's own words, which are shown as they were typed: "Cash" may be what she wrote, and no method of payment.</summary>
    /// <param name="kind">The kind of thing, or of a part of one, such as "DrawerMove".</param>
    /// <param name="field">The detail, such as "Note".</param>
    public static bool IsTyped(string kind, string field) =>
        AuditRules.Typed.Contains(field) && Kinds.TryGetValue(kind, out var type) && type.GetProperty(field)?.PropertyType == typeof(string);
}
