using System.ComponentModel;
using Salon.Bookings;
using Salon.Payments.Rules;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Endpoints;

/// <summary>A booking as its customer and the desk see it.</summary>
internal sealed record BookingAnswer(
    Guid Id,
    [property: Description("What people say on the phone; 0 while held.")] int Number,
    BookingStatus Status,
    [property: Description("The salon's slug.")] string Salon,
    string SalonName,
    [property: Description("Id of the branch.")] Guid Branch,
    string BranchName,
    [property: Description("The branch's zone.")] string TimeZone,
    [property: Description("With the branch's offset.")] DateTimeOffset Start,
    [property: Description("When the customer leaves.")] DateTimeOffset End,
    [property: Description("The business day it belongs to, yyyy-MM-dd.")] string Date,
    IReadOnlyList<LineAnswer> Lines,
    [property: Description("As agreed; the menu may have changed since.")] MoneyAnswer Price,
    MoneyAnswer Paid,
    [property: Description("What would be paid back if it were cancelled now.")] MoneyAnswer Refundable,
    [property: Description("Until when cancelling and moving cost nothing.")] DateTimeOffset CancelUntil,
    [property: Description("Whether the caller may cancel it now.")] bool CanCancel,
    [property: Description("Whether the caller may move it now.")] bool CanReschedule,
    [property: Description("Until when the time is kept; only while held.")] DateTimeOffset? HoldExpiresAt,
    string Note,
    string? CancelReason,
    [property: Description("Null while held.")] CustomerAnswer? Customer,
    [property: Description("What happened to it, in order.")] IReadOnlyList<EventAnswer> History)
{
    public static BookingAnswer Of(BookingView booking, BookingMoney money)
    {
        var zone = booking.Branch.Zone;
        return new(
            booking.Id.Value, booking.Number, booking.Status, booking.Slug, booking.Salon.ToString(), booking.Branch.Id.Value, booking.Branch.Name.ToString(), zone.Id,
            booking.StartsAt.In(zone), booking.EndsAt.In(zone), Moments.Write(booking.BusinessDate), [.. booking.Lines.Select(line => LineAnswer.Of(line, zone))],
            MoneyAnswer.Of(booking.Price), MoneyAnswer.Of(money.Paid), MoneyAnswer.Of(money.Refundable), booking.Policy.FreeUntil.In(zone), booking.CanCancel, booking.CanMove, booking.HoldExpiresAt?.In(zone),
            booking.Note, booking.CancelReason is { } why ? Texts.Current.Reason(why) : null,
            booking.CustomerName is { } name ? new CustomerAnswer(name, booking.CustomerPhone) : null,
            [.. booking.History.Select(happened => EventAnswer.Of(happened, zone))]);
    }
}

/// <summary>One service of a booking.</summary>
internal sealed record LineAnswer(
    [property: Description("Id of the service.")] Guid Service,
    string ServiceName,
    [property: Description("Id of the person who does it.")] Guid Staff,
    string StaffName,
    [property: Description("The customer asked for her by name.")] bool StaffWanted,
    DateTimeOffset Start, DateTimeOffset End, MoneyAnswer Price)
{
    public static LineAnswer Of(LineView line, DateTimeZone zone) => new(
        line.ServiceId.Value, line.Service.ToString(), line.StaffId.Value, line.Staff.ToString(), line.StaffWanted,
        line.StartsAt.In(zone), line.EndsAt.In(zone), MoneyAnswer.Of(line.Price));
}

/// <summary>Whom a booking is for.</summary>
internal sealed record CustomerAnswer(string Name, [property: Description("E.164; null when unknown or not for the caller to see.")] string? Phone);

/// <summary>One thing that happened to a booking.</summary>
internal sealed record EventAnswer(
    DateTimeOffset At, BookingStatus? From, BookingStatus To,
    [property: Description("The role of whoever did it.")] Role By,
    [property: Description("Set when the visit moved.")] DateTimeOffset? OldStart,
    [property: Description("Set when the visit moved.")] DateTimeOffset? NewStart,
    string? Reason)
{
    public static EventAnswer Of(EventView happened, DateTimeZone zone) => new(
        happened.At.In(zone), happened.From, happened.To, happened.By, happened.OldStart?.In(zone), happened.NewStart?.In(zone),
        happened.Reason is { } why ? Texts.Current.Reason(why) : null);
}

/// <summary>A branch's business day, for the people who work it.</summary>
internal sealed record DayListAnswer(
    Guid Branch, string BranchName, string TimeZone,
    [property: Description("The business day shown, yyyy-MM-dd.")] string Date,
    [property: Description("The branch's business day now, yyyy-MM-dd.")] string Today,
    [property: Description("By start. Stylists see only the visits they work on.")] IReadOnlyList<DayBookingAnswer> Bookings)
{
    public static DayListAnswer Of(DayView day) => new(
        day.Branch.Value, day.BranchName.ToString(), day.ZoneId, Moments.Write(day.Date), Moments.Write(day.Today), [.. day.Rows.Select(row => DayBookingAnswer.Of(row, day.Zone))]);
}

/// <summary>One visit of the day.</summary>
internal sealed record DayBookingAnswer(
    Guid Id, int Number, BookingStatus Status, DateTimeOffset Start, DateTimeOffset End,
    [property: Description("Null while held.")] CustomerAnswer? Customer,
    string Note, MoneyAnswer Price, BookingChannel Channel, IReadOnlyList<LineAnswer> Lines,
    [property: Description("What may be done to it now: arrive, start, complete, no-show, cancel, move.")] IReadOnlyList<string> Actions)
{
    public static DayBookingAnswer Of(DayRow row, DateTimeZone zone) => new(
        row.Id.Value, row.Number, row.Status, row.StartsAt.In(zone), row.EndsAt.In(zone), row.Customer is { } name ? new CustomerAnswer(name, row.Phone) : null,
        row.Note, MoneyAnswer.Of(row.Price), row.Channel, [.. row.Lines.Select(line => LineAnswer.Of(line, zone))], [.. ActionsOf(row)]);

    private static IEnumerable<string> ActionsOf(DayRow row)
    {
        if (row.CanArrive) yield return "arrive";
        if (row.CanStart) yield return "start";
        if (row.CanComplete) yield return "complete";
        if (row.CanMarkNoShow) yield return "no-show";
        if (row.CanCancel) yield return "cancel";
        if (row.CanMove) yield return "move";
    }
}
