using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Rules;

namespace Salon.Web.Pages.Public.Manage;

/// <summary>What the page to pay on has to say, whenever it is opened: from an old tab, with the back button, after the provider.</summary>
public enum PayOutcome
{
    /// <summary>A deposit is due, and there is time.</summary>
    ToPay,
    /// <summary>The visit stands, took place, or waits for nothing she could do here.</summary>
    NothingToPay,
    /// <summary>The time was over before anything was paid.</summary>
    Expired,
    /// <summary>Money or a promise of it came after the time was given to somebody else.</summary>
    CameTooLate,
    /// <summary>The visit was called off; its money is told of beside.</summary>
    Cancelled,
    /// <summary>Nobody came.</summary>
    Missed,
}

public static class PayOutcomes
{
    /// <param name="money">The visit's.</param>
    /// <param name="latest">What became of the latest payment; null when none was begun.</param>
    public static PayOutcome Of(BookingStatus status, BookingMoney money, PaymentStatus? latest) => status switch
    {
        BookingStatus.Cancelled => PayOutcome.Cancelled,
        BookingStatus.NoShow => PayOutcome.Missed,
        BookingStatus.Expired => latest is PaymentStatus.Paid or PaymentStatus.Authorized or PaymentStatus.Voided ? PayOutcome.CameTooLate : PayOutcome.Expired,
        _ => money.Due.Minor > 0 ? PayOutcome.ToPay : PayOutcome.NothingToPay,
    };
}
