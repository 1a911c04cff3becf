using Salon.Scheduling;

namespace Salon.Bookings.Groups;

/// <summary>One person of a group.</summary>
/// <param name="Id">Minted by the client: her visit.</param>
/// <param name="Phone">Null when she left none: then the organizer hears of everything.</param>
public sealed record Guest(BookingId Id, string Name, PhoneNumber? Phone, IReadOnlyList<WantedLine> Lines);

/// <summary>Several people's visits, all beginning together. The client mints the ids, so the same click arriving twice is one group.</summary>
/// <param name="Name">What the desk calls it: "Bride and friends". May be empty.</param>
/// <param name="Guests"><see cref="BookingGroup.LeastPeople"/> to <see cref="BookingGroup.MostPeople"/>; the organizer is the first of them.</param>
public sealed record GroupRequest(GroupId Id, BranchId Branch, Instant StartsAt, string Name, IReadOnlyList<Guest> Guests)
{
    public const int LongestName = 100;

    /// <summary>"ar" or "en".</summary>
    public string Language { get; init; } = "ar";
}

/// <summary>A group as the desk sees it.</summary>
public sealed record GroupView(GroupId Id, string Name, string Organizer, LocalizedText Branch, string ZoneId, IReadOnlyList<GroupVisit> Visits)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];

    public bool CanMove => Visits.Any(v => v.CanMove);

    public bool CanCancel => Visits.Any(v => v.CanCancel);

    /// <summary>When the first of those begins that can still be moved.</summary>
    public Instant? StartsAt => Visits.Where(v => v.CanMove).Select(v => (Instant?)v.StartsAt).Min();
}

public sealed record GroupVisit(
    BookingId Id, int Number, BookingStatus Status, string Name, Instant StartsAt, Instant EndsAt, LocalDate Date, IReadOnlyList<LocalizedText> Services, IReadOnlyList<LocalizedText> Staff, Money Price,
    bool CanMove, bool CanCancel);
