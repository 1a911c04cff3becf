using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Contacts;
using Salon.Jobs;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Payments;
using Salon.Payments.Desk;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Data;

/// <summary>Which rows the audit log tells of, as part of what, and which of their details it must not repeat.</summary>
internal static class AuditRules
{
    /// <summary>Rows that follow from others, or are history themselves.</summary>
    private static readonly HashSet<Type> Silent =
        [typeof(AuditEntry), typeof(BookingEditor), typeof(BookingEvent), typeof(Claim), typeof(IdempotentCall), typeof(JobTrouble), typeof(Message), typeof(OutboxMessage)];

    /// <summary>Rows that are details of something else, and the property that names it.</summary>
    private static readonly Dictionary<Type, (Type Whole, string Property)> PartOf = new()
    {
        [typeof(BranchHours)] = (typeof(Branch), nameof(BranchHours.BranchId)),
        [typeof(Season)] = (typeof(Branch), nameof(Season.BranchId)),
        [typeof(BranchException)] = (typeof(Branch), nameof(BranchException.BranchId)),
        [typeof(ServiceNeed)] = (typeof(Service), nameof(ServiceNeed.ServiceId)),
        [typeof(ServiceAddOn)] = (typeof(Service), nameof(ServiceAddOn.ServiceId)),
        [typeof(StaffSkill)] = (typeof(StaffMember), nameof(StaffSkill.StaffId)),
        [typeof(StaffHours)] = (typeof(StaffMember), nameof(StaffHours.StaffId)),
        [typeof(StaffOverride)] = (typeof(StaffMember), nameof(StaffOverride.StaffId)),
        [typeof(TimeOff)] = (typeof(StaffMember), nameof(TimeOff.StaffId)),
        [typeof(BookingLine)] = (typeof(Booking), nameof(BookingLine.BookingId)),
        [typeof(BillLine)] = (typeof(Booking), nameof(BillLine.BookingId)),
        [typeof(BillLineVoid)] = (typeof(Booking), nameof(BillLineVoid.BookingId)),
        [typeof(TipShare)] = (typeof(Payment), nameof(TipShare.PaymentId)),
    };

    /// <summary>Details that follow from others or count by themselves.</summary>
    private static readonly HashSet<string> Derived = new(StringComparer.Ordinal)
        { "OrganizationId", "Version", "SearchKeys", "Position", "CreatedAt", "RatingCount", "RatingSum", "Policy", "EndsAt", "BusinessDate", "Number", "HoldExpiresAt", "Visits", "NoShows", "LastVisitAt" };

    /// <summary>Parts of names of details whose values are never written down.</summary>
    private static readonly string[] SecretWords = ["Secret", "Hash", "Token", "Password", "Key", "Code"];

    public static bool Covers(object row) => row is Organization || (row is ITenantRow && !Silent.Contains(row.GetType()));

    public static AuditSubject SubjectOf(EntityEntry entry)
    {
        if (entry.Entity is Organization salon) return new(salon.Id, nameof(Organization), salon.Id.Value);
        var organization = ((ITenantRow)entry.Entity).OrganizationId;
        return PartOf.TryGetValue(entry.Metadata.ClrType, out var part)
            ? new(organization, part.Whole.Name, GuidOf(entry.Property(part.Property).CurrentValue))
            : new(organization, entry.Metadata.ClrType.Name, GuidOf(entry.Property(OwnKey(entry.Metadata).Name).CurrentValue));
    }

    public static bool IsItself(EntityEntry entry, AuditSubject subject) =>
        entry.Metadata.ClrType.Name == subject.Kind && Covers(entry.Entity) && SubjectOf(entry) == subject;

    /// <summary>Whether a detail of a row is told at all.</summary>
    public static bool Tells(IReadOnlyTypeBase type, IReadOnlyPropertyBase detail)
    {
        if (Derived.Contains(detail.Name) || SecretWords.Any(word => detail.Name.Contains(word, StringComparison.Ordinal))) return false;
        if (detail is not IReadOnlyProperty property || type is not IReadOnlyEntityType entity) return true;
        if (property.IsPrimaryKey() && property.ClrType == typeof(RowId)) return false;
        return !property.IsPrimaryKey() || (PartOf.TryGetValue(entity.ClrType, out var part) && part.Property != property.Name);
    }

    /// <summary>Words in rows about customers are told as changed, never repeated: an entry cannot be deleted when she asks to be forgotten.</summary>
    public static bool Hides(IReadOnlyEntityType type, IReadOnlyPropertyBase detail) =>
        (type.ClrType == typeof(Contact) || type.FindProperty("ContactId") is not null) && (detail.ClrType == typeof(string) || detail.ClrType == typeof(LocalizedText));

    /// <summary>What of a part's own columns is told: everything but its key and the whole it belongs to.</summary>
    public static bool TellsOfPart(IReadOnlyEntityType type, IReadOnlyPropertyBase detail) =>
        Tells(type, detail) && !(PartOf.TryGetValue(type.ClrType, out var part) && part.Property == detail.Name);

    private static IReadOnlyProperty OwnKey(IReadOnlyEntityType type)
    {
        var key = type.FindPrimaryKey()!.Properties;
        return key[^1];
    }

    // A key that is no id (the hash of something) still tells one subject from another.
    private static Guid GuidOf(object? key) => key is null ? Guid.Empty
        : key.GetType().GetProperty("Value")?.GetValue(key) is Guid id ? id
        : new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key.ToString() ?? "")).AsSpan(0, 16));
}
