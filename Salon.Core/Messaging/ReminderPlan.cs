using Salon.Tenancy;

namespace Salon.Messaging;

/// <summary>A reminder of one visit.</summary>
/// <param name="Minutes">Which of the organization's reminders it is.</param>
/// <param name="SendAt">When it goes out.</param>
/// <param name="Until">After this it is worth nothing and is dropped.</param>
internal sealed record PlannedReminder(int Minutes, Instant SendAt, Instant Until);

/// <summary>The rule of reminders, in one place.</summary>
/// <remarks>
/// <list type="number">
/// <item>A reminder goes out so many minutes before the visit, in elapsed time, whatever the clocks do meanwhile.</item>
/// <item>One that falls into the quiet hours goes out at their end, if at least half of its notice is left then; otherwise at 21:00 of the evening before.</item>
/// <item>A visit agreed on (or moved) less than an hour before a reminder, or after it, does not get that one: the confirmation has just said it.</item>
/// <item>Of two reminders that come within an hour of each other, only the later one goes out.</item>
/// <item>One that could not go out in time (the program was down) is worth sending while half of its notice, or three hours, are left, and is dropped then.</item>
/// </list>
/// </remarks>
internal static class ReminderPlan
{
    /// <summary>How much earlier than its minutes say a reminder can go out: from 08:59 back to 21:00.</summary>
    public static readonly Duration MostShifted = Duration.FromHours(12);

    private static readonly Duration Apart = Duration.FromHours(1);
    private static readonly Duration StillUseful = Duration.FromHours(3);

    /// <param name="start">When the visit begins.</param>
    /// <param name="agreedAt">When it was confirmed, or moved to this time.</param>
    /// <param name="minutes">The organization's reminders.</param>
    /// <returns>In the order in which they go out.</returns>
    public static IReadOnlyList<PlannedReminder> Of(Instant start, Instant agreedAt, DateTimeZone zone, IEnumerable<int> minutes)
    {
        var planned = Of(start, zone, minutes).Where(r => r.SendAt >= agreedAt + Apart).ToList();
        return [.. planned.Where((reminder, i) => i == planned.Count - 1 || planned[i + 1].SendAt - reminder.SendAt >= Apart)];
    }

    /// <summary>The same without rules 3 and 4, for whoever only wants to know whether anything could be due.</summary>
    public static IReadOnlyList<PlannedReminder> Of(Instant start, DateTimeZone zone, IEnumerable<int> minutes) =>
        [.. minutes.Distinct().Select(m => At(start, zone, m)).OrderBy(r => r.SendAt).ThenByDescending(r => r.Minutes)];

    private static PlannedReminder At(Instant start, DateTimeZone zone, int minutes)
    {
        var notice = Duration.FromMinutes(minutes);
        var sendAt = OutsideQuietHours(start, start - notice, notice, zone);
        return new PlannedReminder(minutes, sendAt, start - Duration.Min((start - sendAt) / 2, StillUseful));
    }

    private static Instant OutsideQuietHours(Instant start, Instant wanted, Duration notice, DateTimeZone zone)
    {
        if (!QuietHours.Contain(wanted, zone)) return wanted;
        var morning = QuietHours.EndAfter(wanted, zone);
        return start - morning >= notice / 2 ? morning : QuietHours.EveningBefore(wanted, zone);
    }
}
