using Salon.Bookings;

namespace Salon.Web.Components.Public;

/// <summary>What is paid in advance, and what a salon keeps of a visit that does not take place, each in one sentence.</summary>
internal static class KeptWords
{
    /// <summary>What follows her yes.</summary>
    /// <param name="booking">With what is asked of her.</param>
    public static string AskedNext(this Texts texts, BookingView booking) => booking.Policy.Money is { DueMinor: > 0 and var due }
        ? texts[due == booking.Price.Minor ? "Public.WholeNext" : "Public.DepositNext", booking.Price with { Minor = due }] : texts["Public.PayAtSalon"];

    /// <param name="texts">Of the page.</param>
    /// <param name="isFree">Cancelling costs nothing yet.</param>
    /// <param name="late">Of a visit that is cancelled after that.</param>
    /// <param name="noShow">Of one that nobody comes to.</param>
    public static string Kept(this Texts texts, bool isFree, Money late, Money noShow) => late == noShow
        ? texts[isFree ? "Public.KeptEitherLater" : "Public.KeptEitherNow", late]
        : texts[isFree ? "Public.KeptLater" : "Public.KeptNow", late, noShow];
}
