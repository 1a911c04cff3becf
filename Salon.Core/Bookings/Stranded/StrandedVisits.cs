namespace Salon.Bookings.Stranded;

/// <summary>Why a visit cannot take place as it was agreed.</summary>
public enum StrandedBy
{
    /// <summary>The branch is closed at that time, or for good.</summary>
    Branch,
    /// <summary>Somebody who was to serve her is away, does not work then, or has left.</summary>
    Person,
}

/// <summary>A coming visit that outlived the hours it was agreed in: somebody should give it another time.</summary>
/// <param name="Customer">Null when nobody knows her name.</param>
/// <param name="Phone">E.164; null when she has none.</param>
/// <param name="Away">The people who are not there; empty when it is the branch.</param>
public sealed record StrandedVisit(
    BookingId Id, int Number, LocalDate Date, Instant StartsAt, Instant EndsAt, DateTimeZone Zone, BranchId Branch, LocalizedText BranchName, string? Customer, string? Phone,
    IReadOnlyList<LocalizedText> Services, StrandedBy By, IReadOnlyList<LocalizedText> Away);
