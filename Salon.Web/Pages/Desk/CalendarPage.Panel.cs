using Microsoft.AspNetCore.Components;
using Salon.Bookings;
using Salon.Bookings.Customers;
using Salon.Bookings.Groups;
using Salon.Messaging;

namespace Salon.Web.Pages.Desk;

/// <summary>The visit whose panel is open, and everything the panel tells about it.</summary>
public sealed partial class CalendarPage
{
    private CalendarVisit? picked;
    private BookingView? full;
    private CustomerSummary? customer;
    private IReadOnlyList<MessageView> messages = [];
    private GroupId? group;
    private CalendarView? toldOf; // the reading of the calendar that customer and messages belong to

    [Inject] private CustomerQueries Customers { get; set; } = null!;
    [Inject] private MessageQueries Messages { get; set; } = null!;
    [Inject] private GroupQueries Groups { get; set; } = null!;

    private bool MayRebook => view!.MayChange && picked!.Row is { Status: not BookingStatus.Held, Customer: not null };

    // The visit of the address; its history only when it is another one, or it changed.
    private async Task PickAsync(Actor actor)
    {
        var visit = address.Booking is { } id ? view!.Visits.FirstOrDefault(v => v.Row.Id == id) : null;
        if (visit is null)
        {
            (picked, full, customer, messages, group, toldOf) = (null, null, null, [], null, null);
            return;
        }

        var isOther = full is null || full.Id != visit.Row.Id;
        if (isOther || picked?.Row.Version != visit.Row.Version) full = (await Queries.FindAsync(actor, visit.Row.Id, Gone)).TryGet(out var found, out _) ? found : null;
        if (isOther || !ReferenceEquals(toldOf, view))
        {
            toldOf = view;
            customer = full?.ContactId is { } contact && (await Customers.SummaryAsync(actor, contact, Gone)).TryGet(out var known, out _) ? known : null;
            messages = (await Messages.ForBookingAsync(actor, visit.Row.Id, Gone)).TryGet(out var sent, out _) ? sent : [];
            group = view!.MayChange ? await Groups.OfAsync(actor, visit.Row.Id, Gone) : null;
        }
        picked = visit;
    }
}
