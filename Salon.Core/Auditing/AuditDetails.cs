using Salon.Data;

namespace Salon.Auditing;

/// <summary>What a detail of the log is, for whoever puts it into words.</summary>
public sealed class AuditDetails(Database database)
{
    private readonly Lazy<HashSet<(string, string)>> typed = new(() =>
    [
        .. from type in database.Model.GetEntityTypes()
           from detail in type.GetProperties()
           where detail.IsTyped()
           select (type.ClrType.Name, detail.Name),
    ]);

    /// <summary>A person's own words, which are shown as they were typed: "Cash" may be what she wrote, and no method of payment.</summary>
    /// <param name="kind">The kind of thing, or of a part of one, such as "DrawerMove".</param>
    /// <param name="field">The detail, such as "Note".</param>
    public bool IsTyped(string kind, string field) => typed.Value.Contains((kind, field));
}
