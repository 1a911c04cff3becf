using Salon.Data;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>States of a visit; the words of the API are these in camelCase. Stored by number: never renumber.</summary>
public enum BookingStatus
{
    /// <summary>The time is kept for a few minutes while the customer proves her phone.</summary>
    Held = 0,
    /// <summary>Waits for the salon's yes or for money; keeps its time.</summary>
    Pending = 1,
    Confirmed = 2,
    Arrived = 3,
    InService = 4,
    Completed = 5,
    Cancelled = 6,
    NoShow = 7,
    /// <summary>A hold that ran out.</summary>
    Expired = 8,
}

/// <summary>Who took the booking.</summary>
public enum BookingChannel
{
    Web = 0,
    Desk = 1,
    Api = 2,
}

/// <summary>One visit of one customer: its lines, its time and what was agreed.</summary>
public sealed class Booking : ITenantRow
{
    private readonly List<BookingLine> lines = [];

    private Booking() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public BookingId Id { get; private init; }
    public int Number { get; private set; } // what people say on the phone; 0 while held, then unique in the organization
    public BranchId BranchId { get; private init; }
    public ContactId? ContactId { get; private set; } // null only while held
    public string? HolderKey { get; private init; } // hash of the secret of the browser that holds it
    public UserId? HolderUser { get; private init; }
    public BookingStatus Status { get; private set; }
    public BookingChannel Channel { get; private init; }
    public Instant StartsAt { get; private set; }
    public Instant EndsAt { get; private set; } // exclusive; when the customer leaves
    public LocalDate BusinessDate { get; private set; }
    public Money Price { get; private set; } // the sum of the lines, as agreed
    public string Note { get; private set; } = "";
    public string Language { get; private set; } = "ar";
    public Instant? HoldExpiresAt { get; private set; }
    public PolicySnapshot Policy { get; private set; } = null!;
    public string? CancelReason { get; private set; }
    public string ManageSecret { get; private init; } = ""; // part of the manage link; changing it revokes the link
    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; } // optimistic concurrency

    public IReadOnlyList<BookingLine> Lines => lines;

    /// <summary>States that own their time.</summary>
    public bool IsLive => Status is BookingStatus.Held or BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.Arrived or BookingStatus.InService;
}

/// <summary>The cancellation rule as it stood when the visit was agreed.</summary>
/// <param name="FreeUntil">Until when cancelling and moving cost nothing.</param>
/// <param name="FreeUntilHours">The rule it came from, for the sentence.</param>
public sealed record PolicySnapshot(Instant FreeUntil, int FreeUntilHours, bool LateCancelOnline, LocalizedText Notice)
{
    public static PolicySnapshot Of(CancellationPolicy policy, Instant startsAt) =>
        new(startsAt - Duration.FromHours(policy.FreeUntilHours), policy.FreeUntilHours, policy.LateCancelOnline, policy.Notice);
}

/// <summary>One service of a visit with its person, its time and its price, as agreed.</summary>
public sealed class BookingLine : ITenantRow
{
    private BookingLine() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BookingId BookingId { get; private init; }
    public int Position { get; private init; }
    public ServiceId ServiceId { get; private init; }
    public LocalizedText ServiceName { get; private init; } // the menu may change later
    public StaffId StaffId { get; private init; }
    public bool StaffWanted { get; private init; } // the customer asked for her by name
    public Instant StartsAt { get; private init; }
    public Instant EndsAt { get; private init; } // exclusive; the visible part
    public Money Price { get; private init; }
    public int VatBasisPoints { get; private init; }
}

/// <summary>One thing that happened to a booking. Rows are added, never changed.</summary>
public sealed class BookingEvent : ITenantRow
{
    private BookingEvent() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BookingId BookingId { get; private init; }
    public Instant At { get; private init; }
    public BookingStatus? From { get; private init; }
    public BookingStatus To { get; private init; }
    public UserId? UserId { get; private init; }
    public Role Role { get; private init; }
    public Instant? OldStart { get; private init; } // set when the visit moved
    public Instant? NewStart { get; private init; }
    public string? Reason { get; private init; }

    internal static BookingEvent Of(Booking booking, Actor actor, Instant now, BookingStatus? from, Instant? oldStart = null, string? reason = null) => new()
    {
        OrganizationId = booking.OrganizationId, Id = RowId.New(), BookingId = booking.Id, At = now, From = from, To = booking.Status,
        UserId = actor.User, Role = actor.Role, OldStart = oldStart, NewStart = oldStart is null ? null : booking.StartsAt, Reason = reason,
    };
}

/// <summary>The answer given to an Idempotency-Key: the same key with the same body gets it again, with another body is refused.</summary>
public sealed class IdempotentCall : ITenantRow
{
    private IdempotentCall() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public string Key { get; private init; } = ""; // hash of caller and key
    public string BodyHash { get; private init; } = "";
    public BookingId BookingId { get; private init; }
    public Instant CreatedAt { get; private init; }

    internal static IdempotentCall For(OrganizationId organization, string key, string bodyHash, BookingId booking, Instant now) =>
        new() { OrganizationId = organization, Key = key, BodyHash = bodyHash, BookingId = booking, CreatedAt = now };
}
