using Salon.Jobs;

namespace Salon.Tests.Jobs;

/// <summary>An interval as Hangfire's plan writes it.</summary>
public sealed class JobPlanTests
{
    [Theory]
    [InlineData("00:00:05", "*/5 * * * * *")]
    [InlineData("00:01:00", "7 */1 * * * *")]
    [InlineData("00:15:00", "7 */15 * * * *")]
    [InlineData("01:00:00", "7 0 */1 * * *")]
    [InlineData("06:00:00", "7 0 */6 * * *")]
    [InlineData("1.00:00:00", "7 0 0 * * *")]
    public void An_interval_that_divides_the_next_larger_unit_has_its_turns(string every, string turns) =>
        Assert.Equal(turns, JobPlan.Turns("Job", TimeSpan.Parse(every, System.Globalization.CultureInfo.InvariantCulture), second: 7));

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:07")]
    [InlineData("00:01:30")] // divides the hour, but there is no such minute
    [InlineData("00:07:00")]
    [InlineData("01:30:00")]
    [InlineData("05:00:00")]
    [InlineData("2.00:00:00")]
    public void Any_other_interval_is_refused_at_the_start(string every) => Assert.Throws<ArgumentOutOfRangeException>(
        () => JobPlan.Turns("Job", TimeSpan.Parse(every, System.Globalization.CultureInfo.InvariantCulture), second: 7));
}
