using Salon.Bookings;

namespace Salon.Web.Components.BackOffice;

/// <summary>Whom a visit is for, in the reader's language. Who came in without a booking may have left no name: the word for her is drawn, and never stored.</summary>
internal static class VisitNames
{
    /// <param name="name">Null when the visit has no customer; a document says it as an empty text.</param>
    /// <param name="status">A visit that is being booked has no customer yet.</param>
    public static string CustomerOf(this Texts words, string? name, BookingStatus? status = null) =>
        !string.IsNullOrEmpty(name) ? name : words[status == BookingStatus.Held ? "Desk.BeingBooked" : "Desk.WalkIn"];

    /// <inheritdoc cref="CustomerOf(Texts, string?, BookingStatus?)"/>
    public static string CustomerOf(this Texts words, DayRow row) => words.CustomerOf(row.Customer, row.Status);
}
