using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Salon.Tenancy;

namespace Salon.Data;

/// <summary>How the audit log keeps to what <see cref="EntityFacts"/> says of each kind of row.</summary>
internal static class AuditRules
{
    /// <summary>Details that no entity tells: whose row it is, which, since when, and how often it was written.</summary>
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal) { "OrganizationId", "Id", "CreatedAt", "Version" };

    public static bool Covers(IReadOnlyEntityType type) => type.Audit() is AuditKind.Subject or AuditKind.Part;

    public static AuditSubject SubjectOf(EntityEntry entry)
    {
        if (entry.Entity is Organization salon) return new(salon.Id, nameof(Organization), salon.Id.Value);
        var organization = ((ITenantRow)entry.Entity).OrganizationId;
        if (entry.Metadata.PartOf() is not { } part) return new(organization, entry.Metadata.ClrType.Name, KeyOf(entry));

        var whole = GuidOf(entry.Property(part.Id).CurrentValue);
        return part.Whole.Audit() == AuditKind.Part
            && entry.Context.ChangeTracker.Entries().FirstOrDefault(e => e.Metadata == part.Whole && KeyOf(e) == whole) is { } between
            ? SubjectOf(between)
            : new(organization, part.Whole.ClrType.Name, whole);
    }

    public static bool IsItself(EntityEntry entry, AuditSubject subject) =>
        entry.Metadata.ClrType.Name == subject.Kind && Covers(entry.Metadata) && SubjectOf(entry) == subject;

    /// <summary>Whether a detail of a row is told at all. What belongs to the key is told of a part only, where it says whom the part is about.</summary>
    public static bool Tells(IReadOnlyEntityType type, IReadOnlyPropertyBase detail)
    {
        if (Always.Contains(detail.Name) || detail.IsUntold() || detail.IsSecret() || detail.ClrType == typeof(byte[])) return false;
        if (detail is not IReadOnlyProperty property || !property.IsPrimaryKey()) return true;
        return property.ClrType != typeof(RowId) && type.PartOf() is { } part && part.Id != detail.Name;
    }

    /// <summary>What of a part's own columns is told: everything but its key and the whole it belongs to.</summary>
    public static bool TellsOfPart(IReadOnlyEntityType type, IReadOnlyPropertyBase detail) => Tells(type, detail) && type.PartOf()?.Id != detail.Name;

    /// <summary>Words in rows about customers are told as changed, never repeated.</summary>
    public static bool Hides(IReadOnlyEntityType type, IReadOnlyPropertyBase detail) =>
        type.IsPersonal() && (detail.ClrType == typeof(string) || detail.ClrType == typeof(LocalizedText));

    private static Guid KeyOf(EntityEntry entry) => GuidOf(entry.Property(entry.Metadata.FindPrimaryKey()!.Properties[^1].Name).CurrentValue);

    // A key that is no id (the hash of something) still tells one subject from another.
    private static Guid GuidOf(object? key) => key is null ? Guid.Empty
        : key.GetType().GetProperty("Value")?.GetValue(key) is Guid id ? id
        : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString() ?? "")).AsSpan(0, 16));
}
