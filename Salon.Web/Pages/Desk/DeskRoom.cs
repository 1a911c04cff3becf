using Salon.Bookings;
using Salon.Scheduling;
using Salon.Team;

namespace Salon.Web.Pages.Desk;

/// <summary>What the forms of the calendar know of the page around them.</summary>
/// <param name="Actor">Asked each time: the role may have changed.</param>
/// <param name="Words">The reader's language in the branch's zone.</param>
public sealed record DeskRoom(Func<Task<Actor>> Actor, CalendarView View, OpeningHours Hours, IReadOnlyList<DeskService> Menu, IReadOnlyList<StaffRow> People, Texts Words)
{
    public string NameOf(StaffId? staff) => People.FirstOrDefault(p => p.Id == staff)?.Name.In(Words.Culture) ?? "";

    /// <summary>Those who perform a service, in the salon's order.</summary>
    public IEnumerable<StaffRow> WhoDoes(ServiceId? service) => Menu.FirstOrDefault(s => s.Id == service) is { } known ? People.Where(p => known.Staff.Contains(p.Id)) : People;
}
