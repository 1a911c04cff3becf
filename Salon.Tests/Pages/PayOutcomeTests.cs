using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Rules;
using Salon.Web.Pages.Public.Manage;

namespace Salon.Tests.Pages;

/// <summary>What the page to pay on says in every state of a visit and its latest payment.</summary>
public sealed class PayOutcomeTests
{
    public static TheoryData<BookingStatus, PaymentStatus?> Every()
    {
        var every = new TheoryData<BookingStatus, PaymentStatus?>();
        foreach (var visit in Enum.GetValues<BookingStatus>())
        {
            every.Add(visit, null);
            foreach (var payment in Enum.GetValues<PaymentStatus>()) every.Add(visit, payment);
        }

        return every;
    }

    [Theory, MemberData(nameof(Every))]
    public void Only_a_time_that_was_lost_while_money_came_is_apologized_for_and_only_what_is_due_is_asked_for(BookingStatus visit, PaymentStatus? payment)
    {
        var none = new Money(0, "SAR");
        var due = visit == BookingStatus.Pending && payment is not (PaymentStatus.Paid or PaymentStatus.Authorized) ? new Money(10_000, "SAR") : none;

        var outcome = PayOutcomes.Of(visit, new BookingMoney(none, none, none, none, none, due, none, null, null), payment);

        Assert.Equal(due.Minor > 0, outcome == PayOutcome.ToPay);
        Assert.Equal(visit == BookingStatus.Expired && payment is PaymentStatus.Paid or PaymentStatus.Authorized or PaymentStatus.Voided && visit == BookingStatus.Expired, outcome == PayOutcome.CameTooLate);
        Assert.Equal(visit == BookingStatus.Cancelled, outcome == PayOutcome.Cancelled);
        Assert.Equal(visit == BookingStatus.NoShow, outcome == PayOutcome.Missed);
    }
}
