using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>How the desk wants a visit to lie: when it begins, who does what, and how long that takes this time.</summary>
/// <param name="Seen">The id of its first line as it was seen: lines get others with every move, so that nobody undoes a colleague's move unknowingly.</param>
/// <param name="Lines">The services in order, each with its person.</param>
public sealed record DeskMove(BookingId Booking, RowId Seen, Instant Start, IReadOnlyList<WantedLine> Lines)
{
    /// <summary>Whether the customer is told.</summary>
    public bool Tell { get; init; } = true;

    /// <summary>Why it may stand where somebody else does; null when it may not. Needs <see cref="Permission.Overbook"/>.</summary>
    public string? Overbook { get; init; }
}
