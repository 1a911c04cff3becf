using Salon.Scheduling;

namespace Salon.Bookings.Waitlist;

/// <summary>What somebody would like to come for. The client mints the id, so the same click arriving twice is one entry.</summary>
/// <param name="Lines">Services in the order of the visit, each with the person she insists on or anyone.</param>
/// <param name="Dates">Business dates that suit her; at most <see cref="WaitlistEntry.MostDays"/>.</param>
/// <param name="FromMinute">Minutes of the business day: the visit starts at or after this. 0 to 2,879.</param>
/// <param name="ToMinute">And before this. Above <paramref name="FromMinute"/>, at most 2,880.</param>
public sealed record WaitRequest(WaitId Id, BranchId Branch, IReadOnlyList<WantedLine> Lines, DateRange Dates, int FromMinute, int ToMinute)
{
    public const int EndOfNight = 2 * DayHours.MinutesPerDay;

    /// <summary>For the desk; at most <see cref="BookRequest.MaxNote"/> characters.</summary>
    public string Note { get; init; } = "";
}
