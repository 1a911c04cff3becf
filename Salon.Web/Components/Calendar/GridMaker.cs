using Salon.Bookings;
using Salon.Scheduling;

namespace Salon.Web.Components.Calendar;

/// <summary>Lays a calendar out in columns. Pure: the same calendar gives the same grid.</summary>
public sealed class GridMaker(CalendarView view, Texts words)
{
    private const int Hour = 60, Day = DayHours.MinutesPerDay, Margin = 30;
    private static readonly (int From, int To) Ordinary = (9 * Hour, 21 * Hour); // a closed day without visits still shows hours

    /// <summary>One day; a column for each person.</summary>
    public Grid ByPerson()
    {
        var day = view.Days[0];
        return WithAxis(view.People.Select((person, i) => PersonColumn(i, person, 0, person.Name.In(words.Culture), person.Title.In(words.Culture), person.Picture, portrait: true)), [day]);
    }

    /// <summary>One day; a column for each room, chair and device.</summary>
    public Grid ByResource()
    {
        var day = view.Days[0];
        return WithAxis(view.Resources.Select((resource, i) => ResourceColumn(i, resource, day)), [day]);
    }

    /// <summary>Several days of one person; a column for each day.</summary>
    public Grid ByDay(CalendarPerson person) =>
        WithAxis(view.Days.Select((day, i) => PersonColumn(i, person, i, words.Formats.ShortDate(day.Date), null, null, portrait: false)), view.Days);

    private Grid WithAxis(IEnumerable<GridColumn> made, IReadOnlyList<CalendarDay> days)
    {
        var columns = made.ToList();
        var edges = days.SelectMany(d => d.Open.Select(o => (From: MinuteOf(d.Date, o.Start), To: MinuteOf(d.Date, o.End))))
            .Concat(columns.SelectMany(c => c.Visits.Select(v => (From: v.TakenFrom, To: v.TakenTo))))
            .Concat(columns.SelectMany(c => c.Blocks.Select(b => (b.From, b.To)))).ToList();
        var (from, to) = edges.Count == 0 ? Ordinary : (edges.Min(e => e.From) - Margin, edges.Max(e => e.To) + Margin);
        var axis = (From: Math.Max(0, from / Hour * Hour), To: Math.Min(2 * Day, (to + Hour - 1) / Hour * Hour));
        return new Grid(axis.From, axis.To, [.. columns.Select(c => c with { Shades = [.. c.Shades.Select(s => s with { From = Math.Max(s.From, axis.From), To = Math.Min(s.To, axis.To) }).Where(s => s.From < s.To)] })]);
    }

    private GridColumn PersonColumn(int place, CalendarPerson person, int dayIndex, string title, string? subtitle, string? picture, bool portrait)
    {
        var (day, hers) = (view.Days[dayIndex], person.Days[dayIndex]);
        var lines = view.Visits.Where(v => v.Date == day.Date && v.Row.Status != BookingStatus.Cancelled)
            .SelectMany(v => v.Lines.Select((line, position) => (Visit: v, Line: line, Position: position)))
            .Where(l => l.Line.Line.StaffId == person.Id)
            .Select(l => VisitOf(day.Date, l.Visit, l.Line, l.Position)).OrderBy(v => v.From).ThenByDescending(v => v.To).ToList();
        var blocks = view.Blocks.Where(b => b.Date == day.Date && b.Staff == person.Id).Select(b => BlockOf(day.Date, b)).ToList();
        var (clocks, gap) = ClockChange(day.Date);
        var under = string.IsNullOrEmpty(subtitle) ? null : subtitle;
        IReadOnlyList<GridShade> shades = [.. Shades(day, hers), .. clocks];
        var visits = InLanes(lines);
        return new GridColumn(place, day.Date, person.Id, title, under, picture, portrait, day.Date == view.Today, shades, visits, blocks) { Gap = gap };
    }

    private GridColumn ResourceColumn(int place, CalendarResource resource, CalendarDay day)
    {
        var visits = view.Visits.Where(v => v.Date == day.Date)
            .SelectMany(v => v.Units.Where(u => u.Resource == resource.Id).Select(u => (Visit: v, Unit: u)))
            .Select(u =>
            {
                var (from, to) = RangeOf(day.Date, u.Unit.Time);
                return new GridVisit(u.Visit, null, 0, from, to, from, to, [], u.Unit.Unit - 1, resource.Capacity, false);
            }).OrderBy(v => v.From).ToList();
        var seats = resource.Capacity > 1 ? words.Count("Calendar.Places", resource.Capacity) : null;
        var (clocks, gap) = ClockChange(day.Date);
        IReadOnlyList<GridShade> shades = [.. Closed(day, day.Open), .. clocks];
        var title = resource.Name.In(words.Culture);
        return new GridColumn(place, day.Date, null, title, seats, null, false, day.Date == view.Today, shades, visits, []) { Gap = gap };
    }

    private GridVisit VisitOf(LocalDate date, CalendarVisit visit, LinePlace line, int position)
    {
        var (seen, taken) = (RangeOf(date, line.Visible), RangeOf(date, line.Taken));
        return new(visit, line, position, seen.From, seen.To, taken.From, taken.To, [.. line.Idle.Select(i => RangeOf(date, i))], 0, 1, false);
    }

    private GridBlock BlockOf(LocalDate date, CalendarBlock block) => new(block, RangeOf(date, block.Time).From, RangeOf(date, block.Time).To);

    private IEnumerable<GridShade> Shades(CalendarDay day, PersonDay hers)
    {
        foreach (var shade in Closed(day, [.. hers.Works, .. hers.Breaks])) yield return shade;
        foreach (var pause in hers.Breaks) yield return new(MinuteOf(day.Date, pause.Start), MinuteOf(day.Date, pause.End), "break", words["Calendar.Break"]);
        foreach (var away in hers.Away)
            yield return new(MinuteOf(day.Date, away.Time.Start), MinuteOf(day.Date, away.Time.End), "away", away.Reason.Length > 0 ? away.Reason : words["Calendar.Away"]);
    }

    /// <summary>What the clocks do on a date, as a shade; and what they skip, for scripts.</summary>
    private (IReadOnlyList<GridShade> Shades, string? Gap) ClockChange(LocalDate date)
    {
        if (DayMinutes.ClockChange(date, view.Zone) is not var (from, to, skipped)) return ([], null);
        var shade = new GridShade(from, to, "break", words[skipped ? "Calendar.ClocksForward" : "Calendar.ClocksBack"]);
        return ([shade], skipped ? System.FormattableString.Invariant($"{from}-{to}") : null);
    }

    /// <summary>What is left of the day outside of some hours: closed where the branch is, else off.</summary>
    private IEnumerable<GridShade> Closed(CalendarDay day, IReadOnlyList<Span> works)
    {
        var hours = works.Select(w => (From: MinuteOf(day.Date, w.Start), To: MinuteOf(day.Date, w.End))).OrderBy(w => w.From).ToList();
        var at = 0;
        foreach (var (from, to) in hours)
        {
            if (from > at) yield return new(at, from, KindOf(day, at, from), null);
            at = Math.Max(at, to);
        }
        if (at < 2 * Day) yield return new(at, 2 * Day, KindOf(day, at, 2 * Day), null);
    }

    private string KindOf(CalendarDay day, int from, int to) =>
        day.Open.Any(o => MinuteOf(day.Date, o.Start) < to && from < MinuteOf(day.Date, o.End)) ? "off" : "closed";

    /// <summary>Side by side only what takes the same person at the same time; what stands in the free part of another visit lies over it.</summary>
    private static List<GridVisit> InLanes(List<GridVisit> visits)
    {
        var result = new List<GridVisit>(visits.Count);
        var cluster = new List<(GridVisit Visit, int Lane)>();
        foreach (var visit in visits)
        {
            if (cluster.Count > 0 && !cluster.Exists(c => Clash(c.Visit, visit))) Close();
            var lane = 0;
            while (cluster.Exists(c => c.Lane == lane && Clash(c.Visit, visit))) lane++;
            cluster.Add((visit, lane));
        }
        Close();
        return result;

        void Close()
        {
            var lanes = cluster.Count == 0 ? 1 : cluster.Max(c => c.Lane) + 1;
            result.AddRange(cluster.Select(c => c.Visit with { Lane = c.Lane, Lanes = lanes, Inside = visits.Exists(o => o.Visit.Row.Id != c.Visit.Visit.Row.Id && o.Idle.Any(i => i.From < c.Visit.To && c.Visit.From < i.To)) }));
            cluster.Clear();
        }
    }

    private static bool Clash(GridVisit a, GridVisit b) => Busy(a).Any(x => Busy(b).Any(y => x.From < y.To && y.From < x.To));

    private static IEnumerable<(int From, int To)> Busy(GridVisit visit)
    {
        var at = visit.From;
        foreach (var (from, to) in visit.Idle)
        {
            if (from > at) yield return (at, from);
            at = to;
        }
        if (at < visit.To) yield return (at, visit.To);
    }

    private int MinuteOf(LocalDate date, Instant instant) => BusinessDay.MinuteOf(date, instant, view.Zone);

    // What lies across an hour that happens twice would end before it begins: it is drawn as long as it takes.
    private (int From, int To) RangeOf(LocalDate date, Span time)
    {
        var (from, to) = (MinuteOf(date, time.Start), MinuteOf(date, time.End));
        return (from, to > from ? to : from + (int)time.Length.TotalMinutes);
    }
}
