using Salon.Data;

namespace Salon.Bookings;

/// <summary>One thing that happened to a booking. Rows are added, never changed.</summary>
public sealed class BookingEvent : ITenantRow
{
    /// <summary>The most characters of a reason.</summary>
    internal const int MaxReason = 300;

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
    public IReadOnlyList<LineChange> Lines { get; private init; } = []; // what became of its services and people

    /// <summary>A reason as it is stored; null when nothing was typed.</summary>
    internal static string? Shorten(string? reason) => TidyText.Lines(reason) is { Length: > 0 } why ? Characters.Cut(why, MaxReason) : null;

    internal static BookingEvent Of(Booking booking, Actor actor, Instant now, BookingStatus? from, Instant? oldStart = null, string? reason = null, IReadOnlyList<LineChange>? lines = null) => new()
    {
        OrganizationId = booking.OrganizationId, Id = RowId.New(), BookingId = booking.Id, At = now, From = from, To = booking.Status,
        UserId = actor.User, Role = actor.Role, OldStart = oldStart, NewStart = oldStart is null ? null : booking.StartsAt, Reason = reason, Lines = lines ?? [],
    };
}

/// <summary>What became of one service of a visit. Names as they were then.</summary>
/// <param name="OldMinutes">How long the customer was to be there for it.</param>
public sealed record LineChange(LocalizedText Service, LocalizedText OldStaff, LocalizedText NewStaff, int OldMinutes, int NewMinutes);

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
