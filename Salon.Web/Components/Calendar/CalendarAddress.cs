using Salon.Web.Components.BackOffice;

namespace Salon.Web.Components.Calendar;

/// <summary>How the calendar is drawn. The words of the address are these in small letters.</summary>
public enum CalendarMode
{
    Day,
    Week,
    Agenda,
}

/// <summary>Everything that is chosen on the calendar, as it stands in the address of the page.</summary>
/// <param name="Mode">Null: an agenda on phones, else the day.</param>
/// <param name="Date">Null: the business day under way.</param>
/// <param name="Rooms">Columns are rooms, chairs and devices instead of people.</param>
/// <param name="Booking">The visit whose panel is open.</param>
public sealed record CalendarAddress(
    string Slug, CalendarMode? Mode = null, BranchId? Branch = null, LocalDate? Date = null, StaffId? Staff = null, bool Rooms = false, BookingId? Booking = null)
{
    /// <summary>Reads what anybody may have typed; what makes no sense counts as not chosen.</summary>
    public static CalendarAddress Read(string slug, string? view, string? branch, string? date, string? staff, string? by, string? booking) => new(
        slug,
        Enum.GetValues<CalendarMode>().Where(m => Word(m) == view).Select(m => (CalendarMode?)m).FirstOrDefault(),
        Guid.TryParse(branch, out var place) ? new BranchId(place) : null,
        DatesModel.Date(date),
        Guid.TryParse(staff, out var person) ? new StaffId(person) : null,
        by == "rooms",
        Guid.TryParse(booking, out var visit) ? new BookingId(visit) : null);

    /// <summary>Where a visit is opened. Its branch and day are found by the calendar when they are left out, or are others by now.</summary>
    public static string Of(string slug, LocalDate date, BookingId visit, BranchId? branch = null) => new CalendarAddress(slug, Branch: branch, Date: date, Booking: visit).ToString();

    public override string ToString()
    {
        var query = new List<string>(6);
        if (Mode is { } mode) query.Add($"view={Word(mode)}");
        if (Branch is { } branch) query.Add($"branch={branch}");
        if (Date is { } date) query.Add($"date={DatesModel.Text(date)}");
        if (Staff is { } staff) query.Add($"staff={staff}");
        if (Rooms) query.Add("by=rooms");
        if (Booking is { } booking) query.Add($"booking={booking}");
        return query.Count == 0 ? $"/desk/{Slug}" : $"/desk/{Slug}?{string.Join('&', query)}";
    }

    private static string Word(CalendarMode mode) => mode switch
    {
        CalendarMode.Day => "day",
        CalendarMode.Week => "week",
        _ => "agenda",
    };
}
