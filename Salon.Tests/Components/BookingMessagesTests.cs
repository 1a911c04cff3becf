using Bunit;
using Salon.Bookings;
using Salon.Messaging;
using Salon.Web.Components;

namespace Salon.Tests.Components;

/// <summary>What a customer reads beside a message that did not reach her.</summary>
public sealed class BookingMessagesTests
{
    [Theory]
    [InlineData(BookingStatus.Confirmed, MessageKinds.Confirmed, true)]
    [InlineData(BookingStatus.Confirmed, MessageKinds.Moved, true)]
    [InlineData(BookingStatus.Arrived, MessageKinds.Reminder, true)]
    [InlineData(BookingStatus.Pending, MessageKinds.Confirmed, false)]
    [InlineData(BookingStatus.Cancelled, MessageKinds.Cancelled, false)]
    [InlineData(BookingStatus.Cancelled, MessageKinds.Confirmed, false)]
    [InlineData(BookingStatus.Expired, MessageKinds.Confirmed, false)]
    [InlineData(BookingStatus.NoShow, MessageKinds.Reminder, false)]
    [InlineData(BookingStatus.Completed, MessageKinds.Review, false)]
    public void A_message_that_failed_says_that_the_booking_stands_only_while_it_does(BookingStatus status, string kind, bool stands)
    {
        using var bench = new Workbench();
        var why = new Error(ErrorKind.Unavailable, "Provider.Down");
        var failed = new MessageView(RowId.New(), kind, MessageChannels.Sms, MessageStatus.Failed, why, Instant.FromUtc(2026, 12, 7, 6, 0));

        var page = bench.Render<BookingMessages>(ask => ask.Add(p => p.Messages, [failed]).Add(p => p.Status, status).Add(p => p.Zone, DateTimeZone.Utc));

        Assert.Equal(bench.T[stands ? "Public.MessageTrouble" : "Public.MessageTroubleOver"], page.Find(".why").TextContent);
    }
}
