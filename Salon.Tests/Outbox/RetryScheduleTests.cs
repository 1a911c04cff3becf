using Salon.Outbox;

namespace Salon.Tests.Outbox;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Delays_grow_and_together_outlast_a_night()
    {
        var id = OutboxMessageId.New();
        var delays = Enumerable.Range(1, RetrySchedule.Attempts - 1).Select(attempt => RetrySchedule.After(id, attempt)).ToList();

        Assert.Equal(delays.Order(), delays);
        Assert.True(delays.Aggregate((a, b) => a + b) > Duration.FromHours(12));
    }

    [Fact]
    public void Messages_that_failed_together_come_back_spread_over_two_fifths_of_the_delay()
    {
        var delays = Enumerable.Range(0, 1000).Select(_ => RetrySchedule.After(OutboxMessageId.New(), 4)).ToList();

        Assert.All(delays, d => Assert.InRange(d, Duration.FromMinutes(8), Duration.FromMinutes(12)));
        Assert.True(delays.Max() - delays.Min() > Duration.FromMinutes(3.5));
    }
}
