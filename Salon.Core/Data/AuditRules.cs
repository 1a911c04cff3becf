using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Salon.Accounts;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Bookings.Groups;
using Salon.Bookings.Reviews;
using Salon.Bookings.Waitlist;
using Salon.Catalog;
using Salon.Contacts;
using Salon.Jobs;
using Salon.Media;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Payments;
using Salon.Payments.Desk;
using Salon.Payments.Receipts;
using Salon.Providers;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Data;

/// <summary>Which rows the audit log tells of, as part of what, and which of their details it must not repeat.</summary>
internal static class AuditRules
{
    /// <summary>Things that people change: each has its word in Resources/Audit.resx.</summary>
    public static readonly IReadOnlySet<Type> Subjects = new HashSet<Type>
    {
        typeof(Booking), typeof(BookingGroup), typeof(Branch), typeof(Category), typeof(Contact), typeof(DayClose), typeof(DrawerMove), typeof(Membership), typeof(PaymentAccount),
        typeof(Resource), typeof(ResourceType), typeof(Review), typeof(Service), typeof(StaffMember), typeof(TaxProfile), typeof(TimeBlock), typeof(WaitlistEntry), typeof(WorkItem),
    };

    /// <summary>Rows that follow from others, or are history themselves and have a page of their own.</summary>
    public static readonly IReadOnlySet<Type> Silent = new HashSet<Type>
    {
        typeof(AuditEntry), typeof(BookingEditor), typeof(BookingEvent), typeof(BookingSettlement), typeof(Claim), typeof(DeskCheckout), typeof(IdempotentCall), typeof(JobTrouble),
        typeof(LedgerEntry), typeof(Message), typeof(OutboxMessage), typeof(PaymentAttempt), typeof(PaymentEvent), typeof(Picture), typeof(TaxInvoice), typeof(TipShare), typeof(WebhookEvent),
    };

    /// <summary>
    /// Rows that are details of something else, and the property that names it. A payment is a detail of its visit: one act at the till is one entry.
    /// </summary>
    public static readonly IReadOnlyDictionary<Type, (Type Whole, string Property)> PartOf = new Dictionary<Type, (Type, string)>
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
        [typeof(ContactTag)] = (typeof(Contact), nameof(ContactTag.ContactId)),
        [typeof(WaitlistOffer)] = (typeof(WaitlistEntry), nameof(WaitlistOffer.EntryId)),
        [typeof(BookingLine)] = (typeof(Booking), nameof(BookingLine.BookingId)),
        [typeof(BillLine)] = (typeof(Booking), nameof(BillLine.BookingId)),
        [typeof(BillLineVoid)] = (typeof(Booking), nameof(BillLineVoid.BookingId)),
        [typeof(DayCloseUndo)] = (typeof(DayClose), nameof(DayCloseUndo.CloseId)),
        [typeof(Payment)] = (typeof(Booking), nameof(Payment.BookingId)),
        [typeof(Refund)] = (typeof(Payment), nameof(Refund.PaymentId)),
    };

    /// <summary>Details that follow from others or count by themselves.</summary>
    private static readonly HashSet<string> Derived = new(StringComparer.Ordinal)
    {
        "OrganizationId", "Version", "SearchKeys", "Position", "CreatedAt", "RatingCount", "RatingSum", "Policy", "EndsAt", "BusinessDate", "Number", "HoldExpiresAt", "Visits", "NoShows", "LastVisitAt",
        "CapturedMinor", "RefundedMinor", "FeeMinor", "TipMinor", "PaidAt", "BeforeMinor", "AskedAt", "DoneAt", "Trouble", "LastNumber", "HolderKey", "Key", "ReconciledAt", "CheckedAt", "WebhookSeenAt",
        "Id", "BookingId", "PaymentId", "GroupId", "OrganizerId", "AnsweredAt", "ChangedAt", "ClosedAt", "EndedAt", "ExpiresAt", "HiddenAt", "RepliedAt", "ReportedAt", "NewsDecidedAt",
        "Because",
        "CheckTrouble", "FromAt", "UntilAt", "ExpectedMinor", "FoundMinor", "Unanswered", "At", "LastAt", "Times", "JoinedAt", "MadeAt", "WrittenAt", "Minor", "UserId", "MadeBy", "ClosedBy", "RepliedBy", "WebhookId", "ProviderId",
    };

    /// <summary>Details of text in which people write in their own words. Text that is none of these is a code, an address or an id.</summary>
    public static readonly IReadOnlySet<string> Typed = new HashSet<string>(StringComparer.Ordinal)
    {
        "Allergies", "CancelReason", "Email", "HideReason", "Name", "Note", "OverbookReason", "Reason", "Reply", "ReportReason", "Resolution", "Tag", "Text",
    };

    /// <summary>Details whose values are never written down: keys, codes, and what they are checked by.</summary>
    public static readonly IReadOnlySet<string> Secret = new HashSet<string>(StringComparer.Ordinal) { "SecretKey", "WebhookSecret", "EarlierWebhookSecret", "LastHash", "ManageSecret" };

    /// <summary>What a detail that must be decided about has in its name: it is one of <see cref="Secret"/>, or a test says why not.</summary>
    public static readonly IReadOnlyList<string> SecretWords = ["Secret", "Hash", "Token", "Password", "Key", "Code"];

    public static bool Covers(object row) => row is Organization || (row is ITenantRow && !Silent.Contains(row.GetType()));

    public static AuditSubject SubjectOf(EntityEntry entry)
    {
        if (entry.Entity is Organization salon) return new(salon.Id, nameof(Organization), salon.Id.Value);
        var organization = ((ITenantRow)entry.Entity).OrganizationId;
        if (!PartOf.TryGetValue(entry.Metadata.ClrType, out var part)) return new(organization, entry.Metadata.ClrType.Name, KeyOf(entry));

        var whole = GuidOf(entry.Property(part.Property).CurrentValue);
        return PartOf.ContainsKey(part.Whole) && entry.Context.ChangeTracker.Entries().FirstOrDefault(e => e.Metadata.ClrType == part.Whole && KeyOf(e) == whole) is { } between
            ? SubjectOf(between)
            : new(organization, part.Whole.Name, whole);
    }

    public static bool IsItself(EntityEntry entry, AuditSubject subject) =>
        entry.Metadata.ClrType.Name == subject.Kind && Covers(entry.Entity) && SubjectOf(entry) == subject;

    /// <summary>Whether a detail of a row is told at all.</summary>
    public static bool Tells(IReadOnlyTypeBase type, IReadOnlyPropertyBase detail)
    {
        if (Derived.Contains(detail.Name) || Secret.Contains(detail.Name) || detail.ClrType == typeof(byte[])) return false;
        if (detail is not IReadOnlyProperty property || type is not IReadOnlyEntityType entity) return true;
        if (property.IsPrimaryKey() && property.ClrType == typeof(RowId)) return false;
        return !property.IsPrimaryKey() || (PartOf.TryGetValue(entity.ClrType, out var part) && part.Property != property.Name);
    }

    /// <summary>Words in rows about customers are told as changed, never repeated: an entry cannot be deleted when she asks to be forgotten.</summary>
    public static bool Hides(IReadOnlyEntityType type, IReadOnlyPropertyBase detail) =>
        (type.ClrType == typeof(Contact) || type.GetProperties().Any(p => p.ClrType == typeof(ContactId) || p.ClrType == typeof(ContactId?))) && (detail.ClrType == typeof(string) || detail.ClrType == typeof(LocalizedText));

    /// <summary>What of a part's own columns is told: everything but its key and the whole it belongs to.</summary>
    public static bool TellsOfPart(IReadOnlyEntityType type, IReadOnlyPropertyBase detail) =>
        Tells(type, detail) && !(PartOf.TryGetValue(type.ClrType, out var part) && part.Property == detail.Name);

    private static Guid KeyOf(EntityEntry entry) => GuidOf(entry.Property(OwnKey(entry.Metadata).Name).CurrentValue);

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
