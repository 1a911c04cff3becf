namespace Salon.Scheduling;

/// <summary>One person's time, prepared for the questions the search asks.</summary>
internal sealed class PersonTime
{
    private readonly Spans works;
    private readonly Spans idle; // works, and nobody has claimed her
    private readonly Spans free; // not claimed and not away: what clearing up may take after hours
    private readonly int[] booked;

    public PersonTime(PersonDiary diary, IReadOnlyList<OpenDay> days)
    {
        works = diary.Works.Subtract(diary.Away);
        idle = works.Subtract(diary.Busy);
        free = Spans.Always.Subtract(diary.Busy).Subtract(diary.Away);
        booked = new int[days.Count];
        for (var day = 0; day < booked.Length; day++)
        {
            var open = days[day].Open;
            if (!open.IsEmpty) booked[day] = diary.Busy.MinutesWithin(open[0].From, open[open.Count - 1].To);
        }
    }

    /// <summary>Claimed minutes between the day's first opening and its last closing.</summary>
    public int BookedOn(int day) => booked[day];

    public bool WorksIn(int from, int to) => works.Overlaps(from, to);

    /// <summary>Whether a line of this shape would fit between two minutes if nobody had booked her.</summary>
    public bool CouldDo(ServiceShape shape, int from, int to) =>
        to - from >= shape.Visible && works.StartsFor(-shape.Before, shape.Active).Overlaps(from, to - shape.Visible + 1);

    /// <summary>Every minute at which a line of this shape may start, as far as this person is concerned.</summary>
    public Spans StartsFor(ServiceShape shape)
    {
        var starts = idle.StartsFor(-shape.Before, shape.Active);
        var back = shape.Active + shape.Processing;
        if (shape.Finishing > 0) starts = starts.Intersect(works.StartsFor(back, shape.Visible));
        if (shape.Finishing + shape.Buffer > 0) starts = starts.Intersect(free.StartsFor(back, shape.PersonUntil));
        return starts;
    }

    /// <summary>Minutes of idle time that a line leaves beside itself and that are too short to sell: the same service would not fit into them.</summary>
    public int DeadGap(ServiceShape shape, int start)
    {
        var whole = shape.Before + shape.PersonUntil;
        return Dead(idle.RunBefore(start - shape.Before)) + Dead(idle.RunAfter(start + shape.PersonUntil));

        int Dead(int gap) => gap < whole ? gap : 0;
    }
}
